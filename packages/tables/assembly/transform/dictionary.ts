// Steps in JavaScript run once for each value: a dictionary of a column knows the values that came, and what the host made of each.

import { NON_ASCII, OFFSET_BITS } from "../block";
import { hashBytes } from "../values/bytes";
import { CELL_BYTES, setCell, sizeOf, textOf } from "./cells";
import { OVERRUN, copyText } from "./memory";
import { askHost } from "./rows";

/** Of a value that has an id but no room in the dictionary. */
const NO_ID: u32 = 0xffff_ffff;
/** The answer is that the host decides about the row. */
const ASKS: u32 = 1;
/** The size of null. */
const NULL_SIZE: u32 = 0xffff_ffff;

@unmanaged
class Dictionary {
  /** Ids and one more, by hash: a power of two of u32. */
  slots: usize;
  slotCount: u32;
  count: u32;
  /** See `Value`. */
  values: usize;
  valueRoom: u32;
  maxValues: u32;
  /** Where the next text goes, in pieces that do not move. */
  top: usize;
  end: usize;
  /** How many bytes of texts there are, and may be. */
  bytes: u32;
  maxBytes: u32;
}

@unmanaged
class Value {
  hash: u32;
  text: u32;
  size: u32;
  answer: u32;
  answerSize: u32;
  asks: u32;
}
const VALUE_BYTES: usize = 24;
const PIECE: usize = 64 * 1024;

/** Makes a dictionary of at most so many values and bytes. */
export function createDictionary(maxValues: u32, maxBytes: u32): usize {
  const dictionary = changetype<Dictionary>(heap.alloc(offsetof<Dictionary>()));
  dictionary.slotCount = 256;
  dictionary.slots = zeros(256 << 2);
  dictionary.count = 0;
  dictionary.valueRoom = 128;
  dictionary.values = heap.alloc(128 * VALUE_BYTES);
  dictionary.maxValues = maxValues;
  dictionary.top = 0;
  dictionary.end = 0;
  dictionary.bytes = 0;
  dictionary.maxBytes = maxBytes;
  return changetype<usize>(dictionary);
}

function zeros(size: usize): usize {
  const at = heap.alloc(size);
  memory.fill(at, 0, size);
  return at;
}

/**
 * Looks cells up. Values that are new get the next ids; the host answers them before it calls `applyDictionary`.
 *
 * @param ids - an u32 for each row
 * @returns how many cells found no room in the dictionary
 */
export function lookUp(at: usize, cells: usize, from: i32, to: i32, ids: usize): i32 {
  const dictionary = changetype<Dictionary>(at);
  let without: i32 = 0;
  for (let row = from; row < to; row += 1) {
    const cell = cells + <usize>row * CELL_BYTES;
    const text = textOf(cell);
    const flags = sizeOf(cell);
    const size = text === 0 ? NULL_SIZE : flags & OFFSET_BITS;
    const hash = text === 0 ? 0 : <u32>hashBytes(text, size);
    const id = find(dictionary, text, size, hash, flags & NON_ASCII);
    if (id === NO_ID) without += 1;
    store<u32>(ids + ((<usize>row) << 2), id);
  }
  return without;
}

