import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { FileCatalog } from "@rowmill/core/adapter";
import { isFileId } from "./file-id.ts";
import { sidecarCatalog } from "./sidecar-catalog.ts";

/** What is rubbish, and what is not. */
export interface SweepOptions {
  /** Only what was last written to before this moment: another process may be in the middle of a `put`. */
  readonly olderThanMs: number;
  /** Whether the catalogue has this id: its bytes are a file. */
  isFile(id: string): Promise<boolean>;
}

/**
 * Deletes what a `put` left when its process died, in any folder of a `localDiskStorage`: what has a temporary name (`.part`), and bytes
 * that have their name but, as the `.json.part` beside them tells, were not yet in the catalogue.
 *
 * What cannot be read or deleted is left for a later sweep: no call may fail because of leftovers.
 */
export async function sweepParts(directory: string, { olderThanMs, isFile }: SweepOptions): Promise<void> {
  // A folder that is not there yet has nothing to sweep.
  const names = await readdir(directory).catch(() => []);
  for (const name of names) {
    const id = idOfPart(name);
    if (id === undefined) continue;
    const path = join(directory, name);
    const stats = await stat(path).catch(() => undefined);
    if (!stats || stats.mtimeMs >= olderThanMs) continue;
    if (name.endsWith(".json.part") && !(await isFile(id))) await remove(join(directory, id));
    await remove(path);
  }
}

/** Takes the files that a folder has, with their descriptions beside them, over into a catalogue, which then alone describes them. */
export async function adoptSidecars(directory: string, catalog: FileCatalog): Promise<void> {
  const { files } = await sidecarCatalog(directory).list({ limit: Infinity });
  for (const file of files) {
    await catalog.add(file);
    await remove(join(directory, `${file.id}.json`));
  }
}

async function remove(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => {});
}

function idOfPart(name: string): string | undefined {
  const id = /^(.+?)(?:\.json)?\.part$/.exec(name)?.[1];
  return id !== undefined && isFileId(id) ? id : undefined;
}
