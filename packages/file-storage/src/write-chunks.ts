import type { FileHandle } from "node:fs/promises";
import { diskFailure } from "./disk-space.ts";

/** How many bytes gather while an earlier write is under way: then the source has to wait. */
const MAX_GATHERED_BYTES = 1024 * 1024;

/** How chunks are written. */
export interface WriteOptions {
  /** Where the first one goes. */
  readonly position: number;
  /**
   * Whether chunks stay as they are when the next one has come, as those of Node's streams do. Then small ones become one write, and the
   * source does not wait for the disk until a megabyte has gathered.
   */
  readonly areKept: boolean;
  /** Told how many bytes are written, after every write. What it throws ends the writing. */
  readonly onWritten?: (sizeBytes: number) => void | Promise<void>;
}

/**
 * Writes chunks one after the other. What came before the source broke is written before its error is thrown.
 * @throws RowmillError `STORAGE_FULL`
 */
export async function writeChunks(
  handle: FileHandle,
  chunks: AsyncIterable<Uint8Array>,
  { position, areKept, onWritten }: WriteOptions,
): Promise<void> {
  let at = position;
  let gathered: Uint8Array[] = [];
  let gatheredBytes = 0;
  let writing: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;

  try {
    for await (const chunk of chunks) {
      if (chunk.length === 0) continue;
      gathered.push(chunk);
      gatheredBytes += chunk.length;
      writing ??= writeGathered();
      if (!areKept || gatheredBytes >= MAX_GATHERED_BYTES) await writing;
      if (failure) break;
    }
  } finally {
    await writing;
    if (!failure) await writeGathered();
  }
  if (failure) throw failure.error;

  async function writeGathered(): Promise<void> {
    try {
      while (gathered.length > 0) {
        const batch = gathered;
        gathered = [];
        gatheredBytes = 0;
        at += await writeAll(handle, batch, at);
        await onWritten?.(at - position);
      }
    } catch (error) {
      failure = { error: diskFailure(error) };
    } finally {
      writing = undefined;
    }
  }
}

/** Writes all of some chunks: a disk may take a part of them at a time. Answers how many bytes that were. */
async function writeAll(handle: FileHandle, chunks: readonly Uint8Array[], position: number): Promise<number> {
  const sizeBytes = chunks.reduce((sum, { length }) => sum + length, 0);
  let { bytesWritten: done } = await handle.writev(chunks, position);
  while (done < sizeBytes) {
    const rest = Buffer.concat(chunks).subarray(done);
    done += (await handle.write(rest, 0, rest.length, position + done)).bytesWritten;
  }
  return sizeBytes;
}
