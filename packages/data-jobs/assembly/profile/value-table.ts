import { allocate, copyShort, reserve } from "./memory";
import { Column } from "./column";
import { addToSketch, createSketch } from "./hyper-log-log";

/**
 * The different values of a column, each with its count, in bounded memory: whatever is expensive about a value is done
 * once for many cells.
 *
 * While there is room, every count is exact. Once there are more different values than fit, the rarer half is handed on and
 * forgotten (lossy counting, Manku and Motwani 2002): counts are then lower bounds. A column in which hardly any value comes
 * twice is not worth gathering: its values are handed on one by one, and one cell in 16 is counted.
 */
export namespace State {
  export const Exact = 0;
  export const Lossy = 1;
  export const Sampled = 2;
}

export namespace Flag {
  export const Number = 1;
  export const Blanks = 2;
  /** Of a long value only the start is kept, so it is added up at once, each time. */
  export const Long = 4;
  export const NonAscii = 8;
}

/** What is looked at for every cell: all of it in one line of the cache. */
@unmanaged
export class Slot {
  /** 48 bits of the hash, and the number of the entry, from 1. 0 for none. */
  tag: u64;
  /** The cells since the last flush. */
  count: u32;
  kind: u8;
  flags: u8;
}

/** What is looked at now and then. */
@unmanaged
export class Entry {
  hash: u64;
  number: f64;
  /** The cells until the last flush. */
  count: f64;
  row: f64;
  text: u32;
  bytes: u32;
  kind: u8;
  flags: u8;
}

const SLOT_BYTES: usize = 16;
/** Copied 16 bytes a step. */
export const ENTRY_BYTES: usize = (offsetof<Entry>() + 15) & ~15;

let capacity: u32 = 1000;
let textRoom: u32 = 64 * 1024;
/** Many more than values that come often, so that hardly any two of these meet: a branch that is guessed wrong costs more than the room. */
let slotCount: u32 = 2048;
let spare: usize = 0;

/** @param values - how many values a table holds: below 65,536 */
export function setTableSize(values: u32, bytes: u32): void {
  capacity = values;
  textRoom = max(bytes, 1024);
  slotCount = 32;
  while (slotCount < values * 2) slotCount *= 2;
  spare = reserve(textRoom + 16);
}

export function createTable(column: Column): void {
  column.slots = allocate(<usize>slotCount * SLOT_BYTES);
  column.slotMask = slotCount - 1;
  column.entries = reserve(<usize>capacity * ENTRY_BYTES);
  column.texts = reserve(textRoom + 16);
  column.missesLeft = capacity;
}

/** The slot of this hash, or the free one where it belongs. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function findSlot(column: Column, hash: u64): Slot {
  let at = <u32>hash & column.slotMask;
  let slot = changetype<Slot>(column.slots + (<usize>at << 4));
  while (slot.tag !== 0 && (slot.tag ^ hash) >> 16 !== 0) {
    at = (at + 1) & column.slotMask;
    slot = changetype<Slot>(column.slots + (<usize>at << 4));
  }
  return slot;
}

/** The first eight bytes of where the search for a hash begins. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function touch(slots: usize, mask: u32, hash: u64): u64 {
  return load<u64>(slots + (<usize>(<u32>hash & mask) << 4));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function entryOf(column: Column, slot: Slot): Entry {
  return changetype<Entry>(column.entries + <usize>((slot.tag & 0xffff) - 1) * ENTRY_BYTES);
}

export function entryAt(column: Column, index: u32): Entry {
  return changetype<Entry>(column.entries + <usize>index * ENTRY_BYTES);
}

function slotAt(column: Column, index: u32): Slot {
  return changetype<Slot>(column.slots + (<usize>index << 4));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function isFull(column: Column, bytes: u32): bool {
  return column.missesLeft <= 0 || column.textBytes + bytes > textRoom;
}

export function addEntry(column: Column, hash: u64, text: usize, bytes: u32, row: f64, kind: i32, flags: u32, count: u32): Entry {
  const index = column.size;
  const entry = changetype<Entry>(column.entries + <usize>index * ENTRY_BYTES);
  const copy = column.texts + column.textBytes;
  copyShort(copy, text, bytes);
  column.textBytes += bytes;
  column.size = index + 1;
  column.missesLeft -= 1;
  entry.hash = hash;
  entry.number = 0;
  entry.count = 0;
  entry.row = row;
  entry.text = <u32>copy;
  entry.bytes = bytes;
  entry.kind = <u8>kind;
  entry.flags = <u8>flags;
  place(column, entry, index, count);
  return entry;
}

function place(column: Column, entry: Entry, index: u32, count: u32): void {
  const slot = findSlot(column, entry.hash);
  slot.tag = (entry.hash & ~0xffff) | (index + 1);
  slot.count = count;
  slot.kind = entry.kind;
  slot.flags = entry.flags;
}

/** Adds every value of the table to the sketch, which from now on has all that came. */
export function startSketch(column: Column): void {
  column.sketch = createSketch();
  column.untilLook = 4 << 14;
  for (let index: u32 = 0; index < column.size; index++) {
    addToSketch(column, changetype<Entry>(column.entries + <usize>index * ENTRY_BYTES).hash);
  }
}

