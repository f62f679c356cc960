import { type FileHandle, open } from "node:fs/promises";
import { RowmillError } from "@rowmill/core/errors";

/** Bytes that can be read anywhere: a file or a buffer. */
export interface RandomAccess {
  readonly sizeBytes: number;
  /** Answers `length` bytes from `position` on, or fewer where the bytes end. They stay as they are until they are dropped. */
  read(position: number, length: number): Promise<Uint8Array>;
  /** Frees what was opened. Reading after that fails. */
  close(): Promise<void>;
}

/** A file on a local disk. Close it. @throws RowmillError `FILE_UNREADABLE` */
export async function fileAccess(path: string): Promise<RandomAccess> {
  const failure = (cause: unknown) => unreadable(path, cause);
  const handle = await open(path, "r").catch((cause: unknown) => {
    throw failure(cause);
  });
  try {
    return await handleAccess(handle, failure);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * A file that is open. It is closed with the access.
 * @param failure - the error to throw where the system cannot read it
 */
export async function handleAccess(handle: FileHandle, failure: (cause: unknown) => Error): Promise<RandomAccess> {
  const { size } = await handle.stat();
  return {
    sizeBytes: size,
    async read(position, length) {
      const buffer = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, size - position)));
      let have = 0;
      try {
        while (have < buffer.length) {
          const { bytesRead } = await handle.read(buffer, have, buffer.length - have, position + have);
          if (bytesRead === 0) break;
          have += bytesRead;
        }
      } catch (cause) {
        throw failure(cause);
      }
      return buffer.subarray(0, have);
    },
    close: () => handle.close(),
  };
}

/** Bytes in memory. */
export function bytesAccess(bytes: Uint8Array): RandomAccess {
  return {
    sizeBytes: bytes.length,
    read: (position, length) => Promise.resolve(bytes.subarray(position, position + length)),
    close: () => Promise.resolve(),
  };
}

function unreadable(path: string, cause: unknown): RowmillError {
  const code = (cause as NodeJS.ErrnoException).code ?? "no code";
  return new RowmillError("FILE_UNREADABLE", `The file ${JSON.stringify(path)} cannot be read (${code})`, { cause, details: { path } });
}
