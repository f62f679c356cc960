import { createReadStream } from "node:fs";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { ByteRange, ByteSource, FileStorage, PutOptions, StoredFile } from "@rowmill/core";
import { abortable } from "./abortable.ts";
import { resolveRange } from "./byte-range.ts";
import { checkedChunks } from "./checked-chunks.ts";
import { fileNotFound, isFileId, newFileId } from "./file-id.ts";
import { DEFAULT_MAX_SIZE_BYTES, measure, type Measurement } from "./measured-bytes.ts";
import { parseSidecar, writeSidecar } from "./sidecar.ts";
import { sweepParts } from "./sweep-parts.ts";

/** Options of `localDiskStorage`. */
export interface LocalDiskStorageOptions {
  /** The folder that holds the files. Made, with its parents, by the first `put`. */
  readonly directory: string;
  /** The biggest file that a `put` accepts. @defaultValue 10 GiB */
  readonly maxSizeBytes?: number;
}

/**
 * Keeps files in one folder of a local disk: `<id>` holds the bytes and `<id>.json` what is known about them.
 *
 * A file exists once its `.json` has its name: both are written under a temporary name (`.part`), flushed to the disk
 * and renamed, the `.json` last. A process that dies in between leaves `.part` files or bytes without a `.json`, which
 * no call ever answers. The first call of a storage deletes `.part` files that nobody has written to for a day; a `put` whose
 * source hangs for longer than that may be swept away by another process, and then fails.
 *
 * @example
 * ```ts
 * const files = localDiskStorage({ directory: "./data/files" });
 * const file = await files.put(createReadStream("customers.csv"), { name: "customers.csv" });
 * ```
 */
export function localDiskStorage(options: LocalDiskStorageOptions): FileStorage {
  const directory = resolve(options.directory);
  const limit = options.maxSizeBytes ?? DEFAULT_MAX_SIZE_BYTES;
  let swept: Promise<void> | undefined;

  return {
    async put(content: ByteSource, put: PutOptions = {}): Promise<StoredFile> {
      put.signal?.throwIfAborted();
      await sweepOnce();
      await mkdir(directory, { recursive: true });
      const id = newFileId();
      const path = join(directory, id);
      try {
        const measured = measure(checkedChunks(content, put.signal), put.maxSizeBytes ?? limit);
        await writeFlushed(`${path}.part`, measured.bytes);
        const file = describe(id, put, measured.result());
        await writeFlushed(`${path}.json.part`, [Buffer.from(writeSidecar(file))]);
        put.signal?.throwIfAborted();
        await rename(`${path}.part`, path);
        await rename(`${path}.json.part`, `${path}.json`);
        await flushFolder(directory);
        return file;
      } catch (error) {
        await Promise.all([".part", ".json.part", "", ".json"].map((ending) => rm(path + ending, { force: true })));
        throw error;
      }
    },

    async *open(id: string, range: ByteRange = {}): AsyncGenerator<Uint8Array> {
      const file = await stat(id);
      if (!file) throw fileNotFound(id);
      const { start, end } = resolveRange(range, file.sizeBytes);
      range.signal?.throwIfAborted();
      if (start === end) return;
      const stream = createReadStream(join(directory, id), { start, end: end - 1, highWaterMark: CHUNK_BYTES });
      try {
        yield* abortable<Uint8Array>(stream, range.signal);
      } finally {
        stream.destroy();
      }
    },

    stat,

    async delete(id: string): Promise<boolean> {
      if (!(await stat(id))) return false;
      const path = join(directory, id);
      // The description first: from then on the file is gone for everybody, also if we die before the next line.
      await rm(`${path}.json`, { force: true });
      await rm(path, { force: true });
      return true;
    },

    async localPath(id: string): Promise<string | undefined> {
      return (await stat(id)) && join(directory, id);
    },
  };

  async function stat(id: string): Promise<StoredFile | undefined> {
    await sweepOnce();
    if (!isFileId(id)) return undefined;
    try {
      return parseSidecar(await readFile(join(directory, `${id}.json`), "utf8"));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  function sweepOnce(): Promise<void> {
    return (swept ??= sweepParts(directory, PART_AGE_MS));
  }
}

/** A day: longer than any upload pauses. */
const PART_AGE_MS = 24 * 60 * 60 * 1_000;

/** 64 kB, Node's default, reads at a third of the speed. */
const CHUNK_BYTES = 1024 * 1024;

function describe(id: string, put: PutOptions, { sizeBytes, sha256 }: Measurement): StoredFile {
  return {
    id,
    name: put.name ?? "file",
    sizeBytes,
    sha256,
    contentType: put.contentType ?? null,
    userId: put.userId ?? null,
    createdAt: new Date(),
  };
}

async function writeFlushed(path: string, content: ByteSource): Promise<void> {
  const handle = await open(path, "wx");
  try {
    for await (const chunk of content) {
      let offset = 0;
      while (offset < chunk.length) offset += (await handle.write(chunk, offset)).bytesWritten;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the renames survive a power cut. Windows can not open a folder, and flushes its names by itself. */
async function flushFolder(directory: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
