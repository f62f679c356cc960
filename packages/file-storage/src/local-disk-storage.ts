import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type FileStorage, RowmillError, type StoredFile } from "@rowmill/core";
import {
  type ByteRange,
  type ByteSource,
  type Clock,
  type FileCatalog,
  fileNotFound,
  type FileQuota,
  type PutOptions,
  refuseOverQuota,
} from "@rowmill/core/adapter";
import { checkOptions } from "@rowmill/core/errors";
import { abortable, keepsItsChunks, withSource } from "@rowmill/core/bytes";
import { resolveRange } from "./byte-range.ts";
import { refuseFullWhileWriting, refuseIfFull, diagnoseDisk } from "./disk-space.ts";
import { diskUploads } from "./disk-uploads.ts";
import { isFileId, newFileId } from "./file-id.ts";
import { flushFolder, writeFlushed } from "./flush-folder.ts";
import { DEFAULT_MAX_SIZE_BYTES, measure, refuseTooLarge } from "./measured-bytes.ts";
import { checkAnnounced, checkLimits, newFile } from "./new-file.ts";
import { diskOutputs } from "./outputs/disk-outputs.ts";
import { writeSidecar } from "./sidecar.ts";
import { sidecarCatalog } from "./sidecar-catalog.ts";
import { adoptSidecars, sweepParts } from "./sweep-parts.ts";
import { uploadFolder } from "./upload-folder.ts";
import { writeChunks } from "./write-chunks.ts";

/** Options of `localDiskStorage`. */
export interface LocalDiskStorageOptions {
  /** The folder that holds the files. Made, with its parents, by the first `put`. */
  readonly directory: string;
  /**
   * Keeps what is known about the files: `postgresStore(...).files`, for example, for a folder that several machines share, or for
   * more than some ten thousand files. Files that the folder already has are taken over into it.
   * @defaultValue each file's description lies beside it, as `<id>.json`
   */
  readonly catalog?: FileCatalog;
  /** The biggest file that is accepted. @defaultValue 10 GiB */
  readonly maxSizeBytes?: number;
  /** How many bytes of the disk files leave to others. @defaultValue 256 MiB */
  readonly keepFreeBytes?: number;
  /** Time, for tests. @defaultValue the machine's */
  readonly clock?: Pick<Clock, "now">;
}

const LOCAL_DISK_OPTIONS: Record<keyof LocalDiskStorageOptions, true> = {
  directory: true,
  catalog: true,
  maxSizeBytes: true,
  keepFreeBytes: true,
  clock: true,
};

/** A day: longer than any `put` pauses. */
const PART_AGE_MS = 24 * 60 * 60 * 1_000;

/** How often a storage that is in use looks for what was left behind. */
const TIDY_INTERVAL_MS = 60 * 60 * 1_000;

/** 64 kB, Node's default, reads at a third of the speed. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * Keeps files in one folder of a local disk: `<id>` holds the bytes and `<id>.json` what is known about them, unless a catalogue does.
 *
 * A file exists once it is in the catalogue: its bytes are written under a temporary name (`.part`), flushed to the disk and renamed
 * before. A process that dies in between leaves `.part` files, or bytes that no call returns. They are deleted when no process has
 * written to them for a day, and so are uploads (in the folder `uploads`) and outputs (`outputs`) to which nothing more has come. A `put` whose source hangs for
 * longer than that may be swept away by another process, and then fails.
 *
 * @throws RowmillError `OPTION_INVALID`
 * @example
 * ```ts
 * const files = localDiskStorage({ directory: "./data/files" });
 * const file = await files.put(createReadStream("customers.csv"), { name: "customers.csv" });
 * ```
 */
