import { closeSync, readSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { temporaryFileFailed } from "../../../archive/temporary-file-failed.ts";
import { openTemporarySync } from "../../../bytes/temporary-file.ts";

/** Latin-1 has one byte for each of its 256 signs, UTF-16 brings everything back, also half a surrogate pair. */
export type TextForm = "latin1" | "utf16le";

/**
 * Bytes that are appended and read back anywhere: the first in memory, and what is more than that in a temporary file, which is
 * gone with `close`.
 *
 * Synchronous, because it is asked for every cell of a sheet; its file is mostly in the cache of the system.
 */
export class SpillingBytes {
  sizeBytes = 0;
  readonly #memoryBytes: number;
  readonly #blocks: Buffer[] = [];
  #last = Buffer.alloc(0);
  #lastUsed = 0;
  #descriptor: number | undefined;
  readonly #cache: { block: number; bytes: Buffer }[] = [];

  /** @param memoryBytes - how much stays in memory */
  constructor(memoryBytes: number) {
    this.#memoryBytes = memoryBytes;
  }

  appendByte(byte: number): void {
    if (this.#lastUsed === this.#last.length) this.#startBlock();
    this.#last[this.#lastUsed] = byte;
    this.#lastUsed += 1;
    this.sizeBytes += 1;
  }

  /** @param length - how many bytes it takes in this encoding */
  appendText(text: string, encoding: TextForm, length: number): void {
    if (this.#lastUsed + length <= this.#last.length) {
      this.#last.write(text, this.#lastUsed, length, encoding);
      this.#lastUsed += length;
      this.sizeBytes += length;
    } else this.#append(Buffer.from(text, encoding));
  }

  /** @param length - in bytes */
  text(position: number, length: number, encoding: TextForm): string {
    const block = Math.floor(position / BLOCK_BYTES);
    const offset = position - block * BLOCK_BYTES;
    if (offset + length <= BLOCK_BYTES) return this.#block(block).toString(encoding, offset, offset + length);
    const bytes = Buffer.allocUnsafeSlow(length);
    let have = 0;
    for (let at = block; have < length; at += 1) have += this.#block(at).copy(bytes, have, at === block ? offset : 0);
    return bytes.toString(encoding);
  }

  byteAt(position: number): number {
    const block = Math.floor(position / BLOCK_BYTES);
    return this.#block(block)[position - block * BLOCK_BYTES] ?? 0;
  }

  close(): void {
    this.#blocks.length = 0;
    this.#cache.length = 0;
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #append(bytes: Buffer): void {
    for (let from = 0; from < bytes.length;) {
      if (this.#lastUsed === this.#last.length) this.#startBlock();
      const copied = bytes.copy(this.#last, this.#lastUsed, from);
      this.#lastUsed += copied;
      from += copied;
    }
    this.sizeBytes += bytes.length;
  }

  #startBlock(): void {
    if (this.#last.length > 0) this.#keep(this.#last);
    this.#last = Buffer.allocUnsafeSlow(BLOCK_BYTES);
    this.#lastUsed = 0;
  }

  #keep(block: Buffer): void {
    if (this.#descriptor === undefined && (this.#blocks.length + 1) * BLOCK_BYTES <= this.#memoryBytes) {
      this.#blocks.push(block);
      return;
    }
    try {
      this.#descriptor ??= openTemporarySync(tmpdir());
      writeSync(this.#descriptor, block);
    } catch (cause) {
      throw failureOf(cause);
    }
  }

  #block(block: number): Buffer {
    const inMemory = this.#blocks[block];
    if (inMemory) return inMemory;
    if (this.#descriptor === undefined || block * BLOCK_BYTES >= this.sizeBytes - this.#lastUsed) return this.#last;
    const slot = block % CACHED_BLOCKS;
    const cached = this.#cache[slot];
    if (cached?.block === block) return cached.bytes;
    const bytes = cached?.bytes ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
    try {
      readSync(this.#descriptor, bytes, 0, BLOCK_BYTES, (block - this.#blocks.length) * BLOCK_BYTES);
    } catch (cause) {
      throw failureOf(cause);
    }
    this.#cache[slot] = { block, bytes };
    return bytes;
  }
}

const BLOCK_BYTES = 16 * 1024;

/** 8 MB. */
const CACHED_BLOCKS = 512;

function failureOf(cause: unknown): Error {
  return temporaryFileFailed("A workbook with many different texts", cause);
}
