import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { OUTPUT_EXPIRES_MS } from "@rowmill/core/adapter";
import { unlessMissing } from "../unless-missing.ts";

/** The folder of one output: its content, and a folder for whatever else its writer needs. */
export interface OutputPlace {
  readonly path: string;
  readonly folder: string;
}

/** What lies where in the folder of an output. */
export function placeIn(folder: string): OutputPlace {
  return { path: join(folder, "content"), folder: join(folder, "beside") };
}

/** Makes the folder, with an empty file as its content. A process that died while it made it may have left a part. */
export async function makePlace(folder: string): Promise<OutputPlace> {
  const place = placeIn(folder);
  await mkdir(place.folder, { recursive: true, mode: 0o700 });
  const handle = await open(place.path, "w", 0o600);
  await handle.close();
  return place;
}

/** Deletes the folders of outputs to which nothing was written for a day. What cannot be read or deleted is left for a later sweep. */
export async function sweepOutputs(parent: string, names: readonly string[], nowMs: number): Promise<string[]> {
  const swept: string[] = [];
  for (const name of names) {
    const folder = join(parent, name);
    const writtenAtMs = await lastWriteIn(folder).catch(() => Infinity);
    if (nowMs - writtenAtMs < OUTPUT_EXPIRES_MS) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => {});
    swept.push(name);
  }
  return swept;
}

/** When something in a folder was last written to, or made. */
async function lastWriteIn(folder: string): Promise<number> {
  let lastMs = (await stat(folder)).mtimeMs;
  for (const entry of await readdir(folder, { recursive: true })) {
    const stats = await stat(join(folder, entry)).catch(unlessMissing);
    if (stats) lastMs = Math.max(lastMs, stats.mtimeMs);
  }
  return lastMs;
}
