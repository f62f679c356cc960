import type { StoredFile } from "@rowmill/core";
import {
  type FileCatalog,
  type FileKey,
  fileInUse,
  isListed,
  newestFirst,
  refuseOverQuota,
  refuseUnstorableNames,
} from "@rowmill/core/adapter";

/**
 * Keeps what is known about files in memory.
 * @param files - by their ids
 * @param unfinishedJobOf - finds a job that needs a file
 */
export function createFiles(files: Map<string, StoredFile>, unfinishedJobOf: (fileId: string) => string | undefined): FileCatalog {
  return {
    async add(file, quota) {
      refuseUnstorableNames({ id: file.id, userId: file.userId }, "a file");
      if (files.has(file.id)) return;
      if (quota) refuseOverQuota(usageOf(file.userId), file.sizeBytes, quota);
      files.set(file.id, copyOf(file));
    },

    async get(key) {
      const file = find(key);
      return file && copyOf(file);
    },

    getMany: async (keys) =>
      keys.map((key) => {
        const file = find(key);
        return file && copyOf(file);
      }),

    async list({ limit, cursor, ...filter }) {
      const theirs = [...files.values()].filter((file) => isListed(file, filter));
      const { items, nextCursor } = newestFirst(theirs, ({ id, createdAt }) => ({ id, createdAtMs: createdAt.getTime() }), {
        limit,
        cursor,
      });
      return { files: items.map(copyOf), nextCursor };
    },

    async remove(key, { unlessInUse = false } = {}) {
      const jobId = find(key) && unlessInUse ? unfinishedJobOf(key.id) : undefined;
      if (jobId !== undefined) throw fileInUse(jobId);
      return find(key) !== undefined && files.delete(key.id);
    },

    usage: async (userId) => usageOf(userId),
  };

  function find({ id, userId }: FileKey): StoredFile | undefined {
    const file = files.get(id);
    return file && (userId === undefined || userId === file.userId) ? file : undefined;
  }

  function usageOf(userId: string | null) {
    const sizes = [...files.values()].flatMap((file) => (file.userId === userId ? [file.sizeBytes] : []));
    return { files: sizes.length, sizeBytes: sizes.reduce((sum, size) => sum + size, 0) };
  }
}

function copyOf(file: StoredFile): StoredFile {
  return { ...file, createdAt: new Date(file.createdAt), expiresAt: file.expiresAt && new Date(file.expiresAt) };
}
