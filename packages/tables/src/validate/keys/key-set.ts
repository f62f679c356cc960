import { KeyFilter } from "./key-filter.ts";
import { KeyRun } from "./key-run.ts";
import { isSame, KEY_WORDS } from "./key-words.ts";

/** Keys in memory before they go to the disk: 8 MB of them, in a table that is half full. */
const MAX_IN_MEMORY = 2 ** 18;

/** So many files of keys become one. A key that may be known is looked for in each. */
const MERGED_RUNS = 16;

const FIRST_SLOTS = 1_024;

/**
 * A set of digests of keys. It is exact, and takes at most 100 MB: beyond a quarter of a million keys they lie in temporary files, of which a
 * filter in memory knows the keys.
 */
export class KeySet {
  readonly #folder: string;
  readonly #maxInMemory: number;
  /** A table of slots; the first word of a free one is 0. */
  #words = new Uint32Array(FIRST_SLOTS * KEY_WORDS);
  #count = 0;
  #onDisk = 0;
  #filter: KeyFilter | undefined;
  readonly #runs: KeyRun[] = [];
  readonly #merged: KeyRun[] = [];
  /** The words of the digest that was asked for last. */
  readonly #key = new Uint32Array(KEY_WORDS);

  /** @param folder - where the files are */
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
    if (this.#count === this.#maxInMemory) this.#spill();
    else if (this.#count * 2 * KEY_WORDS > this.#words.length) this.#grow();
    return true;
  }

  /** Forgets all keys. */
  clear(): void {
    for (const run of [...this.#runs.splice(0), ...this.#merged.splice(0)]) run.close();
    this.#words.fill(0);
    this.#count = 0;
    this.#onDisk = 0;
    this.#filter = undefined;
  }

  /** Releases memory and files. */
  close(): void {
    this.clear();
    this.#words = new Uint32Array(FIRST_SLOTS * KEY_WORDS);
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
    if (this.#filter?.mayHave(this.#key) !== true) return false;
    return this.#runs.some((run) => run.has(this.#key)) || this.#merged.some((run) => run.has(this.#key));
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
    this.#onDisk += this.#count;
    this.#runs.push(KeyRun.write(this.#folder, this.#words, this.#count));
    if (this.#runs.length === MERGED_RUNS) this.#merged.push(KeyRun.merge(this.#folder, this.#runs.splice(0)));
    if (this.#filter === undefined || this.#filter.isTooSmallFor(this.#onDisk)) this.#makeFilter();
    else markAll(this.#filter, this.#words);
    this.#words.fill(0);
    this.#count = 0;
  }

  #makeFilter(): void {
    this.#filter = undefined;
    const filter = new KeyFilter(this.#onDisk * 2);
    for (const run of [...this.#merged, ...this.#runs]) for (const keys of run.keys()) markAll(filter, keys);
    this.#filter = filter;
  }
}

function markAll(filter: KeyFilter, keys: Uint32Array): void {
  for (let at = 0; at < keys.length; at += KEY_WORDS) if (keys[at] !== 0) filter.mark(keys, at);
}
