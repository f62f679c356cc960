import type { FileStorage, StoredFile } from "@rowmill/core";
import {
  type ByteRange,
  type ByteSource,
  type Clock,
  fileNotFound,
  type FileQuota,
  type FileUsage,
  isListed,
  newestFirst,
  type PutOptions,
  refuseOverQuota,
} from "@rowmill/core/adapter";
import { checkOptions } from "@rowmill/core/errors";
import { abortable, withSource } from "@rowmill/core/bytes";
import { resolveRange } from "./byte-range.ts";
import { newFileId } from "./file-id.ts";
import { DEFAULT_MAX_SIZE_BYTES, measure, refuseTooLarge } from "./measured-bytes.ts";
import { memoryUploads } from "./memory-uploads.ts";
import { checkAnnounced, checkLimits, newFile } from "./new-file.ts";
import { memoryOutputs } from "./outputs/memory-outputs.ts";

/** Options of `memoryStorage`. */
export interface MemoryStorageOptions {
  /** The biggest file that is accepted. @defaultValue 10 GiB */
  readonly maxSizeBytes?: number;
  /** Time, for tests. @defaultValue the machine's */
  readonly clock?: Pick<Clock, "now">;
}

const MEMORY_STORAGE_OPTIONS: Record<keyof MemoryStorageOptions, true> = { maxSizeBytes: true, clock: true };

/**
 * Keeps files in the memory of this process: for tests and small apps. They are gone when the process ends.
 *
 * @example
 * ```ts
 * const files = memoryStorage();
 * const file = await files.put([Buffer.from("id,name\n1,Ada\n")], { name: "people.csv" });
 * ```
 */
export function memoryStorage(options: MemoryStorageOptions = {}): FileStorage {
  checkOptions(options, MEMORY_STORAGE_OPTIONS, "memoryStorage");
  const { maxSizeBytes = DEFAULT_MAX_SIZE_BYTES, clock = Date } = options;
  checkLimits({ maxSizeBytes });
  const files = new Map<string, { readonly file: StoredFile; readonly chunks: readonly Uint8Array[] }>();
  const now = () => clock.now();
  const uploads = memoryUploads({ maxSizeBytes, now, stat, usage, publish });

  return {
    put: (content: ByteSource, put: PutOptions = {}) => withSource(content, put.signal, (source) => store(source, put)),

    async *open(id: string, range: ByteRange = {}): AsyncGenerator<Uint8Array> {
      const found = files.get(id);
      if (!found) throw fileNotFound(id);
      const { start, end } = resolveRange(range, found.file.sizeBytes);
      yield* abortable(slices(found.chunks, start, end), range.signal);
    },

    stat,

    statMany: (ids) => Promise.all(ids.map(stat)),

    async list({ limit, cursor, ...filter }) {
      const theirs = [...files.values()].flatMap(({ file }) => (isListed(file, filter) ? [file] : []));
      const { items, nextCursor } = newestFirst(theirs, ({ id, createdAt }) => ({ id, createdAtMs: createdAt.getTime() }), {
        limit,
        cursor,
      });
      return { files: items.map(copyOf), nextCursor };
    },

    usage,

    async delete(id: string): Promise<boolean> {
      return files.delete(id);
    },

    uploads,

    outputs: memoryOutputs({ maxSizeBytes, now, stat, publish }),
  };

  async function store(source: AsyncIterable<Uint8Array>, put: PutOptions): Promise<StoredFile> {
    checkAnnounced(put);
    const limit = Math.min(put.maxSizeBytes ?? maxSizeBytes, maxSizeBytes);
    refuseTooLarge(put.sizeBytes ?? 0, limit);
    const roomBytes = put.quota && roomFor(put.userId ?? null, put.sizeBytes ?? 0, put.quota);
    const chunks: Uint8Array[] = [];
    const measured = measure(source, { ...put, maxSizeBytes: limit, roomBytes });
    // Copied, because many sources use their buffer again for the next chunk.
    for await (const chunk of measured.bytes) chunks.push(Uint8Array.from(chunk));
    put.signal?.throwIfAborted();
    const file = newFile(newFileId(), put, measured.result(), now());
    publish(file, chunks, put.quota);
    return copyOf(file);
  }

  async function stat(id: string): Promise<StoredFile | undefined> {
    const found = files.get(id);
    return found && copyOf(found.file);
  }

  async function usage(userId: string | null): Promise<FileUsage> {
    return sumOf([...stored(), ...uploads.all()], userId);
  }

  function roomFor(userId: string | null, announcedBytes: number, quota: FileQuota): number {
    const used = sumOf([...stored(), ...uploads.all()], userId);
    refuseOverQuota(used, announcedBytes, quota);
    return (quota.sizeBytes ?? Infinity) - used.sizeBytes;
  }

  function publish(file: StoredFile, chunks: readonly Uint8Array[], quota: FileQuota | undefined): void {
    if (quota) refuseOverQuota(sumOf(stored(), file.userId), file.sizeBytes, quota);
    files.set(file.id, { file, chunks });
  }

  function stored(): StoredFile[] {
    return [...files.values()].map(({ file }) => file);
  }
}

function sumOf(files: readonly Pick<StoredFile, "userId" | "sizeBytes">[], userId: string | null): FileUsage {
  const theirs = files.filter((file) => file.userId === userId);
  return { files: theirs.length, sizeBytes: theirs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
}

function copyOf(file: StoredFile): StoredFile {
  return { ...file, createdAt: new Date(file.createdAt), expiresAt: file.expiresAt && new Date(file.expiresAt) };
}

function* slices(chunks: readonly Uint8Array[], start: number, end: number): Generator<Uint8Array> {
  let position = 0;
  for (const chunk of chunks) {
    const from = Math.max(start - position, 0);
    const to = Math.min(end - position, chunk.length);
    // A copy: what a caller does to its chunk must not change the file.
    if (from < to) yield chunk.slice(from, to);
    position += chunk.length;
    if (position >= end) return;
  }
}
