import { type FileHandle, open } from "node:fs/promises";
import { checkMark, markMismatch } from "./fingerprint.ts";
import type { FastFile } from "./fast/plan/open-fast.ts";
import { textBefore } from "./fast/row-text.ts";
import type { LineState } from "./fast/chunks/turns.ts";
import type { KernelMark, TransformOptions, TransformTarget } from "./transform-options.ts";

/** The files of a transform, which the threads write to. */
export interface OutputFiles extends AsyncDisposable {
  /** The state of the output before the first chunk. */
  readonly start: LineState & { readonly blank: number };
  /** Brings what was written to the disk. */
  flush(): Promise<void>;
  /** Writes what stands after all rows, and cuts what an earlier run may have left. Returns the size of the output. */
  finish(state: LineState, after: string): Promise<number>;
}

/**
 * Creates the files of a transform, or cuts them to the mark that it continues from.
 * @throws RowmillError `MARK_MISMATCH` for a mark of another transform
 */
export async function openOutputFiles(
  { target, options }: { readonly target: TransformTarget; readonly options: TransformOptions },
  { plan, start }: FastFile,
  fingerprint: string,
): Promise<OutputFiles> {
  const { continueFrom, rejectsPath } = options;
  checkMark(continueFrom, fingerprint);
  // The fingerprint says that it is one of the kernel's.
  const mark = continueFrom as KernelMark | undefined;
  const before = Buffer.from(textBefore(plan.columns, plan.output));
  const output = await openAt(target.path, mark?.outputOffset);
  let rejects: FileHandle | undefined;
  try {
    if (mark === undefined) await output.write(before, 0, before.length, 0);
    rejects = rejectsPath === undefined ? undefined : await openAt(rejectsPath, mark?.rejectsOffset);
  } catch (error) {
    await output.close();
    throw error;
  }
  const handles = rejects === undefined ? [output] : [output, rejects];
  return {
    start:
      mark === undefined
        ? {
            inputEnd: start.offset,
            outputEnd: before.length,
            rejectsEnd: 0,
            rows: start.rows,
            written: 0,
            rejected: 0,
            blank: 0,
            lastWidth: start.lastWidth,
          }
        : {
            rows: mark.rowNumber,
            written: mark.written,
            rejected: mark.rejected,
            blank: mark.blank,
            inputEnd: mark.inputOffset,
            outputEnd: mark.outputOffset,
            rejectsEnd: mark.rejectsOffset,
            lastWidth: mark.lastWidth,
          },
    async flush() {
      await Promise.all(handles.map((handle) => handle.datasync()));
    },
    async finish({ outputEnd, rejectsEnd }, after) {
      const bytes = Buffer.from(after);
      await output.write(bytes, 0, bytes.length, outputEnd);
      await output.truncate(outputEnd + bytes.length);
      await rejects?.truncate(rejectsEnd);
      return outputEnd + bytes.length;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(handles.map((handle) => handle.close()));
    },
  };
}

/** Opens a file that is written from a place on, or creates it. What an earlier run wrote after that place is cut off. */
export async function openAt(path: string, offset: number | undefined): Promise<FileHandle> {
  if (offset === undefined) return open(path, "w");
  const handle = await open(path, "r+");
  try {
    if ((await handle.stat()).size < offset) throw markMismatch("an output that is shorter now");
    await handle.truncate(offset);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}
