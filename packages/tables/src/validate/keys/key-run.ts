import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { isSame, KEY_WORDS } from "./key-words.ts";

/** Keys of a bucket: 4 kB, a page of the disk. */
const BUCKET_KEYS = 256;

/** Keys in a file, in buckets by their first word. */
export class KeyRun {
  readonly #file: number;
  /** Where each bucket starts, in keys; one more for the end. */
  readonly #starts: Uint32Array;

  /** Writes the file. */
  constructor(path: string, keys: Uint32Array) {
    const count = keys.length / KEY_WORDS;
    const buckets = Math.max(1, Math.ceil(count / BUCKET_KEYS));
    this.#starts = new Uint32Array(buckets + 1);
    for (let at = 0; at < keys.length; at += KEY_WORDS) this.#starts[this.#bucketOf(keys, at) + 1]! += 1;
    for (let bucket = 0; bucket < buckets; bucket += 1) this.#starts[bucket + 1]! += this.#starts[bucket] ?? 0;
    const next = this.#starts.slice();
    const sorted = new Uint32Array(keys.length);
    for (let at = 0; at < keys.length; at += KEY_WORDS) {
      const bucket = this.#bucketOf(keys, at);
      sorted.set(keys.subarray(at, at + KEY_WORDS), (next[bucket] ?? 0) * KEY_WORDS);
      next[bucket]! += 1;
    }
    this.#file = openSync(path, "wx+", 0o600);
    const bytes = new Uint8Array(sorted.buffer);
    for (let written = 0; written < bytes.length;) written += writeSync(this.#file, bytes, written, bytes.length - written, written);
  }

  has(key: Uint32Array): boolean {
    const bucket = this.#bucketOf(key, 0);
    const start = this.#starts[bucket] ?? 0;
    const keys = new Uint32Array(((this.#starts[bucket + 1] ?? 0) - start) * KEY_WORDS);
    const bytes = new Uint8Array(keys.buffer);
    for (let read = 0; read < bytes.length;) {
      const more = readSync(this.#file, bytes, read, bytes.length - read, start * KEY_WORDS * 4 + read);
      if (more === 0) throw new Error("A file of keys was cut");
      read += more;
    }
    for (let at = 0; at < keys.length; at += KEY_WORDS) if (isSame(keys, at, key, 0)) return true;
    return false;
  }

  close(): void {
    closeSync(this.#file);
  }

  #bucketOf(keys: Uint32Array, at: number): number {
    return Math.floor(((keys[at] ?? 0) / 2 ** 32) * (this.#starts.length - 1));
  }
}
