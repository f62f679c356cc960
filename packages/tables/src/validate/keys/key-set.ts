import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { KeyFilter } from "./key-filter.ts";
import { KeyRun } from "./key-run.ts";
import { isSame, KEY_WORDS } from "./key-words.ts";

/** Keys in memory before they go to the disk: 32 MB of them. */
const MAX_IN_MEMORY = 1_000_000;

const FIRST_SLOTS = 1_024;

/**
 * A set of digests of keys. It is exact, and takes at most 100 MB: beyond a million keys they lie in files of a temporary folder.
 */
export class KeySet {
  readonly #folder: string;
  readonly #maxInMemory: number;
  /** A table of slots; the first word of a free one is 0. */
  #words = new Uint32Array(FIRST_SLOTS * KEY_WORDS);
  #count = 0;
  #filter: KeyFilter | undefined;
  readonly #runs: KeyRun[] = [];
  #runFolder: string | undefined;
  /** The words of the digest that was asked for last. */
  readonly #key = new Uint32Array(KEY_WORDS);

  /** @param folder - where a folder for the files is made, once it is needed */
  constructor(folder: string, maxInMemory = MAX_IN_MEMORY) {
    this.#folder = folder;
    this.#maxInMemory = maxInMemory;
  }

  has(digest: string): boolean {
    this.#read(digest);
    return this.#words[this.#slotOf(this.#key, 0)] !== 0 || this.#isOnDisk();
  }

  /** Adds a key. Whether it was new. */
  add(digest: string): boolean {
    this.#read(digest);
    const slot = this.#slotOf(this.#key, 0);
    if (this.#words[slot] !== 0 || this.#isOnDisk()) return false;
    this.#words.set(this.#key, slot);
    this.#count += 1;
    this.#filter?.mark(this.#key, 0);
    if (this.#count === this.#maxInMemory) this.#spill();
    else if (this.#count * 2 * KEY_WORDS > this.#words.length) this.#grow();
    return true;
  }

  /** Releases memory and files. */
  close(): void {
    for (const run of this.#runs.splice(0)) run.close();
    this.#words = new Uint32Array(FIRST_SLOTS * KEY_WORDS);
    this.#count = 0;
    this.#filter = undefined;
    if (this.#runFolder !== undefined) rmSync(this.#runFolder, { recursive: true, force: true });
    this.#runFolder = undefined;
  }

  /** The first word is never 0, which marks a free slot: one bit of a digest in four billion is another one. */
  #read(digest: string): void {
    for (let word = 0; word < KEY_WORDS; word += 1) {
      const at = word * 4;
      this.#key[word] =
        digest.charCodeAt(at) | (digest.charCodeAt(at + 1) << 8) | (digest.charCodeAt(at + 2) << 16) | (digest.charCodeAt(at + 3) << 24);
    }
    if (this.#key[0] === 0) this.#key[0] = 1;
  }

  #isOnDisk(): boolean {
    return this.#filter !== undefined && this.#filter.mayHave(this.#key) && this.#runs.some((run) => run.has(this.#key));
  }

  /** Where a key is in the table, or the free place for it. */
  #slotOf(keys: Uint32Array, from: number): number {
    const words = this.#words;
    const last = words.length - KEY_WORDS;
    let at = ((keys[from + 1] ?? 0) * KEY_WORDS) & last;
    while (words[at] !== 0 && !isSame(words, at, keys, from)) at = (at + KEY_WORDS) & last;
    return at;
  }

  #grow(): void {
    const old = this.#words;
    this.#words = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += KEY_WORDS) {
      if (old[at] !== 0) this.#words.set(old.subarray(at, at + KEY_WORDS), this.#slotOf(old, at));
    }
  }

  #spill(): void {
    this.#runFolder ??= mkdtempSync(join(this.#folder, "rowmill-keys-"));
    const keys = compact(this.#words, this.#count);
    if (this.#filter === undefined) {
      this.#filter = new KeyFilter();
      for (let at = 0; at < keys.length; at += KEY_WORDS) this.#filter.mark(keys, at);
    }
    this.#runs.push(new KeyRun(join(this.#runFolder, `${this.#runs.length}.keys`), keys));
    this.#words = new Uint32Array(FIRST_SLOTS * KEY_WORDS);
    this.#count = 0;
  }
}

/** The keys of a table, one behind the other. */
function compact(words: Uint32Array, count: number): Uint32Array {
  const keys = new Uint32Array(count * KEY_WORDS);
  let end = 0;
  for (let at = 0; at < words.length; at += KEY_WORDS) {
    if (words[at] === 0) continue;
    keys.set(words.subarray(at, at + KEY_WORDS), end);
    end += KEY_WORDS;
  }
  return keys;
}
