import { NON_ASCII } from "../block";
import { afterBlanks, LF } from "./blanks";
import { clearRows, dropCells, HAS_BLANKS, HAS_ESCAPES, hasRoom, putCell, writeRow } from "./cells";
import { findKey, isText, Key } from "./keys";
import { stop, stoppedAt } from "./stop";
import { endOfString, hasEscapes, isWide, QUOTE } from "./strings";
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  endOfNested,
  endOfNumber,
  endOfWord,
  isNull,
  nestedHasBlanks,
  nestedHasHigh,
  OPEN_BRACE,
  OPEN_BRACKET,
} from "./values";

// Walks records that are objects. Whatever is not as usual (keys or columns that are new, damage, comments) is left to the host's
// scanner: a record at a time, and nothing of it has happened then.

const SLASH: u32 = 0x2f;

let root: Key = changetype<Key>(0);
/** How many levels of objects inside of a record become columns of their own. */
let flattenDepth: u32 = 0;
/** Whether each record is a line; else a comma is behind it. */
let isLines: bool = false;
/** The number of the object at hand. */
let object: u32 = 0;

/** How many records were walked, where the next one starts, and why it was not walked. */
export let walked: u32 = 0;
export let walkedTo: usize = 0;
export let stoppedBy: u32 = 0;

/** As many records as were asked for, or as there is room for. */
const FULL: u32 = 0;
/** The block ends in the middle of a record, or seems to. */
const BLOCK_END: u32 = 1;
/** The next record is one for the host. */
const UNUSUAL: u32 = 2;

export function startRecords(rootKey: Key, depth: u32, lines: bool): void {
  root = rootKey;
  flattenDepth = depth;
  isLines = lines;
  object = 0;
}

/**
 * Walks records.
 *
 * @param from - where a record starts, or the blanks before it
 * @param to - the end of the block. Zeros follow it
 * @param limit - how many records at most
 */
export function walkRecords(from: usize, to: usize, limit: u32): void {
  clearRows();
  walked = 0;
  walkedTo = from;
  stoppedBy = FULL;
  while (walked < limit) {
    const end = walkRecord(walkedTo);
    if (end === 0) {
      dropCells();
      // What is cut off shows within a few bytes: an escape has up to twelve.
      stoppedBy = stoppedAt + 16 >= to ? BLOCK_END : UNUSUAL;
      return;
    }
    if (!hasRoom(end - walkedTo)) {
      dropCells();
      return;
    }
    writeRow();
    walked += 1;
    walkedTo = end;
  }
}

/** Walks a record and what is behind it: a line end, or a comma and something more. */
function walkRecord(start: usize): usize {
  let at = afterBlanks(start);
  if (<u32>load<u8>(at) !== OPEN_BRACE) return stop(at);
  at = walkObject(at, root, 0);
  if (at === 0) return 0;
  at = afterBlanks(at);
  const sign = <u32>load<u8>(at);
  if (isLines) return sign === LF ? at + 1 : stop(at);
  if (sign !== COMMA) return stop(at);
  at = afterBlanks(at + 1);
  const next = <u32>load<u8>(at);
  return next === CLOSE_BRACKET || next === SLASH || next === 0 ? stop(at) : at;
}

/** Walks an object, from its first bracket. An empty one, which is a cell, is passed only. */
function walkObject(start: usize, parent: Key, depth: u32): usize {
  let at = afterBlanks(start + 1);
  if (<u32>load<u8>(at) === CLOSE_BRACE) return at + 1;
  object += 1;
  const number = object;
  let expected = <usize>parent.first;
  let before: Key = changetype<Key>(0);
  while (true) {
    if (<u32>load<u8>(at) !== QUOTE) return stop(at);
    at += 1;
    if (expected === 0 || !isText(changetype<Key>(expected), at) || load<u8>(at + changetype<Key>(expected).length) !== QUOTE) {
      expected = keyAt(changetype<usize>(parent), at);
      if (expected === 0) return 0;
      if (changetype<usize>(before) === 0) parent.first = <u32>expected;
      else before.next = <u32>expected;
    }
    const key = changetype<Key>(expected);
    if (key.metIn === number) return stop(at);
    key.metIn = number;
    at += key.length + 1;
    if (<u32>load<u8>(at) !== COLON) {
      at = afterBlanks(at);
      if (<u32>load<u8>(at) !== COLON) return stop(at);
    }
    at = afterBlanks(at + 1);
    at = walkValue(at, key, depth);
    if (at === 0) return 0;
    at = afterBlanks(at);
    const sign = <u32>load<u8>(at);
    if (sign === CLOSE_BRACE) return at + 1;
    if (sign !== COMMA) return stop(at);
    at = afterBlanks(at + 1);
    before = key;
    expected = <usize>key.next;
  }
}

/** The key that is written at a place, behind its first quote. */
function keyAt(parent: usize, at: usize): usize {
  const end = endOfString(at);
  if (end === 0) return 0;
  const key = findKey(parent, at, <u32>(end - at));
  return key !== 0 ? key : stop(at);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function walkValue(at: usize, key: Key, depth: u32): usize {
  const byte = <u32>load<u8>(at);
  if (byte === OPEN_BRACE && depth < flattenDepth) return walkInner(at, key, depth);
  const column = key.column;
  if (column < 0) return stop(at);
  if (byte === QUOTE) {
    const end = endOfString(at + 1);
    if (end === 0) return 0;
    putCell(column, at + 1, <u32>(end - at - 1) | (isWide ? NON_ASCII : 0) | (hasEscapes ? HAS_ESCAPES : 0));
    return end + 1;
  }
  if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
    const end = endOfNested(at);
    if (end === 0) return 0;
    putCell(column, at, <u32>(end - at) | (nestedHasHigh ? NON_ASCII : 0) | (nestedHasBlanks ? HAS_BLANKS : 0));
    return end;
  }
  if (byte > 0x39) {
    const end = endOfWord(at);
    if (end !== 0 && !isNull(at)) putCell(column, at, <u32>(end - at));
    return end;
  }
  const end = endOfNumber(at);
  if (end !== 0) putCell(column, at, <u32>(end - at));
  return end;
}

/** Walks an object whose keys are columns. */
function walkInner(at: usize, key: Key, depth: u32): usize {
  const end = walkObject(at, key, depth + 1);
  if (end === 0) return 0;
  const inner = afterBlanks(at + 1);
  if (<u32>load<u8>(inner) !== CLOSE_BRACE) return end;
  // An empty one is the cell {}.
  if (key.column < 0) return stop(at);
  putCell(key.column, at, <u32>(end - at) | (end - at > 2 ? HAS_BLANKS : 0));
  return end;
}
