import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { FileStorage, StoredFile } from "@rowmill/core";
import { type FileQuota, type FileUploads, refuseOverQuota, type Upload, type UploadPart } from "@rowmill/core/adapter";
import { abortable, keepsItsChunks, withSource } from "@rowmill/core/bytes";
import { refuseFullWhileWriting } from "./disk-space.ts";
import { newFileId } from "./file-id.ts";
import { checkedDigest, refuseTooLarge } from "./measured-bytes.ts";
import { checkUpload, newFile } from "./new-file.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { checkComplete, checkOffset, supersededAppend, uploadNotFound, upTo } from "./upload-errors.ts";
import { unlessMissing } from "./unless-missing.ts";
import type { FoundUpload, UploadFolder } from "./upload-folder.ts";
import { writeChunks } from "./write-chunks.ts";

/** What uploads need of the storage that they belong to. */
export interface DiskUploadsOptions extends Pick<FileStorage, "stat" | "usage"> {
  readonly folder: UploadFolder;
  readonly maxSizeBytes: number;
  readonly now: () => number;
  /** Sees to the folder, now and then. */
  tidy(): Promise<void>;
  /** @throws RowmillError `STORAGE_FULL` */
  refuseIfFull(neededBytes: number): Promise<void>;
  /** Makes a file of bytes that lie on the disk. @throws RowmillError `FILE_QUOTA_EXCEEDED` */
  publish(file: StoredFile, path: string, quota: FileQuota | undefined): Promise<void>;
}

/** The digest of an upload's bytes so far, while they come through this process. */
interface RunningHash {
  readonly hash: Hash;
  sizeBytes: number;
}

const MAX_RUNNING_HASHES = 1_000;

