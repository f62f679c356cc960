import { createHash } from "node:crypto";
import type { FileStorage, StoredFile } from "@rowmill/core";
import { type FileQuota, type FileUploads, refuseOverQuota, type Upload, UPLOAD_EXPIRES_MS, type UploadPart } from "@rowmill/core/adapter";
import { abortable, withSource } from "@rowmill/core/bytes";
import { newFileId } from "./file-id.ts";
import { checkedDigest, refuseTooLarge } from "./measured-bytes.ts";
import { checkUpload, newFile } from "./new-file.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { checkComplete, checkOffset, supersededAppend, uploadNotFound, upTo } from "./upload-errors.ts";
import type { UploadDescription } from "./sidecar.ts";

/** What uploads need of the storage that they belong to. */
export interface MemoryUploadsOptions extends Pick<FileStorage, "stat" | "usage"> {
  readonly maxSizeBytes: number;
  readonly now: () => number;
  /** Makes a file of bytes. @throws RowmillError `FILE_QUOTA_EXCEEDED` */
  publish(file: StoredFile, chunks: readonly Uint8Array[], quota: FileQuota | undefined): void;
}

/** An upload with what has come of it. */
interface Pending extends UploadDescription {
  readonly chunks: Uint8Array[];
  offset: number;
  writtenAtMs: number;
}

/** Uploads that a memory storage takes, and those that are under way. */
export interface MemoryUploads extends FileUploads {
  all(): readonly Upload[];
}

/** Takes files in several requests, in memory. */
export function memoryUploads({ maxSizeBytes, now, stat, usage, publish }: MemoryUploadsOptions): MemoryUploads {
  const pending = new Map<string, Pending>();
  const exclusively = oneAtATime(supersededAppend);

  return {
    async begin(options) {
      checkUpload(options);
      refuseTooLarge(options.sizeBytes, Math.min(options.maxSizeBytes ?? maxSizeBytes, maxSizeBytes));
      const { name = "file", sizeBytes, contentType = null, userId = null, sha256 = null, expiresInMs = null, quota } = options;
      if (quota) refuseOverQuota(await usage(userId), sizeBytes, quota);
      const id = newFileId();
      const announced = { id, name, sizeBytes, contentType, userId, sha256, expiresInMs, createdAt: new Date(now()) };
      pending.set(id, { ...announced, chunks: [], offset: 0, writtenAtMs: now() });
      return toUpload(require(id));
    },

    async get(id) {
      const upload = find(id);
      return upload && toUpload(upload);
    },

    async list(userId) {
      return all()
        .filter((upload) => upload.userId === userId)
        .toReversed();
    },

    all,

    append: async (id, part) => await withSource(part.content, part.signal, (source) => append(id, source, part)),

    async complete(id, { quota } = {}) {
      return await exclusively.take(id, async () => {
        const done = await stat(id);
        if (done) return done;
        const upload = require(id);
        checkComplete(upload, upload.offset);
        const hash = createHash("sha256");
        for (const chunk of upload.chunks) hash.update(chunk);
        const file = newFile(id, upload, { sizeBytes: upload.sizeBytes, sha256: digest(id, hash) }, now());
        publish(file, upload.chunks, quota);
        pending.delete(id);
        return file;
      });
    },

    abort: (id) => exclusively.take(id, async () => find(id) !== undefined && pending.delete(id)),
  };

  async function append(id: string, source: AsyncIterable<Uint8Array>, { offset, signal }: UploadPart): Promise<Upload> {
    signal?.throwIfAborted();
    return await exclusively.take(id, async (superseded) => {
      const upload = require(id);
      checkOffset(upload, offset, upload.offset);
      for await (const chunk of upTo(abortable(source, superseded), upload.sizeBytes - offset, upload.sizeBytes)) {
        // Copied, because many sources use their buffer again for the next chunk.
        upload.chunks.push(Uint8Array.from(chunk));
        upload.offset += chunk.length;
        upload.writtenAtMs = now();
      }
      return toUpload(upload);
    });
  }

  function all(): Upload[] {
    return [...pending.keys()].flatMap((id) => find(id) ?? []).map(toUpload);
  }

  /** Finds an upload, unless it has expired: then it is forgotten. */
  function find(id: string): Pending | undefined {
    const upload = pending.get(id);
    if (upload && now() - upload.writtenAtMs < UPLOAD_EXPIRES_MS) return upload;
    pending.delete(id);
    return undefined;
  }

  function require(id: string): Pending {
    const upload = find(id);
    if (!upload) throw uploadNotFound(id);
    return upload;
  }

  function digest(id: string, hash: ReturnType<typeof createHash>): string {
    try {
      return checkedDigest(hash, pending.get(id)?.sha256);
    } catch (error) {
      pending.delete(id);
      throw error;
    }
  }
}

function toUpload({ chunks: _chunks, writtenAtMs, ...upload }: Pending): Upload {
  return { ...upload, createdAt: new Date(upload.createdAt), expiresAt: new Date(writtenAtMs + UPLOAD_EXPIRES_MS) };
}
