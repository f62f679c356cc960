import { type FileHandle } from "node:fs/promises";
import type { FastFile } from "./fast/plan/open-fast.ts";
import type { LineState } from "./fast/chunks/turns.ts";
import type { TransformOptions, TransformTarget } from "./transform-options.ts";
/** The files of a transform, which the threads write to. */
export interface OutputFiles extends AsyncDisposable {
  /** The state of the output before the first chunk. */
  readonly start: LineState & {
    readonly blank: number;
  };
  /** Brings what was written to the disk. */
  flush(): Promise<void>;
  /** Writes what stands after all rows, and cuts what an earlier run may have left. Returns the size of the output. */
  finish(state: LineState, after: string): Promise<number>;
}
/**
 * Creates the files of a transform, or cuts them to the mark that it continues from.
 * @throws RowmillError `MARK_MISMATCH` for a mark of another transform
 */
export declare function openOutputFiles(
  {
    target,
    options,
  }: {
    readonly target: TransformTarget;
    readonly options: TransformOptions;
  },
  { plan, start }: FastFile,
  fingerprint: string,
): Promise<OutputFiles>;
/** Opens a file that is written from a place on, or creates it. What an earlier run wrote after that place is cut off. */
export declare function openAt(path: string, offset: number | undefined): Promise<FileHandle>;
//# sourceMappingURL=output-files.d.ts.map
