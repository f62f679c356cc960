import { allocate } from "../profile/memory";
import { hashBytes } from "./bytes";

// The vocabulary: words and what they mean. The host fills it (src/values/words.ts), so it can be read and extended there.
// A table of hashes; a word is known by its 64 bits.

/** What a word can mean. The low byte says more: which kind, which month. */
export namespace Word {
  export const Value = 0x100;
  export const Month = 0x200;
  export const Weekday = 0x300;
  export const Currency = 0x400;
  export const Zone = 0x500;
}

export const LONGEST_WORD: u32 = 16;

const SLOTS: u32 = 2048;
const SLOT_BYTES: u32 = 16;
let table: usize = 0;

export function createVocabulary(): void {
  table = allocate(SLOTS * SLOT_BYTES);
}

export function addWord(start: usize, length: u32, meaning: u32): void {
  const hash = hashBytes(start, length);
  let slot = <u32>hash & (SLOTS - 1);
  while (load<u32>(table + slot * SLOT_BYTES + 8) !== 0) slot = (slot + 1) & (SLOTS - 1);
  store<u64>(table + slot * SLOT_BYTES, hash);
  store<u32>(table + slot * SLOT_BYTES + 8, meaning);
}

/** What the word with this hash means, or 0. */
export function meaningOf(hash: u64): u32 {
  let slot = <u32>hash & (SLOTS - 1);
  while (true) {
    const at = table + slot * SLOT_BYTES;
    const meaning = load<u32>(at + 8);
    if (meaning === 0 || load<u64>(at) === hash) return meaning;
    slot = (slot + 1) & (SLOTS - 1);
  }
}

/** The low byte of what a word means, if it means something of this sort; else 0. */
export function wordOf(start: usize, end: usize, sort: u32): u32 {
  const length = <u32>(end - start);
  if (length === 0 || length > LONGEST_WORD) return 0;
  const meaning = meaningOf(hashBytes(start, length));
  return (meaning & 0xff00) === sort ? meaning & 0xff : 0;
}
