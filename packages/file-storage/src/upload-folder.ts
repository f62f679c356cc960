import { mkdir, open, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Upload, UPLOAD_EXPIRES_MS } from "@rowmill/core/adapter";
import { isFileId } from "./file-id.ts";
import { flushFolder, writeFlushed } from "./flush-folder.ts";
import { parseUploadSidecar, type UploadDescription, writeSidecar } from "./sidecar.ts";
import { unlessMissing } from "./unless-missing.ts";

/** How many descriptions are read in parallel: a process may open a thousand files, or fewer. */
const READS_AT_ONCE = 32;

/** An upload, and where its bytes lie. */
export interface FoundUpload extends Upload {
  readonly path: string;
}

/** The uploads of a storage that are under way, in a folder of their own: `<id>` holds the bytes, `<id>.json` what was announced. */
export interface UploadFolder {
  create(upload: UploadDescription): Promise<void>;
  find(id: string): Promise<FoundUpload | undefined>;
  /** All that are under way. */
  all(): Promise<readonly FoundUpload[]>;
  /** Deletes the bytes and the description of an upload, or of what is left of one. */
  remove(id: string): Promise<void>;
  /** Deletes what has expired. What cannot be read or deleted is left for a later sweep. */
  sweep(): Promise<void>;
}

/**
 * Opens the folder; it is made by the first upload.
 * @param files - the folder of the storage: the bytes lie there when a completion has moved them and was then cut off
 * @param isFile - whether an upload has become a file
 */
export function uploadFolder(files: string, now: () => number, isFile: (id: string) => Promise<boolean>): UploadFolder {
  const folder = join(files, "uploads");
  const described = (id: string) => join(folder, `${id}.json`);

  return {
    async create(upload) {
      await mkdir(folder, { recursive: true });
      const handle = await open(join(folder, upload.id), "wx");
      await handle.utimes(now() / 1_000, now() / 1_000);
      await handle.close();
      // The description last: from then on there is an upload.
      await writeFlushed(described(upload.id), writeSidecar(upload));
      await flushFolder(folder);
    },

    async find(id) {
      const found = await read(id);
      return found && now() < found.expiresAt.getTime() ? found : undefined;
    },

    async all() {
      const underWay = await ids();
      const found: FoundUpload[] = [];
      for (let start = 0; start < underWay.length; start += READS_AT_ONCE) {
        for (const upload of await Promise.all(underWay.slice(start, start + READS_AT_ONCE).map(read))) {
          if (upload && now() < upload.expiresAt.getTime()) found.push(upload);
        }
      }
      return found;
    },

    remove,

    async sweep() {
      for (const id of await ids()) {
        const upload = await read(id).catch(() => undefined);
        if (upload && now() < upload.expiresAt.getTime()) continue;
        // One that was begun this moment has no description yet.
        if (!upload && !(await isOld(join(folder, id)))) continue;
        await remove(id).catch(() => {});
      }
    },
  };

  async function ids(): Promise<string[]> {
    // A folder that is not there yet holds nothing.
    const names = (await readdir(folder).catch(unlessMissing)) ?? [];
    return [...new Set(names.map((name) => name.replace(/\.json$/, "")).filter(isFileId))];
  }

  async function read(id: string): Promise<FoundUpload | undefined> {
    if (!isFileId(id)) return undefined;
    const json = await readFile(described(id), "utf8").catch(unlessMissing);
    const description = json === undefined ? undefined : readable(json);
    if (!description) return undefined;
    for (const path of [join(folder, id), join(files, id)]) {
      const stats = await stat(path).catch(unlessMissing);
      if (!stats) continue;
      return { ...description, offset: stats.size, expiresAt: new Date(stats.mtimeMs + UPLOAD_EXPIRES_MS), path };
    }
    return undefined;
  }

  async function remove(id: string): Promise<void> {
    if (!isFileId(id)) return;
    await rm(described(id), { force: true });
    await rm(join(folder, id), { force: true });
    if (!(await isFile(id))) await rm(join(files, id), { force: true });
  }

  async function isOld(path: string): Promise<boolean> {
    const stats = await stat(path).catch(() => undefined);
    return !stats || now() - stats.mtimeMs > UPLOAD_EXPIRES_MS;
  }
}

/** A description that is whole; one that is not may be in the middle of being written, also by another process, and must not fail other calls. */
function readable(json: string): UploadDescription | undefined {
  try {
    return parseUploadSidecar(json);
  } catch {
    return undefined;
  }
}