export function localDiskStorage(options: LocalDiskStorageOptions): FileStorage {
  checkOptions(options, LOCAL_DISK_OPTIONS, "localDiskStorage");
  if (typeof (options.directory as unknown) !== "string" || options.directory === "") {
    throw new RowmillError("OPTION_INVALID", `Option "directory" must name a folder: localDiskStorage({ directory: "./uploads" })`);
  }
  const { maxSizeBytes = DEFAULT_MAX_SIZE_BYTES, keepFreeBytes = 256 * 1024 ** 2, clock = Date } = options;
  checkLimits({ maxSizeBytes, keepFreeBytes });
  const directory = resolve(options.directory);
  const catalog = options.catalog ?? sidecarCatalog(directory);
  const now = () => clock.now();
  const pathOf = (id: string) => join(directory, id);
  const folder = uploadFolder(directory, now, async (id) => (await catalog.get({ id })) !== undefined);
  const uploads = diskUploads({ folder, maxSizeBytes, now, tidy, stat, usage, refuseIfFull: refuseIfNoRoom, publish });
  const outputs = diskOutputs({ directory, maxSizeBytes, now, tidy, stat, refuseIfFull: refuseIfNoRoom, publish });
  let tidying: Promise<void> | undefined;
  let tidiedAtMs = -Infinity;

  return {
    put: (content: ByteSource, put: PutOptions = {}) =>
      withSource(content, put.signal, (source) => store(source, keepsItsChunks(content), put)),

    async *open(id: string, range: ByteRange = {}): AsyncGenerator<Uint8Array> {
      const file = await stat(id);
      if (!file) throw fileNotFound(id);
      const { start, end } = resolveRange(range, file.sizeBytes);
      range.signal?.throwIfAborted();
      if (start === end) return;
      const stream = createReadStream(pathOf(id), { start, end: end - 1, highWaterMark: CHUNK_BYTES });
      try {
        yield* abortable<Uint8Array>(stream, range.signal);
      } finally {
        stream.destroy();
      }
    },

    stat,
    diagnose: () => diagnoseDisk(directory, keepFreeBytes),
    catalog: options.catalog,

    async statMany(ids) {
      await tidy();
      const found = await catalog.getMany(ids.filter(isFileId).map((id) => ({ id })));
      const files = new Map(found.flatMap((file) => (file ? [[file.id, file] as const] : [])));
      return ids.map((id) => files.get(id));
    },

    async list(query) {
      await tidy();
      return await catalog.list(query);
    },

    usage,

    async delete(id, removeOptions): Promise<boolean> {
      await tidy();
      if (!isFileId(id)) return false;
      // From the catalogue first: from then on no process finds the file, also if this one dies before the next line.
      if (!(await catalog.remove({ id }, removeOptions))) return false;
      await rm(pathOf(id), { force: true });
      return true;
    },

    uploads,

    outputs: {
      begin: outputs.begin,
      find: outputs.find,
      adopt: outputs.adopt,
      ensureRoom: () => refuseIfNoRoom(0),
      abort: outputs.abort,
    },

    async localPath(id: string): Promise<string | undefined> {
      return (await stat(id)) && pathOf(id);
    },
  };

  async function store(source: AsyncIterable<Uint8Array>, areKept: boolean, put: PutOptions): Promise<StoredFile> {
    put.signal?.throwIfAborted();
    checkAnnounced(put);
    const limit = Math.min(put.maxSizeBytes ?? maxSizeBytes, maxSizeBytes);
    refuseTooLarge(put.sizeBytes ?? 0, limit);
    await tidy();
    const roomBytes = put.quota && (await roomFor(put.userId ?? null, put.sizeBytes ?? 0, put.quota));
    await mkdir(directory, { recursive: true });
    await refuseIfNoRoom(put.sizeBytes ?? 0);
    const id = newFileId();
    const path = pathOf(id);
    let isPublishing = false;
    try {
      const measured = measure(source, { ...put, maxSizeBytes: limit, roomBytes });
      await writeBytes(`${path}.part`, measured.bytes, areKept);
      const file = newFile(id, put, measured.result(), now());
      put.signal?.throwIfAborted();
      isPublishing = true;
      await publish(file, `${path}.part`, put.quota);
      return file;
    } catch (error) {
      // It may be in the catalogue although the response was lost. The bytes go last: what the catalogue has must exist. If that cannot be
      // determined now, the sweep deletes them later.
      const isUnlisted = !isPublishing || (await catalog.remove({ id }).then(always, never));
      if (isUnlisted) await Promise.all([".part", ".json.part", ""].map((ending) => rm(path + ending, { force: true })));
      throw error;
    }
  }

  async function stat(id: string): Promise<StoredFile | undefined> {
    await tidy();
    return isFileId(id) ? await catalog.get({ id }) : undefined;
  }

  async function usage(userId: string | null) {
    await tidy();
    const { files, sizeBytes } = await catalog.usage(userId);
    const theirs = (await folder.all()).filter((upload) => upload.userId === userId);
    return { files: files + theirs.length, sizeBytes: theirs.reduce((sum, upload) => sum + upload.sizeBytes, sizeBytes) };
  }

  /** How many bytes a user still has room for. @throws RowmillError `FILE_QUOTA_EXCEEDED` */
  async function roomFor(userId: string | null, announcedBytes: number, quota: FileQuota): Promise<number> {
    const used = await usage(userId);
    refuseOverQuota(used, announcedBytes, quota);
    return (quota.sizeBytes ?? Infinity) - used.sizeBytes;
  }

  /** @throws RowmillError `STORAGE_FULL` */
  async function refuseIfNoRoom(neededBytes: number): Promise<void> {
    await mkdir(directory, { recursive: true });
    await refuseIfFull(directory, neededBytes, keepFreeBytes);
  }

  async function writeBytes(path: string, chunks: AsyncIterable<Uint8Array>, areKept: boolean): Promise<void> {
    const handle = await open(path, "wx");
    try {
      await writeChunks(handle, chunks, {
        position: 0,
        areKept,
        onWritten: refuseFullWhileWriting(refuseIfNoRoom),
      });
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  async function publish(file: StoredFile, from: string, quota: FileQuota | undefined): Promise<void> {
    const path = pathOf(file.id);
    // Marks the bytes as unlisted, for the sweep, until the catalogue has them.
    await writeFlushed(`${path}.json.part`, writeSidecar(file));
    if (from !== path) await rename(from, path);
    await flushFolder(directory);
    await catalog.add(file, quota);
    await rm(`${path}.json.part`, { force: true });
  }

  /** Sees to what was left behind: at the first call, and every hour. */
  async function tidy(): Promise<void> {
    if (now() - tidiedAtMs >= TIDY_INTERVAL_MS) {
      tidiedAtMs = now();
      tidying = sweep().catch((error: unknown) => {
        // What is in the folder must be in the catalogue before anybody asks: the next call tries again.
        tidiedAtMs = -Infinity;
        throw error;
      });
    }
    await tidying;
  }

  async function sweep(): Promise<void> {
    if (options.catalog) await adoptSidecars(directory, options.catalog);
    await sweepParts(directory, { olderThanMs: now() - PART_AGE_MS, isFile: async (id) => (await catalog.get({ id })) !== undefined });
    await folder.sweep();
    await outputs.sweep();
  }
}

const always = () => true;
const never = () => false;