function find(dictionary: Dictionary, text: usize, size: u32, hash: u32, wide: u32): u32 {
  let mask = dictionary.slotCount - 1;
  let slot = hash & mask;
  while (true) {
    const id = load<u32>(dictionary.slots + ((<usize>slot) << 2));
    if (id === 0) break;
    const value = changetype<Value>(dictionary.values + <usize>(id - 1) * VALUE_BYTES);
    if (value.hash === hash && (value.size === size || (value.size & OFFSET_BITS) === size) && isSame(value, text, size)) return id - 1;
    slot = (slot + 1) & mask;
  }
  const bytes = text === 0 ? 0 : size;
  if (dictionary.count >= dictionary.maxValues || dictionary.bytes + bytes > dictionary.maxBytes) return NO_ID;
  if ((dictionary.count + 1) * 2 > dictionary.slotCount) {
    growSlots(dictionary);
    mask = dictionary.slotCount - 1;
    slot = hash & mask;
    while (load<u32>(dictionary.slots + ((<usize>slot) << 2)) !== 0) slot = (slot + 1) & mask;
  }
  if (dictionary.count === dictionary.valueRoom) growValues(dictionary);
  const value = changetype<Value>(dictionary.values + <usize>dictionary.count * VALUE_BYTES);
  value.hash = hash;
  value.size = text === 0 ? NULL_SIZE : size | wide;
  value.text = 0;
  value.asks = ASKS;
  if (text !== 0) {
    const kept = takeText(dictionary, size);
    copyText(kept, text, size);
    value.text = <u32>kept;
  }
  dictionary.count += 1;
  store<u32>(dictionary.slots + ((<usize>slot) << 2), dictionary.count);
  return dictionary.count - 1;
}

function isSame(value: Value, text: usize, size: u32): bool {
  if (text === 0 || value.size === NULL_SIZE) return text === 0 && value.size === NULL_SIZE;
  return memory.compare(<usize>value.text, text, size) === 0;
}

function takeText(dictionary: Dictionary, size: u32): usize {
  if (dictionary.end - dictionary.top < size) {
    const piece = max<usize>(PIECE, size);
    dictionary.top = heap.alloc(piece + OVERRUN);
    dictionary.end = dictionary.top + piece;
  }
  const at = dictionary.top;
  dictionary.top += size;
  dictionary.bytes += size;
  return at;
}

function growSlots(dictionary: Dictionary): void {
  heap.free(dictionary.slots);
  dictionary.slotCount *= 4;
  dictionary.slots = zeros((<usize>dictionary.slotCount) << 2);
  const mask = dictionary.slotCount - 1;
  for (let id: u32 = 0; id < dictionary.count; id += 1) {
    let slot = changetype<Value>(dictionary.values + <usize>id * VALUE_BYTES).hash & mask;
    while (load<u32>(dictionary.slots + ((<usize>slot) << 2)) !== 0) slot = (slot + 1) & mask;
    store<u32>(dictionary.slots + ((<usize>slot) << 2), id + 1);
  }
}

function growValues(dictionary: Dictionary): void {
  const room = dictionary.valueRoom * 2;
  const values = heap.alloc(<usize>room * VALUE_BYTES);
  memory.copy(values, dictionary.values, <usize>dictionary.count * VALUE_BYTES);
  heap.free(dictionary.values);
  dictionary.values = values;
  dictionary.valueRoom = room;
}

/** How many values a dictionary has. */
export function dictionaryCount(at: usize): u32 {
  return changetype<Dictionary>(at).count;
}

/** Where its values are, for the host to read: see `Value`. They move when it grows. */
export function dictionaryValues(at: usize): usize {
  return changetype<Dictionary>(at).values;
}

/** Room for the texts of answers, which stay as long as the dictionary; 0 if they would be more than it may have. */
export function takeAnswers(at: usize, size: u32): usize {
  const dictionary = changetype<Dictionary>(at);
  // Answers count as much as values: together they have twice as much.
  return dictionary.bytes + size > dictionary.maxBytes * 2 ? 0 : takeText(dictionary, size);
}

/** Puts the answers in the place of cells that `lookUp` found. */
export function applyDictionary(at: usize, cells: usize, from: i32, to: i32, ids: usize): void {
  const dictionary = changetype<Dictionary>(at);
  for (let row = from; row < to; row += 1) {
    const id = load<u32>(ids + ((<usize>row) << 2));
    if (id === NO_ID) continue;
    const value = changetype<Value>(dictionary.values + <usize>id * VALUE_BYTES);
    if (value.asks !== 0) askHost(row);
    else setCell(cells + <usize>row * CELL_BYTES, value.answer, value.answerSize);
  }
}
