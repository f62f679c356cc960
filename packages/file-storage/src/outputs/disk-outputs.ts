import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { FileStorage, StoredFile } from "@rowmill/core";
import { type FileOutputs, fileNotFound, type FileQuota, type OutputFile } from "@rowmill/core/adapter";
import { checkOutput, isFileAlready } from "./output-id.ts";
import { isFileId } from "../file-id.ts";
import { flushFolder, writeFlushed } from "../flush-folder.ts";
import { newFile } from "../new-file.ts";
import { oneAtATime } from "../one-at-a-time.ts";
import { parseUploadSidecar, type UploadDescription, writeSidecar } from "../sidecar.ts";
import { unlessMissing } from "../unless-missing.ts";
import { readAdopted } from "./adopted.ts";
import { makePlace, placeIn, sweepOutputs } from "./output-folder.ts";

/** What outputs need of the storage that they belong to. */
export interface DiskOutputsOptions extends Pick<FileStorage, "stat"> {
  /** The folder of the storage. */
  readonly directory: string;
  readonly maxSizeBytes: number;
  readonly now: () => number;
  /** Sees to the folder, now and then. */
  tidy(): Promise<void>;
  /** @throws RowmillError `STORAGE_FULL` */
  refuseIfFull(neededBytes: number): Promise<void>;
  /** Makes a file of bytes that lie on the disk. @throws RowmillError `FILE_QUOTA_EXCEEDED` */
  publish(file: StoredFile, path: string, quota: FileQuota | undefined): Promise<void>;
}

/** Outputs of a storage on a disk, and the sweep of those that were left behind. */
export interface DiskOutputs extends FileOutputs {
  /** Deletes outputs to which nothing was written for a day. */
  sweep(): Promise<void>;
}

/** An output as it is found on the disk. */
interface FoundOutput extends OutputFile {
  readonly described: UploadDescription;
}

/** Outputs in a folder of their own, `outputs/<id>`: the content, what is known about it, and what its writer puts beside it. */
export function diskOutputs({ directory, maxSizeBytes, now, tidy, stat: fileOf, refuseIfFull, publish }: DiskOutputsOptions): DiskOutputs {
  const parent = join(directory, "outputs");
  const inTurn = oneAtATime(() => new Error("adopted or aborted meanwhile"));
  const folderOf = (id: string) => join(parent, id);

  return {
    async begin(options = {}) {
      const id = checkOutput(options);
      await tidy();
      await refuseIfFull(0);
      if (await fileOf(id)) throw isFileAlready(id);
      const known = options.id === undefined ? undefined : await find(id);
      if (known) return { id, path: known.path, folder: known.folder };
      const { name = "file", contentType = null, userId = null, expiresInMs = null } = options;
      const described = { id, name, sizeBytes: 0, contentType, userId, sha256: null, expiresInMs, createdAt: new Date(now()) };
      const place = await makePlace(folderOf(id));
      await writeFlushed(descriptionIn(folderOf(id)), writeSidecar(described));
      await flushFolder(folderOf(id));
      await flushFolder(parent);
      return { id, ...place };
    },

    async find(id) {
      await tidy();
      const found = await find(id);
      return found && !(await fileOf(id)) ? { id, path: found.path, folder: found.folder } : undefined;
    },

    adopt: (id, options = {}) =>
      inTurn.take(id, async () => {
        await tidy();
        const known = await fileOf(id);
        const found = known ? undefined : await find(id);
        if (!known && !found) throw fileNotFound(id);
        if (found) {
          const measured = await readAdopted(found.path, maxSizeBytes, options);
          await publish(newFile(id, found.described, measured, now()), found.path, options.quota);
        }
        if (isFileId(id)) await rm(folderOf(id), { recursive: true, force: true });
        return known ?? (await fileOf(id))!;
      }),

    abort: (id) =>
      inTurn.take(id, async () => {
        const found = await find(id);
        const isOutput = found !== undefined && !(await fileOf(id));
        if (isOutput) await rm(found.path, { force: true });
        if (isFileId(id)) await rm(folderOf(id), { recursive: true, force: true });
        return isOutput;
      }),

    async sweep() {
      const names = (await readdir(parent).catch(() => [])).filter(isFileId);
      await sweepOutputs(parent, names, now());
    },
  };

  async function find(id: string): Promise<FoundOutput | undefined> {
    if (!isFileId(id)) return undefined;
    const json = await readFile(descriptionIn(folderOf(id)), "utf8").catch(unlessMissing);
    if (json === undefined) return undefined;
    const place = placeIn(folderOf(id));
    // An adoption that was cut off may have moved the content.
    for (const path of [place.path, join(directory, id)]) {
      if (await stat(path).catch(unlessMissing)) return { id, path, folder: place.folder, described: parseUploadSidecar(json) };
    }
    return undefined;
  }
}

function descriptionIn(folder: string): string {
  return join(folder, "output.json");
}