/** Whether the values since the last flush came twice on average: then they are worth gathering. To be asked before the flush. */
export function repeats(column: Column): bool {
  let cells: f64 = 0;
  for (let index: u32 = 0; index <= column.slotMask; index++) cells += <f64>slotAt(column, index).count;
  return cells - <f64>column.size >= <f64>capacity;
}

/** Forgets the rarer half. Of equally rare ones the later are forgotten. Everything must have been handed on before. */
export function dropRarerHalf(column: Column): void {
  const target = capacity >> 1;
  // How often the rarest value comes that stays, up to 255; and how many of these stay.
  let least: u32 = 256;
  let kept: u32 = 0;
  memory.fill(counts, 0, 257 * 4);
  for (let index: u32 = 0; index < column.size; index++) {
    const bucket = countBucket(changetype<Entry>(column.entries + <usize>index * ENTRY_BYTES));
    store<u32>(counts + (bucket << 2), load<u32>(counts + (bucket << 2)) + 1);
  }
  while (least > 0 && kept + load<u32>(counts + ((least - 1) << 2)) <= target) {
    least -= 1;
    kept += load<u32>(counts + (least << 2));
  }
  let ofNext = least === 0 ? 0 : target - kept;
  let size: u32 = 0;
  let bytes: u32 = 0;
  memory.fill(column.slots, 0, (<usize>column.slotMask + 1) * SLOT_BYTES);
  for (let index: u32 = 0; index < column.size; index++) {
    const entry = changetype<Entry>(column.entries + <usize>index * ENTRY_BYTES);
    const bucket = countBucket(entry);
    if (bucket < least) {
      if (bucket + 1 < least || ofNext === 0) continue;
      ofNext -= 1;
    }
    if (bytes + entry.bytes > textRoom >> 1) continue;
    copyShort(spare + bytes, entry.text, entry.bytes);
    entry.text = <u32>(column.texts + bytes);
    bytes += entry.bytes;
    if (size !== index) copyShort(column.entries + <usize>size * ENTRY_BYTES, changetype<usize>(entry), <u32>ENTRY_BYTES);
    place(column, changetype<Entry>(column.entries + <usize>size * ENTRY_BYTES), size, 0);
    size += 1;
  }
  memory.copy(column.texts, spare, bytes);
  column.size = size;
  column.textBytes = bytes;
  column.missesLeft = capacity - size;
}

let counts: usize = 0;

export function createScratch(): void {
  counts = allocate(257 * 4);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function countBucket(entry: Entry): u32 {
  return entry.count >= 255 ? 255 : <u32>entry.count;
}
