import type { FileHandle } from "node:fs/promises";
import { diskFailure } from "../../table/disk-full.ts";
import { openAt } from "../output-files.ts";

/** The files of a transform by rows. */
export interface RowsFiles extends AsyncDisposable {
  readonly output: WrittenFile;
  readonly rejects: WrittenFile | undefined;
  /** Brings what was written to the disk. */
  flush(): Promise<void>;
}

/** A file that is written from a place to its end. */
export interface WrittenFile {
  /** Its size. */
  readonly bytes: number;
  write(chunk: Uint8Array): Promise<void>;
}

/** Creates the files of a transform, or cuts them to a mark. */
export async function openRowsFiles(
  path: string,
  rejectsPath: string | undefined,
  mark: { readonly outputOffset: number; readonly rejectsOffset: number } | undefined,
): Promise<RowsFiles> {
  const output = await openAt(path, mark?.outputOffset);
  let rejects: FileHandle | undefined;
  try {
    rejects = rejectsPath === undefined ? undefined : await openAt(rejectsPath, mark?.rejectsOffset);
  } catch (error) {
    await output.close();
    throw error;
  }
  const handles = rejects === undefined ? [output] : [output, rejects];
  return {
    output: writtenFile(output, mark?.outputOffset),
    rejects: rejects && writtenFile(rejects, mark?.rejectsOffset),
    async flush() {
      await Promise.all(handles.map((handle) => handle.datasync()));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(handles.map((handle) => handle.close()));
    },
  };
}

function writtenFile(handle: FileHandle, from = 0): WrittenFile {
  let bytes = from;
  return {
    get bytes() {
      return bytes;
    },
    async write(chunk) {
      for (let done = 0; done < chunk.length;) {
        const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, bytes).catch((error: unknown) => {
          throw diskFailure(error);
        });
        done += bytesWritten;
        bytes += bytesWritten;
      }
    },
  };
}
