import { readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { RowmillError, type StoredFile } from "@rowmill/core";
import {
  type FileCatalog,
  type FileKey,
  type FileQuota,
  type FileUsage,
  isListed,
  newestFirst,
  refuseOverQuota,
} from "@rowmill/core/adapter";
import { isFileId } from "./file-id.ts";
import { flushFolder, writeFlushed } from "./flush-folder.ts";
import { parseSidecar, writeSidecar } from "./sidecar.ts";
import { unlessMissing } from "./unless-missing.ts";

/** How many sidecars are read in parallel. */
const READS_AT_ONCE = 32;

/**
 * The catalogue that a folder of files brings along: what is known about each file lies beside its bytes, as `<id>.json`. A sidecar
 * never changes, so it is read once; which there are, the folder says each time. Good for some ten thousand files: each list looks at
 * all names in the folder.
 */
export function sidecarCatalog(directory: string): FileCatalog {
  const known = new Map<string, StoredFile>();
  let adding: Promise<unknown> = Promise.resolve();

  return {
    async add(file, quota) {
      if (!quota) return await write(file);
      // One after the other, or two that see the same usage would both be added.
      const added = adding.then(() => writeWithin(quota, file));
      adding = added.catch(() => undefined);
      await added;
    },

    get: find,

    getMany: (keys) => Promise.all(keys.map(find)),

    async list({ limit, cursor, ...filter }) {
      const theirs = (await all()).filter((file) => isListed(file, filter));
      const { items, nextCursor } = newestFirst(theirs, ({ id, createdAt }) => ({ id, createdAtMs: createdAt.getTime() }), {
        limit,
        cursor,
      });
      return { files: items.map(copyOf), nextCursor };
    },

    async remove(key) {
      if (!(await find(key))) return false;
      await rm(join(directory, `${key.id}.json`), { force: true });
      known.delete(key.id);
      return true;
    },

    usage: usageOf,
  };

  async function writeWithin(quota: FileQuota, file: StoredFile): Promise<void> {
    if (await read(file.id)) return;
    refuseOverQuota(await usageOf(file.userId), file.sizeBytes, quota);
    await write(file);
  }

  async function write(file: StoredFile): Promise<void> {
    if (await read(file.id)) return;
    const path = join(directory, `${file.id}.json`);
    await writeFlushed(`${path}.part`, writeSidecar(file));
    await rename(`${path}.part`, path);
    await flushFolder(directory);
  }

  async function find({ id, userId }: FileKey): Promise<StoredFile | undefined> {
    const file = await read(id);
    return file && (userId === undefined || userId === file.userId) ? file : undefined;
  }

  /** Reads a sidecar from the disk: another process may have removed it. */
  async function read(id: string): Promise<StoredFile | undefined> {
    if (!isFileId(id)) return undefined;
    const path = join(directory, `${id}.json`);
    const json = await readFile(path, "utf8").catch(unlessMissing);
    return json === undefined ? undefined : parseSidecar(json, path);
  }

  /** The same for a list: a damaged description fails only calls for its own file. */
  async function readIfWhole(id: string): Promise<StoredFile | undefined> {
    return await read(id).catch((error: unknown) => {
      if (RowmillError.is(error, "FILE_UNREADABLE")) return undefined;
      throw error;
    });
  }

  async function usageOf(userId: string | null): Promise<FileUsage> {
    const theirs = (await all()).filter((file) => file.userId === userId);
    return { files: theirs.length, sizeBytes: theirs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
  }

  async function all(): Promise<readonly StoredFile[]> {
    // A folder that is not there yet holds nothing.
    const names = (await readdir(directory).catch(unlessMissing)) ?? [];
    const ids = names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));
    const present = new Set(ids.filter(isFileId));
    for (const id of known.keys()) if (!present.has(id)) known.delete(id);
    const unread = [...present].filter((id) => !known.has(id));
    for (let start = 0; start < unread.length; start += READS_AT_ONCE) {
      const files = await Promise.all(unread.slice(start, start + READS_AT_ONCE).map(readIfWhole));
      for (const file of files) if (file) known.set(file.id, file);
    }
    return [...present].flatMap((id) => known.get(id) ?? []);
  }
}

function copyOf(file: StoredFile): StoredFile {
  return { ...file, createdAt: new Date(file.createdAt), expiresAt: file.expiresAt && new Date(file.expiresAt) };
}
