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

/** What is looked at for every cell, beside its slot: eight bytes. */
@unmanaged
export class Counter {
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
}

export const ENTRY_BYTES: usize = offsetof<Entry>();
const FIRST_SLOTS: u32 = 16;
const FIRST_TEXT_BYTES: u32 = 128;

let capacity: u32 = 1000;
let textRoom: u32 = 64 * 1024;
let mostSlots: u32 = 2048;
let spare: usize = 0;

/** @param values - how many values a table holds: below 65,536 */
export function setTableSize(values: u32, bytes: u32): void {
  capacity = values;
  textRoom = max(bytes, 1024);
  mostSlots = 32;
  // A third full at most, but where thousands of columns have a few values each: half full.
  const least = values < 64 ? values * 2 : values * 3;
  while (mostSlots < least) mostSlots *= 2;
  spare = reserve(textRoom + 16);
}

export function createTable(column: Column): void {
  createSlots(column, FIRST_SLOTS);
  column.counters = reserve(<usize>capacity << 3);
  column.entries = reserve(<usize>capacity * ENTRY_BYTES);
  column.missesLeft = capacity;
}

/** A slot is an u64: 48 bits of the hash, and the number of the value, from 1. 0 for none. */
function createSlots(column: Column, count: u32): void {
  column.slots = allocate(<usize>count << 3);
  column.slotMask = count - 1;
}

/** The number of the value with this hash, from 1; 0 if the table does not have it. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function findValue(slots: usize, mask: u32, hash: u64): u32 {
  let at = <u32>hash & mask;
  let slot = load<u64>(slots + (<usize>at << 3));
  while (slot !== 0 && (slot ^ hash) >> 16 !== 0) {
    at = (at + 1) & mask;
    slot = load<u64>(slots + (<usize>at << 3));
  }
  return <u32>slot & 0xffff;
}

/** Tables up to this size are near anyway. */
const NEAR_SLOTS: u32 = 256;

/**
 * Sends for the slots of hashes that are about to be looked for. A loop of its own, which waits for nothing: so many of them are on their way
 * from memory at once, where a search waits for each.
 */
export function fetchSlots(column: Column, hashes: usize, count: u32): void {
  const slots = column.slots;
  const mask = column.slotMask;
  if (mask < NEAR_SLOTS) return;
  let seen: u64 = 0;
  for (let at = hashes, stop = hashes + (<usize>count << 3); at < stop; at += 8) {
    seen ^= load<u64>(slots + (<usize>(load<u32>(at) & mask) << 3));
  }
  // So that what was read counts as used.
  fetched = seen;
}

/** The same for the hashes whose numbers stand at an address. */
export function fetchPickedSlots(column: Column, hashes: usize, picked: usize, stop: usize): void {
  const slots = column.slots;
  const mask = column.slotMask;
  let seen: u64 = 0;
  for (let at = picked; at < stop; at += 4) {
    seen ^= load<u64>(slots + (<usize>(load<u32>(hashes + (<usize>load<u32>(at) << 3)) & mask) << 3));
  }
  fetched = seen;
}

let fetched: u64 = 0;