/** Takes files in several requests, on a disk. */
export function diskUploads({ folder, maxSizeBytes, now, tidy, stat, usage, refuseIfFull, publish }: DiskUploadsOptions): FileUploads {
  const exclusively = oneAtATime(supersededAppend);
  const hashes = new Map<string, RunningHash>();
  let beginning: Promise<unknown> = Promise.resolve();

  return {
    async begin(options) {
      checkUpload(options);
      refuseTooLarge(options.sizeBytes, Math.min(options.maxSizeBytes ?? maxSizeBytes, maxSizeBytes));
      await tidy();
      // One after the other, or two of a user that see the same room would both get it.
      const begun = beginning.then(async () => {
        if (options.quota) refuseOverQuota(await usage(options.userId ?? null), options.sizeBytes, options.quota);
        // Only the user's own announcements count: an announcement costs nothing, and must not take the disk from other users. If bytes of
        // several users fill the disk, the append fails, and what came of it stays.
        await refuseIfFull(options.sizeBytes + (await promisedBytes(options.userId ?? null)));
        const id = newFileId();
        const { name = "file", sizeBytes, contentType = null, userId = null, sha256 = null, expiresInMs = null } = options;
        await folder.create({ id, name, sizeBytes, contentType, userId, sha256, expiresInMs, createdAt: new Date(now()) });
        return await require(id);
      });
      beginning = begun.catch(() => undefined);
      return toUpload(await begun);
    },

    async get(id) {
      await tidy();
      const found = await folder.find(id);
      const offset = found && (await durableSize(found.path));
      return offset === undefined ? undefined : toUpload({ ...found!, offset });
    },

    async list(userId) {
      const theirs = (await folder.all()).filter((upload) => upload.userId === userId);
      return theirs.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).map(toUpload);
    },

    append: async (id, part) => await withSource(part.content, part.signal, (source) => append(id, source, part)),

    async complete(id, { quota } = {}) {
      await tidy();
      return await exclusively.take(id, async () => {
        const done = await stat(id);
        if (done) {
          await folder.remove(id);
          return done;
        }
        const upload = await require(id);
        checkComplete(upload, upload.offset);
        const file = newFile(id, upload, { sizeBytes: upload.sizeBytes, sha256: await digest(upload) }, now());
        await publish(file, upload.path, quota);
        await folder.remove(id);
        hashes.delete(id);
        return file;
      });
    },

    async abort(id) {
      return await exclusively.take(id, async () => {
        const upload = await folder.find(id);
        await forget(id);
        return upload !== undefined && !(await stat(id));
      });
    },
  };

  async function append(id: string, source: AsyncIterable<Uint8Array>, { offset, content, signal }: UploadPart): Promise<Upload> {
    signal?.throwIfAborted();
    await tidy();
    return await exclusively.take(id, async (superseded) => {
      const upload = await require(id);
      checkOffset(upload, offset, upload.offset);
      const fitting = upTo(abortable(source, superseded), upload.sizeBytes - offset, upload.sizeBytes);
      const handle = await open(upload.path, "r+");
      try {
        await refuseIfFull(0);
        await writeChunks(handle, hashed(upload, fitting), {
          position: offset,
          areKept: keepsItsChunks(content),
          onWritten: refuseFullWhileWriting(refuseIfFull),
        });
      } finally {
        try {
          await keep(id, handle);
        } finally {
          await handle.close();
        }
      }
      return toUpload(await require(id));
    });
  }

  /** How many bytes a user has announced that have not come yet. */
  async function promisedBytes(userId: string | null): Promise<number> {
    const theirs = (await folder.all()).filter((upload) => upload.userId === userId);
    return theirs.reduce((sum, { sizeBytes, offset }) => sum + sizeBytes - offset, 0);
  }

  async function require(id: string): Promise<FoundUpload> {
    const upload = await folder.find(id);
    if (!upload) throw uploadNotFound(id);
    return upload;
  }

  /** Makes durable what has come. */
  async function keep(id: string, handle: FileHandle): Promise<void> {
    await handle.datasync();
    // By our clock, which also says when the upload expires: the folder may be on a server that has another one.
    await handle.utimes(now() / 1_000, now() / 1_000);
    const { size } = await handle.stat();
    // What was hashed and could not be written.
    if (hashes.get(id)?.sizeBytes !== size) hashes.delete(id);
  }

  async function* hashed({ id, offset }: Upload, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    if (offset === 0) {
      // An abandoned upload sends no notice: the oldest digest is dropped, and its bytes are read once more if the upload goes on.
      if (hashes.size >= MAX_RUNNING_HASHES) hashes.delete(hashes.keys().next().value!);
      hashes.set(id, { hash: createHash("sha256"), sizeBytes: 0 });
    }
    const running = hashes.get(id);
    // Some came through another process, or before a restart: the bytes are read once more in the end.
    const isWhole = running?.sizeBytes === offset;
    for await (const chunk of chunks) {
      if (running && isWhole) {
        running.hash.update(chunk);
        running.sizeBytes += chunk.length;
      }
      yield chunk;
    }
  }

  async function digest(upload: FoundUpload): Promise<string> {
    const running = hashes.get(upload.id);
    const hash = running?.sizeBytes === upload.sizeBytes ? running.hash.copy() : await hashOf(upload.path);
    try {
      return checkedDigest(hash, upload.sha256);
    } catch (error) {
      await forget(upload.id);
      throw error;
    }
  }

  async function forget(id: string): Promise<void> {
    hashes.delete(id);
    await folder.remove(id);
  }
}

/** Everything that lies in a file, flushed: another process may be writing to it. `undefined` if a completion has just taken it away. */
async function durableSize(path: string): Promise<number | undefined> {
  const handle = await open(path, "r+").catch(unlessMissing);
  if (!handle) return undefined;
  try {
    await handle.datasync();
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

async function hashOf(path: string): Promise<Hash> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer);
  return hash;
}

function toUpload({ path: _path, ...upload }: FoundUpload): Upload {
  return upload;
}
