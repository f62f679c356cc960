import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DIGEST_BYTES } from "./key-digest.ts";

/** Keys in memory before they go to the disk: 32 MB of them. */
const MAX_IN_MEMORY = 1_000_000;

/** Bits of the filter that says which keys are surely new: 64 MB, made when the first keys go to the disk. One in 50 is asked in vain at 50 million. */
const FILTER_BITS = 2 ** 29;

/** Keys of a bucket on the disk: one page. */
const BUCKET_KEYS = 256;

/**
 * A set of digests of keys. It is exact, and takes at most 100 MB: beyond a million keys they lie in files of a temporary folder.
 * A digest is 16 evenly spread bytes.
 */
export class KeySet {
  readonly #folder: string;
  readonly #maxInMemory: number;
  #words = new Uint32Array(FIRST_SLOTS * WORDS);
  #count = 0;
  #filter: Uint32Array | undefined;
  readonly #runs: Run[] = [];
  #runFolder: string | undefined;

  /** @param folder - where a folder for the files is made, once it is needed */
  constructor(folder: string, maxInMemory = MAX_IN_MEMORY) {
    this.#folder = folder;
    this.#maxInMemory = maxInMemory;
  }

  /** Adds a key. Whether it was new. */
  add(digest: Buffer): boolean {
    const key = wordsOf(digest);
    if (this.#isOnDisk(key) || !this.#insert(key)) return false;
    if (this.#filter) markInFilter(this.#filter, key);
    if (this.#count === this.#maxInMemory) this.#spill();
    else if (this.#count * 2 > this.#words.length / WORDS) this.#grow();
    return true;
  }

  has(digest: Buffer): boolean {
    const key = wordsOf(digest);
    return this.#words[this.#slotOf(key)] !== 0 || this.#isOnDisk(key);
  }

  /** Gives back memory and files. */
  close(): void {
    for (const run of this.#runs) run.close();
    this.#runs.length = 0;
    this.#words = new Uint32Array(FIRST_SLOTS * WORDS);
    this.#filter = undefined;
    if (this.#runFolder !== undefined) rmSync(this.#runFolder, { recursive: true, force: true });
    this.#runFolder = undefined;
  }

  #isOnDisk(key: Key): boolean {
    return this.#filter !== undefined && isInFilter(this.#filter, key) && this.#runs.some((run) => run.has(key));
  }

  /** Where the key is in the table, or the free place for it. */
  #slotOf(key: Key): number {
    const words = this.#words;
    const mask = words.length / WORDS - 1;
    let at = (key[1] & mask) * WORDS;
    while (words[at] !== 0 && !(words[at] === key[0] && words[at + 1] === key[1] && words[at + 2] === key[2] && words[at + 3] === key[3])) {
      at = ((at / WORDS + 1) & mask) * WORDS;
    }
    return at;
  }

  #insert(key: Key): boolean {
    const at = this.#slotOf(key);
    if (this.#words[at] !== 0) return false;
    this.#words.set(key, at);
    this.#count += 1;
    return true;
  }

  #grow(): void {
    const old = this.#words;
    this.#words = new Uint32Array(old.length * 2);
    this.#count = 0;
    for (const key of keysIn(old)) this.#insert(key);
  }

  #spill(): void {
    this.#runFolder ??= mkdtempSync(join(this.#folder, "rowmill-keys-"));
    this.#filter ??= new Uint32Array(FILTER_BITS / 32);
    const first = this.#runs.length === 0;
    if (first) for (const key of keysIn(this.#words)) markInFilter(this.#filter, key);
    this.#runs.push(new Run(join(this.#runFolder, `${this.#runs.length}.keys`), this.#words, this.#count));
    this.#words = new Uint32Array(FIRST_SLOTS * WORDS);
    this.#count = 0;
  }
}

const WORDS = DIGEST_BYTES / 4;
const FIRST_SLOTS = 1_024;

type Key = readonly [number, number, number, number];

/** The four words of a digest. The first is 0 in free slots only: one bit of a digest in four billion is another one. */
function wordsOf(digest: Buffer): Key {
  return [digest.readUInt32LE(0) || 1, digest.readUInt32LE(4), digest.readUInt32LE(8), digest.readUInt32LE(12)];
}

function* keysIn(words: Uint32Array): Generator<Key> {
  for (let at = 0; at < words.length; at += WORDS) {
    const first = words[at] ?? 0;
    if (first !== 0) yield [first, words[at + 1] ?? 0, words[at + 2] ?? 0, words[at + 3] ?? 0];
  }
}

function markInFilter(filter: Uint32Array, key: Key): void {
  for (let probe = 0; probe < PROBES; probe += 1) {
    const bit = filterBit(filter, key, probe);
    filter[bit >>> 5] = (filter[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }
}

function isInFilter(filter: Uint32Array, key: Key): boolean {
  for (let probe = 0; probe < PROBES; probe += 1) {
    const bit = filterBit(filter, key, probe);
    if (((filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
  }
  return true;
}

const PROBES = 4;

/** Bits of a key lie within 512, so that they are in one line of the processor's cache. */
function filterBit(filter: Uint32Array, key: Key, probe: number): number {
  const line = (key[2] % (filter.length / 16)) * 512;
  return line + ((key[3] >>> (probe * 8)) & 255) + ((key[0] >>> (probe + 20)) & 1) * 256;
}

/** Keys in a file, in buckets by their first word. */
class Run {
  readonly #file: number;
  /** Where each bucket starts, in keys; one more for the end. */
  readonly #starts: Uint32Array;

  constructor(path: string, words: Uint32Array, count: number) {
    const buckets = Math.max(1, Math.ceil(count / BUCKET_KEYS));
    this.#starts = new Uint32Array(buckets + 1);
    for (const key of keysIn(words)) this.#starts[this.#bucketOf(key) + 1]! += 1;
    for (let bucket = 0; bucket < buckets; bucket += 1) this.#starts[bucket + 1]! += this.#starts[bucket] ?? 0;
    const next = this.#starts.slice();
    const sorted = Buffer.alloc(count * DIGEST_BYTES);
    for (const key of keysIn(words)) {
      const bucket = this.#bucketOf(key);
      const at = (next[bucket] ?? 0) * DIGEST_BYTES;
      next[bucket]! += 1;
      for (const [index, word] of key.entries()) sorted.writeUInt32LE(word, at + index * 4);
    }
    this.#file = openSync(path, "wx+", 0o600);
    for (let written = 0; written < sorted.length;) written += writeSync(this.#file, sorted, written, sorted.length - written, written);
  }

  has(key: Key): boolean {
    const bucket = this.#bucketOf(key);
    const start = (this.#starts[bucket] ?? 0) * DIGEST_BYTES;
    const bytes = Buffer.allocUnsafe((this.#starts[bucket + 1] ?? 0) * DIGEST_BYTES - start);
    for (let read = 0; read < bytes.length;) {
      const more = readSync(this.#file, bytes, read, bytes.length - read, start + read);
      if (more === 0) break;
      read += more;
    }
    for (let at = 0; at < bytes.length; at += DIGEST_BYTES) if (isAt(bytes, at, key)) return true;
    return false;
  }

  close(): void {
    closeSync(this.#file);
  }

  #bucketOf(key: Key): number {
    return Math.floor((key[0] / 2 ** 32) * (this.#starts.length - 1));
  }
}

function isAt(bytes: Buffer, at: number, key: Key): boolean {
  return key.every((word, index) => bytes.readUInt32LE(at + index * 4) === word);
}
