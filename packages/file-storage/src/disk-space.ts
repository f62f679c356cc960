import { statfs } from "node:fs/promises";
import type { Diagnosis } from "@rowmill/core";
import { RowmillError } from "@rowmill/core/errors";

/**
 * Refuses what there is no room for on the disk of a folder. A disk that does not tell has room.
 * @param neededBytes - what is to be written
 * @param keepFreeBytes - what must stay free for others
 * @throws RowmillError `STORAGE_FULL`
 */
export async function refuseIfFull(directory: string, neededBytes: number, keepFreeBytes: number): Promise<void> {
  const disk = await statfs(directory).catch(() => undefined);
  if (!disk || disk.bsize === 0) return;
  // Below zero if others have taken what was to stay free: then there is no room for a file of unknown size either.
  const freeBytes = disk.bavail * disk.bsize - keepFreeBytes;
  if (neededBytes <= freeBytes) return;
  throw full(`There is no room for ${neededBytes} bytes on the disk of ${directory}`, { freeBytes: Math.max(0, freeBytes) });
}

/** How much of a disk should be free: this share, but of a big disk no more than this many bytes. */
const FREE_SHARE = 0.05;
const FREE_BYTES = 20 * 1024 ** 3;

/** Finds a disk that is nearly full. */
export async function diagnoseDisk(directory: string, keepFreeBytes: number): Promise<Diagnosis[]> {
  const disk = await statfs(directory).catch(() => undefined);
  if (!disk || disk.bsize === 0) return [];
  const freeBytes = disk.bavail * disk.bsize;
  const sizeBytes = disk.blocks * disk.bsize;
  if (freeBytes >= Math.max(Math.min(FREE_SHARE * sizeBytes, FREE_BYTES), 2 * keepFreeBytes)) return [];
  const message = `Of the disk that holds the files, ${freeBytes} of ${sizeBytes} bytes are free. Below ${keepFreeBytes} bytes no file is taken: make room, or shorten the retention of files`;
  return [
    { code: "DISK_NEARLY_FULL", severity: freeBytes < keepFreeBytes ? "error" : "warning", message, details: { freeBytes, sizeBytes } },
  ];
}

/** How often, in bytes, a write makes sure that there is still room on the disk. */
const SPACE_CHECK_BYTES = 64 * 1024 ** 2;

/** Checks the room on the disk while bytes are written, for `writeChunks`. */
export function refuseFullWhileWriting(refuseIfNoRoom: (neededBytes: number) => Promise<void>): (writtenBytes: number) => Promise<void> {
  let checkedAt = 0;
  return async (writtenBytes) => {
    if (writtenBytes - checkedAt < SPACE_CHECK_BYTES) return;
    checkedAt = writtenBytes;
    await refuseIfNoRoom(0);
  };
}

/** Says of a write that failed because the disk is full that it did. Any other error is answered as it is. */
export function diskFailure(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOSPC" || code === "EDQUOT" ? full("The disk is full", {}, error) : error;
}

function full(message: string, details: object, cause?: unknown): RowmillError {
  return new RowmillError("STORAGE_FULL", `${message}: make room, or keep the files on another one`, {
    ...(cause !== undefined && { cause }),
    details: { ...details },
  });
}
