import type { FileHandle } from "node:fs/promises";
import { openTemporary } from "../../bytes/temporary-file.ts";
import { DIGEST_BYTES } from "../../validate/keys/key-digest.ts";
import { KeySet } from "../../validate/keys/key-set.ts";

/** Parts of the digests, so that the keys of one fit into memory: 64 parts of a hundred million keys are 1.6 million each. */
const PARTS = 64;

/** Digest and number of the row. */
const ENTRY_BYTES = DIGEST_BYTES + 8;

/** How much of a part is read at once, in whole entries. */
const READ_BYTES = ENTRY_BYTES * 2_730;

/** The digests of rows, in temporary files by their first byte. */
export class DigestParts {
  readonly #folder: string;
  readonly #parts: readonly FileHandle[];
  readonly #counts: number[] = Array.from({ length: PARTS }, () => 0);
  #count = 0;

  static async create(temporaryFolder: string): Promise<DigestParts> {
    const parts: FileHandle[] = [];
    try {
      while (parts.length < PARTS) parts.push(await openTemporary(temporaryFolder));
      return new DigestParts(temporaryFolder, parts);
    } catch (error) {
      await Promise.all(parts.map((part) => part.close()));
      throw error;
    }
  }

  private constructor(folder: string, parts: readonly FileHandle[]) {
    this.#folder = folder;
    this.#parts = parts;
  }

  /** Adds the digests of the next rows. */
  async write(digests: readonly string[]): Promise<void> {
    const sizes = Array.from({ length: PARTS }, () => 0);
    for (const key of digests) sizes[partOf(key)]! += ENTRY_BYTES;
    const entries = sizes.map((size) => Buffer.allocUnsafe(size));
    const ends = Array.from({ length: PARTS }, () => 0);
    for (const key of digests) {
      const part = partOf(key);
      const at = ends[part] ?? 0;
      entries[part]?.write(key, at, "latin1");
      entries[part]?.writeDoubleLE(this.#count, at + DIGEST_BYTES);
      ends[part] = at + ENTRY_BYTES;
      this.#count += 1;
    }
    for (const [part, bytes] of entries.entries()) {
      this.#counts[part]! += bytes.length / ENTRY_BYTES;
      if (bytes.length > 0) await this.#parts[part]?.appendFile(bytes);
    }
  }

  /** A bit for each row that is the last with its digest. */
  async lastOnes(): Promise<Uint8Array> {
    const kept = new Uint8Array(Math.ceil(this.#count / 8));
    const block = Buffer.allocUnsafe(READ_BYTES);
    const seen = new KeySet(this.#folder);
    for (const [part, handle] of this.#parts.entries()) {
      // From the end on: what is new is the last.
      for (let end = (this.#counts[part] ?? 0) * ENTRY_BYTES; end > 0;) {
        const start = Math.max(0, end - READ_BYTES);
        await readAll(handle, block.subarray(0, end - start), start);
        for (let at = end - start - ENTRY_BYTES; at >= 0; at -= ENTRY_BYTES) {
          if (!seen.add(block.toString("latin1", at, at + DIGEST_BYTES))) continue;
          const row = block.readDoubleLE(at + DIGEST_BYTES);
          const byte = Math.floor(row / 8);
          kept[byte] = (kept[byte] ?? 0) | (1 << (row % 8));
        }
        end = start;
      }
      seen.clear();
    }
    seen.close();
    return kept;
  }

  async close(): Promise<void> {
    await Promise.all(this.#parts.map((part) => part.close()));
  }
}

function partOf(digest: string): number {
  return digest.charCodeAt(0) % PARTS;
}

async function readAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let read = 0; read < bytes.length;) {
    const { bytesRead } = await handle.read(bytes, read, bytes.length - read, position + read);
    if (bytesRead === 0) throw new Error("A file of digests was cut");
    read += bytesRead;
  }
}
