import { hashBytes } from "../values/bytes";
import { firstBytes, MASKS } from "../values/masks";

// The keys that are known, as a tree: the host adds each when it has met it for the first time. A key is looked for at the place at
// which it came in the object before; only where it does not come there it is looked up.

@unmanaged
export class Key {
  /** Its bytes, and how many these are. */
  text: u32;
  length: u32;
  /** The column that its values are in, or -1. */
  column: i32;
  /** The object in which it was met last. */
  metIn: u32;
  /** The key that came behind it in the object before, and the one that came first in the object that was its value: 0 if none did yet. */
  next: u32;
  first: u32;
  /** The key in whose objects it is, and a hash. */
  parent: u32;
  hash: u32;
}

const KEY_BYTES: usize = 32;

let table: usize = 0;
let tableSize: u32 = 0;
let keyCount: u32 = 0;

/** Where keys and their texts lie: chunks, each with the address of the one before. */
let chunk: usize = 0;
let top: usize = 0;
let chunkEnd: usize = 0;
const CHUNK_BYTES: usize = 32 * 1024;

/** Forgets all keys. Answers the root: the records are its objects. */
export function startKeys(): Key {
  releaseKeys();
  tableSize = 256;
  table = heap.alloc(<usize>tableSize << 2);
  memory.fill(table, 0, <usize>tableSize << 2);
  return createKey(0, 0, 0);
}

export function releaseKeys(): void {
  while (chunk !== 0) {
    const before = load<usize>(chunk);
    heap.free(chunk);
    chunk = before;
  }
  if (table !== 0) heap.free(table);
  table = 0;
  top = 0;
  chunkEnd = 0;
  keyCount = 0;
}

/** Adds a key that is not known. Its text is copied. */
export function addKey(parent: usize, text: usize, length: u32): Key {
  if (keyCount << 1 >= tableSize) growTable();
  const key = createKey(parent, text, length);
  place(key);
  return key;
}

function createKey(parent: usize, text: usize, length: u32): Key {
  const address = take(KEY_BYTES + length + 16);
  const key = changetype<Key>(address);
  memory.copy(address + KEY_BYTES, text, length);
  key.text = <u32>(address + KEY_BYTES);
  key.length = length;
  key.column = -1;
  key.metIn = 0;
  key.next = 0;
  key.first = 0;
  key.parent = <u32>parent;
  key.hash = hashOf(parent, text, length);
  keyCount += 1;
  return key;
}

function take(bytes: usize): usize {
  const size = (bytes + 7) & ~7;
  if (top + size > chunkEnd) {
    const room = max(CHUNK_BYTES, size);
    const next = heap.alloc(room + 8);
    store<usize>(next, chunk);
    chunk = next;
    top = next + 8;
    chunkEnd = top + room;
  }
  const address = top;
  top += size;
  return address;
}

/** The key of this text in the objects of `parent`; 0 if it is not known. */
export function findKey(parent: usize, text: usize, length: u32): usize {
  const hash = hashOf(parent, text, length);
  const mask = tableSize - 1;
  let slot = hash & mask;
  let address = <usize>load<u32>(table + (<usize>slot << 2));
  while (address !== 0) {
    const key = changetype<Key>(address);
    if (key.hash === hash && key.parent === <u32>parent && key.length === length && isText(key, text)) break;
    slot = (slot + 1) & mask;
    address = <usize>load<u32>(table + (<usize>slot << 2));
  }
  return address;
}

function hashOf(parent: usize, text: usize, length: u32): u32 {
  const hash = hashBytes(text, length) ^ (<u64>parent * 0x9e3779b97f4a7c15);
  return <u32>(hash ^ (hash >> 32));
}

/** Whether the text of a key stands at a place. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function isText(key: Key, at: usize): bool {
  const length = key.length;
  const text = <usize>key.text;
  if (ASC_FEATURE_SIMD && length <= 16) {
    const differing = v128.and(v128.xor(v128.load(at), v128.load(text)), v128.load(MASKS + 32 - length));
    return !v128.any_true(differing);
  }
  return isLongText(text, at, length);
}

function isLongText(text: usize, at: usize, length: u32): bool {
  let index: u32 = 0;
  for (; index + 8 <= length; index += 8) if (load<u64>(text + index) !== load<u64>(at + index)) return false;
  return firstBytes(load<u64>(text + index) ^ load<u64>(at + index), length - index) === 0;
}

function place(key: Key): void {
  const mask = tableSize - 1;
  let slot = key.hash & mask;
  while (load<u32>(table + (<usize>slot << 2)) !== 0) slot = (slot + 1) & mask;
  store<u32>(table + (<usize>slot << 2), <u32>changetype<usize>(key));
}

function growTable(): void {
  const old = table;
  const oldSize = tableSize;
  tableSize <<= 1;
  table = heap.alloc(<usize>tableSize << 2);
  memory.fill(table, 0, <usize>tableSize << 2);
  for (let slot: u32 = 0; slot < oldSize; slot++) {
    const address = <usize>load<u32>(old + (<usize>slot << 2));
    if (address !== 0) place(changetype<Key>(address));
  }
  heap.free(old);
}
