import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isFileId } from "./file-id.ts";

/**
 * Deletes what a `put` left under a temporary name (`.part`) when its process died, in any folder of a `localDiskStorage`.
 * Only what nobody has written to for `maxAgeMs`: another process may be in the middle of a `put`.
 *
 * What can not be read or deleted is left for another time: no call may fail because of old rubbish.
 */
export async function sweepParts(directory: string, maxAgeMs: number): Promise<void> {
  // A folder that is not there yet has nothing to sweep.
  const names = await readdir(directory).catch(() => []);
  for (const name of names) {
    if (!isPart(name)) continue;
    const path = join(directory, name);
    const stats = await stat(path).catch(() => undefined);
    if (stats && Date.now() - stats.mtimeMs > maxAgeMs) await rm(path, { force: true }).catch(() => {});
  }
}

function isPart(name: string): boolean {
  const id = /^(.+?)(?:\.json)?\.part$/.exec(name)?.[1];
  return id !== undefined && isFileId(id);
}
