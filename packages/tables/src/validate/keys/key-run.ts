import { closeSync, readSync, writeSync } from "node:fs";
import { openTemporarySync } from "../../bytes/temporary-file.ts";
import { isSame, KEY_WORDS } from "./key-words.ts";

const KEY_BYTES = KEY_WORDS * 4;

/** Keys of a bucket, about: 4 kB, a page of the disk. */
const BUCKET_KEYS = 256;

/** How much of each run is in memory while runs are merged. */
const MERGED_BYTES = 64 * 1024;

/** Different keys in a temporary file, in buckets by their first word. */
export class KeyRun {
  readonly #descriptor: number;
  /** Where each bucket starts, in keys; one more for the end. */
  readonly #starts: Uint32Array;

  private constructor(descriptor: number, starts: Uint32Array) {
    this.#descriptor = descriptor;
    this.#starts = starts;
  }

  /**
   * Writes keys to a file of a folder.
   * @param table - the keys, and free places, whose first word is 0
   */
  static write(folder: string, table: Uint32Array, count: number): KeyRun {
    const starts = new Uint32Array(Math.max(1, Math.ceil(count / BUCKET_KEYS)) + 1);
    const descriptor = openTemporarySync(folder);
    writeAll(descriptor, inBuckets(table, count, { starts, first: 0, buckets: starts.length - 1 }), 0);
    return new KeyRun(descriptor, starts);
  }

  /** Makes one run of several that have the same number of buckets and no key in common, and closes these. */
  static merge(folder: string, runs: readonly KeyRun[]): KeyRun {
    const buckets = runs[0]?.buckets ?? 0;
    const merged = new Uint32Array(buckets * runs.length + 1);
    const descriptor = openTemporarySync(folder);
    const step = Math.max(1, Math.floor(MERGED_BYTES / KEY_BYTES / BUCKET_KEYS));
    let count = 0;
    for (let first = 0; first < buckets; first += step) {
      const end = Math.min(buckets, first + step);
      const keys = concatenated(runs.map((run) => run.#read(first, end)));
      const starts = new Uint32Array((end - first) * runs.length + 1);
      const here = keys.length / KEY_WORDS;
      writeAll(descriptor, inBuckets(keys, here, { starts, first: first * runs.length, buckets: merged.length - 1 }), count * KEY_BYTES);
      for (const [bucket, start] of starts.subarray(0, -1).entries()) merged[first * runs.length + bucket] = count + start;
      count += here;
    }
    merged[merged.length - 1] = count;
    for (const run of runs) run.close();
    return new KeyRun(descriptor, merged);
  }

  get buckets(): number {
    return this.#starts.length - 1;
  }

  has(key: Uint32Array): boolean {
    const bucket = bucketOf(key[0] ?? 0, this.buckets);
    const keys = this.#read(bucket, bucket + 1);
    for (let at = 0; at < keys.length; at += KEY_WORDS) if (isSame(keys, at, key, 0)) return true;
    return false;
  }

  /** All keys, some at a time. */
  *keys(): Generator<Uint32Array> {
    const step = MERGED_BYTES / KEY_BYTES / BUCKET_KEYS;
    for (let first = 0; first < this.buckets; first += step) yield this.#read(first, Math.min(this.buckets, first + step));
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #read(first: number, end: number): Uint32Array {
    const start = this.#starts[first] ?? 0;
    const keys = new Uint32Array(((this.#starts[end] ?? 0) - start) * KEY_WORDS);
    const bytes = new Uint8Array(keys.buffer);
    for (let read = 0; read < bytes.length;) {
      const more = readSync(this.#descriptor, bytes, read, bytes.length - read, start * KEY_BYTES + read);
      if (more === 0) throw new Error("A file of keys was cut");
      read += more;
    }
    return keys;
  }
}

function bucketOf(firstWord: number, buckets: number): number {
  return Math.floor((firstWord / 2 ** 32) * buckets);
}

/** Buckets, some of all that a run has. */
interface Buckets {
  /** Becomes the places where they start among their keys. */
  readonly starts: Uint32Array;
  /** The first of them. */
  readonly first: number;
  /** How many the run has in all. */
  readonly buckets: number;
}

/** The keys of a table in the order of their buckets. */
function inBuckets(table: Uint32Array, count: number, { starts, first, buckets }: Buckets): Uint32Array {
  for (let at = 0; at < table.length; at += KEY_WORDS) {
    const word = table[at] ?? 0;
    if (word !== 0) starts[bucketOf(word, buckets) - first + 1]! += 1;
  }
  for (let bucket = 1; bucket < starts.length; bucket += 1) starts[bucket]! += starts[bucket - 1] ?? 0;
  const next = starts.slice();
  const sorted = new Uint32Array(count * KEY_WORDS);
  for (let at = 0; at < table.length; at += KEY_WORDS) {
    if (table[at] === 0) continue;
    const bucket = bucketOf(table[at] ?? 0, buckets) - first;
    const to = (next[bucket] ?? 0) * KEY_WORDS;
    for (let word = 0; word < KEY_WORDS; word += 1) sorted[to + word] = table[at + word] ?? 0;
    next[bucket]! += 1;
  }
  return sorted;
}

function concatenated(parts: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function writeAll(descriptor: number, keys: Uint32Array, position: number): void {
  const bytes = new Uint8Array(keys.buffer);
  for (let written = 0; written < bytes.length;) {
    written += writeSync(descriptor, bytes, written, bytes.length - written, position + written);
  }
}
