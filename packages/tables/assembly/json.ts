// JSON: walks records that are objects and writes their cells. src/formats/json/record-walker.ts is the host's side of it.

import { setLineFeed } from "./json/blanks";
import { NO_CELLS, releaseCells, setColumnCount, startCells } from "./json/cells";
import { addKey, Key, releaseKeys, startKeys } from "./json/keys";
import { startRecords, walkRecords } from "./json/records";
import { trustBytes } from "./json/strings";

export { cellEntries, cellEntriesEnd, cellTexts, cellTextsEnd, wideCells, wideCellsEnd } from "./json/cells";
export { stoppedBy, walked, walkedTo } from "./json/records";

const PADDING: usize = 64;

/**
 * Begins a text.
 *
 * @param lines - whether each record is a line; else they are in a list
 * @param flattenDepth - how many levels of objects inside of a record become columns of their own
 * @param form - how cells are written: see json/cells.ts
 * @returns the key whose objects the records are
 */
export function startJson(lines: bool, flattenDepth: u32, form: u32): usize {
  setLineFeed(!lines);
  startCells(form);
  const root = startKeys();
  startRecords(root, flattenDepth, lines);
  return changetype<usize>(root);
}

/** Gives back all memory. */
export function endJson(): void {
  startCells(NO_CELLS);
  releaseCells();
  releaseKeys();
}

/** Adds a key to those of the objects that are values of another one. */
export function addJsonKey(parent: usize, text: usize, length: u32): usize {
  return changetype<usize>(addKey(parent, text, length));
}

/** Says which column the values of a key are in; -1 for none. */
export function setJsonColumn(key: usize, column: i32): void {
  changetype<Key>(key).column = column;
}

/** Says how many columns there are. */
export function setJsonWidth(count: u32): void {
  setColumnCount(count);
}

/**
 * Walks records: see `walkRecords` in json/records.ts.
 *
 * @param from - where a record starts
 * @param to - where the block ends: 64 bytes behind it are spoiled
 * @param trusted - whether the block is known to be UTF-8 without U+FFFD
 */
export function walkJson(from: usize, to: usize, limit: u32, trusted: bool): void {
  memory.fill(to, 0, PADDING);
  trustBytes(trusted);
  walkRecords(from, to, limit);
}

/** How many line feeds there are from an address up to another one. */
export function countLineFeeds(from: usize, to: usize): u32 {
  let count: u32 = 0;
  let at = from;
  if (ASC_FEATURE_SIMD) {
    for (; at + 16 <= to; at += 16) count += <u32>popcnt(i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(0x0a))));
  }
  for (; at < to; at++) if (load<u8>(at) === 0x0a) count += 1;
  return count;
}
