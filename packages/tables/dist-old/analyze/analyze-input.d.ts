import type { ByteInput } from "../bytes/byte-input.ts";
import type { FileProfile } from "../profile/file-profile.ts";
import type { AnalyzeProgress, CompleteSettings } from "./analyze-options.ts";
import { type FastPaths } from "./profile-opened.ts";
import type { RangeReaders } from "./read-ranges.ts";
/** What an analysis exchanges with its starter. */
export interface AnalyzeHost {
  readonly onProgress: (progress: AnalyzeProgress) => void;
  /** Looked at between two batches. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each batch; it may throw to stop. */
  readonly onBatch?: (() => void) | undefined;
  /** Is told how the rows were read. */
  readonly onProfiled?: ((fastPaths: FastPaths) => void) | undefined;
}
/**
 * Analyzes the bytes of an input in the calling thread: detects the format, then reads every row once.
 *
 * @param ranges - other threads, which read parts of the file if it is one that can be read so
 * @throws RowmillError `FILE_NOT_TEXT`, `FILE_RECORD_TOO_LARGE`, `OPTION_INVALID`; and whatever the input throws
 */
export declare function analyzeInput(
  input: ByteInput,
  settings: CompleteSettings,
  host: AnalyzeHost,
  ranges?: RangeReaders,
): Promise<FileProfile>;
//# sourceMappingURL=analyze-input.d.ts.map
