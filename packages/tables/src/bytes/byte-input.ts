import type { Stats } from "node:fs";
import { open, stat } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { RowmillError } from "@rowmill/core/errors";

/** Where the bytes of a file come from. */
export interface ByteInput {
  /** `undefined` for a stream of unknown length. */
  readonly sizeBytes: number | undefined;
  /** Whether `open` may be called again. A stream can be read only once. */
  readonly rereadable: boolean;
  /** The path of a file on a local disk, which can be read anywhere. */
  readonly path?: string | undefined;
  /** All of it, if it is in memory. */
  readonly bytes?: Uint8Array | undefined;
  /** Answers the bytes, from the start. A chunk may lie where one before it was: copy what is to outlive it. */
  open(): AsyncIterable<Uint8Array>;
}

/**
 * A file on a local disk, read in chunks of a megabyte.
 * @throws RowmillError `FILE_NOT_FOUND`, or `FILE_UNREADABLE` for a folder, a device or a file without permission.
 */
export async function fileInput(path: string): Promise<ByteInput> {
  let stats: Stats;
  try {
    stats = await stat(path);
  } catch (error) {
    throw readError(path, error);
  }
  if (!stats.isFile()) {
    const what = stats.isDirectory() ? "a folder" : "not a regular file";
    throw new RowmillError("FILE_UNREADABLE", `${JSON.stringify(path)} is ${what}: pass the path of a file`, {
      details: { path },
      retriable: false,
    });
  }
  return { sizeBytes: stats.size, rereadable: true, path, open: () => readFileChunks(path) };
}

/** Bytes in memory. */
export function memoryInput(bytes: Uint8Array): ByteInput {
  return {
    sizeBytes: bytes.length,
    rereadable: true,
    bytes,
    async *open() {
      for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
        yield bytes.subarray(from, from + CHUNK_BYTES);
        // Nothing here waits for a disk: without this, gigabytes would be one turn of the event loop.
        if (from + CHUNK_BYTES < bytes.length) await setImmediate();
      }
    },
  };
}

/** Bytes that come once. */
export function streamInput(source: AsyncIterable<Uint8Array>, sizeBytes: number | undefined): ByteInput {
  return { sizeBytes, rereadable: false, open: () => source };
}

/** 64 kB, Node's default, reads at a third of the speed. */
const CHUNK_BYTES = 1024 * 1024;

async function* readFileChunks(path: string): AsyncGenerator<Uint8Array> {
  try {
    await using handle = await open(path, "r");
    // One is read into while the other is used. New memory for each chunk takes the system as long as the reading itself.
    const buffers: Buffer[] = [];
    const read = (turn: number) => handle.read((buffers[turn % 2] ??= Buffer.allocUnsafeSlow(CHUNK_BYTES)), 0, CHUNK_BYTES);
    let pending = read(0);
    for (let turn = 0; ; turn += 1) {
      const { bytesRead, buffer } = await pending;
      if (bytesRead === 0) return;
      if (turn > 0) pending = readAhead(turn + 1);
      yield buffer.subarray(0, bytesRead);
      // Many want no more than the start.
      if (turn === 0) pending = readAhead(1);
    }

    function readAhead(turn: number): ReturnType<typeof read> {
      const reading = read(turn);
      // What is wrong is told when it is waited for.
      reading.catch(() => {});
      return reading;
    }
  } catch (error) {
    throw readError(path, error);
  }
}

/** What it means that a file on a local disk cannot be read. */
function readError(path: string, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException).code;
  const shown = JSON.stringify(path);
  // The last two: no file can have such a name.
  if (code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG" || code === "ERR_INVALID_ARG_VALUE") {
    return new RowmillError("FILE_NOT_FOUND", `There is no file ${shown}: check the path`, { cause, details: { path }, retriable: false });
  }
  if (code === undefined) return cause;
  return new RowmillError("FILE_UNREADABLE", `The file ${shown} cannot be read (${code})`, { cause, details: { path } });
}
