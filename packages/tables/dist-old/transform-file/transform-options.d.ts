import { type CompleteFormatOptions } from "../table/check-format-options.ts";
import type { OutputOptions } from "../formats/registry.ts";
import type { RowCounts } from "../transform/engine/row-counts.ts";
import type { RowWarning } from "../validate/reject.ts";
import { type RowOptions } from "./rows/row-options.ts";
import type { DetectedFormat } from "../table/detected-format.ts";
import type { Finding } from "../table/finding.ts";
import type { WorkerPool } from "../threads/worker-pool.ts";
/** Where the result of a transform goes, and how it is written. The file is created, or overwritten. */
export type TransformTarget = {
  readonly path: string;
} & OutputOptions;
/** How far a transform is: everything before these places is written. JSON holds it. */
export type TransformMark = KernelMark | RowsMark;
interface OutputMark {
  readonly outputOffset: number;
  readonly rejectsOffset: number;
  /** What the output depends on: a mark of another mapping or file is refused. */
  readonly fingerprint: string;
}
/** A mark of the kernel, which continues where it was. */
export interface KernelMark extends OutputMark {
  readonly engine: "kernel";
  /** Where the next row of the source starts, in bytes. */
  readonly inputOffset: number;
  /** The number of the last row before it, and how many rows were written, rejected, or blank lines. */
  readonly rowNumber: number;
  readonly written: number;
  readonly rejected: number;
  readonly blank: number;
  /** How many cells the last row has: it decides where an unclosed quote in the next one ends. */
  readonly lastWidth: number;
}
/**
 * A mark of the engine of rows. It reads the source again up to there. The rows are transformed again only where row steps or rules remember them
 * (`dedupe`, `unique`); they are not written again.
 */
export interface RowsMark extends OutputMark {
  readonly engine: "rows";
  readonly counts: RowCounts;
}
/** Options of `transformFile`. */
export interface TransformOptions extends RowOptions {
  /** How many threads work side by side, 1 to 16. The output is the same. @defaultValue as many as the machine can run at once, at most 4 */
  readonly threads?: number | undefined;
  /** The path of a file of rejected rows, JSON Lines. Without it they are only counted. */
  readonly rejectsPath?: string | undefined;
  /** The most rows that may be rejected before the transform fails. @defaultValue no limit */
  readonly maxRejects?: number | undefined;
  /** Called up to 20 times a second. If it throws, the transform rejects with that. */
  readonly onProgress?: ((progress: TransformProgress) => void) | undefined;
  /**
   * Called with each mark that can be continued from, after the output before it has reached the disk. The next one comes after the promise that it
   * returns. Outputs as XLSX and Parquet, compressed ones, and sources that are no path have no marks.
   */
  readonly onMark?: ((mark: TransformMark) => unknown) | undefined;
  /** How long the transform goes on between two marks, in milliseconds. @defaultValue 1,000 */
  readonly markIntervalMs?: number | undefined;
  /** The mark of an earlier run with the same mapping, source, target and rejects: it continues there. Another one is refused with `MARK_MISMATCH`. */
  readonly continueFrom?: TransformMark | undefined;
  /** Whose threads do the work. @defaultValue a pool without a limit, shared by all calls of this process */
  readonly pool?: WorkerPool | undefined;
  /** How much of the source a thread takes at once, in bytes. The output is the same. @defaultValue 1,048,576 */
  readonly chunkBytes?: number | undefined;
}
/** How far a transform is. */
export interface TransformProgress {
  /** Bytes of the source that are done, where the kernel works. */
  readonly bytes: number | undefined;
  readonly counts: RowCounts;
}
/** What a transform has done. */
export interface TransformResult {
  readonly counts: RowCounts;
  readonly outputBytes: number;
  readonly rejectsBytes: number;
  /** How many rows are in the result although a rule of severity `warning` does not hold, and the first 1,000 of them. */
  readonly warningCount: number;
  readonly warnings: readonly RowWarning[];
  /** How the source was read. */
  readonly format: DetectedFormat;
  /** What is odd about the source, as far as the engine notices: the kernel reports what shows at the start of the file. */
  readonly findings: readonly Finding[];
  /** How it was done: `kernel` works on bytes, `rows` on texts. The output is the same. */
  readonly engine: "kernel" | "rows";
  /** Why the kernel did not do it, for `rows`. */
  readonly engineReason: string | undefined;
  /** Of the kernel: rows that JavaScript decided about, and chunks that were transformed twice. */
  readonly decidedRows: number;
  readonly repeatedChunks: number;
  readonly threads: number;
}
/** What a transform does, with every default filled in. */
export interface TransformSettings {
  readonly format: CompleteFormatOptions;
  readonly threads: number;
  readonly maxRejects: number;
  readonly markIntervalMs: number;
  readonly chunkBytes: number;
}
/**
 * Checks the options and fills in the defaults.
 * @throws RowmillError `OPTION_INVALID`
 */
export declare function transformSettings(options: TransformOptions): TransformSettings;
export {};
//# sourceMappingURL=transform-options.d.ts.map
