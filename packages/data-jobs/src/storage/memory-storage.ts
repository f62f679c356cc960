import type { ByteRange, ByteSource, FileStorage, PutOptions, StoredFile } from "@rowmill/core";
import { abortable } from "./abortable.ts";
import { resolveRange } from "./byte-range.ts";
import { checkedChunks } from "./checked-chunks.ts";
import { fileNotFound, newFileId } from "./file-id.ts";
import { DEFAULT_MAX_SIZE_BYTES, measure } from "./measured-bytes.ts";

/** Options of `memoryStorage`. */
export interface MemoryStorageOptions {
  /** The biggest file that a `put` accepts. @defaultValue 10 GiB */
  readonly maxSizeBytes?: number;
}

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
  const limit = options.maxSizeBytes ?? DEFAULT_MAX_SIZE_BYTES;
  const files = new Map<string, { readonly file: StoredFile; readonly chunks: readonly Uint8Array[] }>();

  return {
    async put(content: ByteSource, put: PutOptions = {}): Promise<StoredFile> {
      const chunks: Uint8Array[] = [];
      const measured = measure(checkedChunks(content, put.signal), put.maxSizeBytes ?? limit);
      // Copied, because many sources use their buffer again for the next chunk.
      for await (const chunk of measured.bytes) chunks.push(Uint8Array.from(chunk));
      put.signal?.throwIfAborted();
      const file: StoredFile = {
        id: newFileId(),
        name: put.name ?? "file",
        ...measured.result(),
        contentType: put.contentType ?? null,
        userId: put.userId ?? null,
        createdAt: new Date(),
      };
      files.set(file.id, { file, chunks });
      return { ...file };
    },

    async *open(id: string, range: ByteRange = {}): AsyncGenerator<Uint8Array> {
      const found = files.get(id);
      if (!found) throw fileNotFound(id);
      const { start, end } = resolveRange(range, found.file.sizeBytes);
      yield* abortable(slices(found.chunks, start, end), range.signal);
    },

    async stat(id: string): Promise<StoredFile | undefined> {
      const found = files.get(id);
      return found && { ...found.file };
    },

    async delete(id: string): Promise<boolean> {
      return files.delete(id);
    },
  };
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
