import { randomUUID } from "node:crypto";
import { closeSync, openSync, unlinkSync } from "node:fs";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { join } from "node:path";

// A temporary file has no name: it is removed as soon as it is open, and only this process can read it. It is gone with its descriptor, also
// where a cancelled thread or a crashed process never comes to close it.

/** Opens a temporary file for reading and writing. @throws whatever the system throws */
export async function openTemporary(folder: string): Promise<FileHandle> {
  const path = pathIn(folder);
  const handle = await open(path, "wx+", 0o600);
  try {
    await unlink(path);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The same, for callers that cannot wait. @returns the descriptor */
export function openTemporarySync(folder: string): number {
  const path = pathIn(folder);
  const descriptor = openSync(path, "wx+", 0o600);
  try {
    unlinkSync(path);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function pathIn(folder: string): string {
  return join(folder, `rowmill-${randomUUID()}`);
}