/** @param value - its number, from 1 */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function counterOf(column: Column, value: u32): Counter {
  return changetype<Counter>(column.counters - 8 + (<usize>value << 3));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function entryOf(column: Column, value: u32): Entry {
  return changetype<Entry>(column.entries - ENTRY_BYTES + <usize>value * ENTRY_BYTES);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function isFull(column: Column, bytes: u32): bool {
  return column.missesLeft <= 0 || column.textBytes + bytes > textRoom;
}

export function addEntry(column: Column, hash: u64, text: usize, bytes: u32, row: f64, kind: i32, flags: u32, count: u32): Entry {
  const value = column.size + 1;
  const entry = entryOf(column, value);
  const counter = counterOf(column, value);
  if (column.textBytes + bytes > column.textRoom) makeTextRoom(column, bytes);
  const copy = column.texts + column.textBytes;
  copyShort(copy, text, bytes);
  column.textBytes += bytes;
  column.size = value;
  column.missesLeft -= 1;
  entry.hash = hash;
  entry.number = 0;
  entry.count = 0;
  entry.row = row;
  entry.text = <u32>copy;
  entry.bytes = bytes;
  counter.count = count;
  counter.kind = <u8>kind;
  counter.flags = <u8>flags;
  noteValue(column, counter);
  if (value * 4 > column.slotMask && column.slotMask + 1 < mostSlots) growSlots(column);
  else place(column, hash, value);
  return entry;
}

/** A table of 16,384 columns would take a megabyte for each 64 bytes that they do not need. */
function makeTextRoom(column: Column, bytes: u32): void {
  let room = max(column.textRoom, FIRST_TEXT_BYTES);
  while (column.textBytes + bytes > room) room *= 4;
  room = min(room, textRoom);
  const texts = reserve(room + 16);
  memory.copy(texts, column.texts, column.textBytes);
  const distance = <u32>(texts - column.texts);
  for (let value: u32 = 1; value < column.size + 1; value++) entryOf(column, value).text += distance;
  column.texts = texts;
  column.textRoom = room;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function noteValue(column: Column, counter: Counter): void {
  column.tableKinds |= <u64>1 << <u64>counter.kind;
  column.tableFlags |= counter.flags;
}

/** A column of few values has few slots: all its table then stays in the nearest cache. */
function growSlots(column: Column): void {
  createSlots(column, (column.slotMask + 1) * 2);
  for (let value: u32 = 1; value <= column.size; value++) place(column, entryOf(column, value).hash, value);
}

function place(column: Column, hash: u64, value: u32): void {
  const mask = column.slotMask;
  let at = <u32>hash & mask;
  while (load<u64>(column.slots + (<usize>at << 3)) !== 0) at = (at + 1) & mask;
  store<u64>(column.slots + (<usize>at << 3), (hash & ~0xffff) | value);
}

/** Adds every value of the table to the sketch, which from now on has all that came. */
export function startSketch(column: Column): void {
  createSketch(column);
  for (let value: u32 = 1; value <= column.size; value++) addToSketch(column, entryOf(column, value).hash);
}

/** Whether the values since the last flush came twice on average: then they are worth gathering. To be asked before the flush. */
export function repeats(column: Column): bool {
  let cells: f64 = 0;
  for (let value: u32 = 1; value <= column.size; value++) cells += <f64>counterOf(column, value).count;
  return cells - <f64>column.size >= <f64>capacity;
}

/** Forgets the rarer half. Of equally rare ones the later are forgotten. Everything must have been handed on before. */
export function dropRarerHalf(column: Column): void {
  const target = capacity >> 1;
  // How often the rarest value comes that stays, up to 255; and how many of these stay.
  let least: u32 = 256;
  let kept: u32 = 0;
  memory.fill(tally, 0, 257 * 4);
  for (let value: u32 = 1; value <= column.size; value++) {
    const bucket = tally + (<usize>countBucket(entryOf(column, value)) << 2);
    store<u32>(bucket, load<u32>(bucket) + 1);
  }
  while (least > 0 && kept + load<u32>(tally + (<usize>(least - 1) << 2)) <= target) {
    least -= 1;
    kept += load<u32>(tally + (<usize>least << 2));
  }
  let ofNext = least === 0 ? 0 : target - kept;
  let size: u32 = 0;
  let bytes: u32 = 0;
  memory.fill(column.slots, 0, (<usize>column.slotMask + 1) << 3);
  column.tableKinds = 0;
  column.tableFlags = 0;
  for (let value: u32 = 1; value <= column.size; value++) {
    const entry = entryOf(column, value);
    const bucket = countBucket(entry);
    if (bucket < least) {
      if (bucket + 1 < least || ofNext === 0) continue;
      ofNext -= 1;
    }
    if (bytes + entry.bytes > textRoom >> 1) continue;
    copyShort(spare + bytes, entry.text, entry.bytes);
    entry.text = <u32>(column.texts + bytes);
    bytes += entry.bytes;
    size += 1;
    if (size !== value) move(column, value, size);
    place(column, entryOf(column, size).hash, size);
    noteValue(column, counterOf(column, size));
  }
  memory.copy(column.texts, spare, bytes);
  column.size = size;
  column.textBytes = bytes;
  column.missesLeft = capacity - size;
}

function move(column: Column, from: u32, to: u32): void {
  store<u64>(changetype<usize>(counterOf(column, to)), load<u64>(changetype<usize>(counterOf(column, from))));
  const target = changetype<usize>(entryOf(column, to));
  const source = changetype<usize>(entryOf(column, from));
  for (let at: usize = 0; at < ENTRY_BYTES; at += 8) store<u64>(target + at, load<u64>(source + at));
}

/** How many values come how often. */
let tally: usize = 0;

export function createScratch(): void {
  tally = allocate(257 * 4);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function countBucket(entry: Entry): u32 {
  return entry.count >= 255 ? 255 : <u32>entry.count;
}
