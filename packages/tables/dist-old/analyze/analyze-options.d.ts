import { type CompleteFormatOptions } from "../table/check-format-options.ts";
import type { FormatOptions } from "../table/format-options.ts";
import type { WorkerPool } from "../threads/worker-pool.ts";
/** How far an analysis is. */
export interface AnalyzeProgress {
  /** A whole number: 10 once encoding and dialect are known, 30 to 99 while the rows are read, 100 at the end. */
  readonly percent: number;
  readonly stage: "detecting" | "reading" | "done";
  /** Bytes taken in by this stage. */
  readonly bytes: number;
  /** Records read until now, without those above the table and its header. At the end, the rows of data: `rowCount` of the profile. */
  readonly rows: number;
}
/** What an analysis does, in values that can be sent to a thread. */
export interface AnalyzeSettings extends FormatOptions {
  /** How many of the first rows of data the profile shows. @defaultValue 10 */
  readonly sampleRows?: number | undefined;
  /** How many of the most frequent values each column shows. @defaultValue 10 */
  readonly topValues?: number | undefined;
}
/** Options of `analyzeFile`. */
export interface AnalyzeOptions extends AnalyzeSettings {
  /** Ends the analysis at once; it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called up to 20 times a second and for each new stage. If it throws, the analysis rejects with that. */
  readonly onProgress?: ((progress: AnalyzeProgress) => void) | undefined;
  /** The size of a stream, in bytes, if it is known: progress needs it. */
  readonly sizeBytes?: number | undefined;
  /** Whether the work is done in a worker thread. Without one it holds up the event loop, in steps of some milliseconds. @defaultValue true */
  readonly thread?: boolean | undefined;
  /**
   * How many threads read a big file side by side, 1 to 16; the result is the same. It counts for UTF-8 files on a disk from 64 MB
   * on, and only with `thread`.
   * @defaultValue as many as the machine can run at once, at most 4
   */
  readonly threads?: number | undefined;
  /**
   * How much memory the worker thread may use, in megabytes, at least 256: so much for objects, and as much for buffers and WebAssembly. A file that
   * needs more ends with `FILE_MEMORY_EXCEEDED`. The threads of ranges (`threads`) may use so much for buffers together; beyond that the first
   * thread reads on alone.
   * @defaultValue 1,024
   */
  readonly maxMemoryMb?: number | undefined;
  /** Whose threads do the work. @defaultValue a pool without a limit, shared by all calls of this process */
  readonly pool?: WorkerPool | undefined;
}
/** What an analysis does and may use, with every default filled in. */
export interface CompleteSettings extends CompleteFormatOptions {
  readonly sampleRows: number;
  readonly topValues: number;
  readonly maxMemoryMb: number;
  readonly threads: number;
}
/**
 * Checks the options and fills in the defaults.
 * @throws RowmillError `OPTION_INVALID`
 */
export declare function completeSettings(settings: AnalyzeOptions): CompleteSettings;
//# sourceMappingURL=analyze-options.d.ts.map
