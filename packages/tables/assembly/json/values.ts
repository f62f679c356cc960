import { isDigit } from "../values/bytes";
import { afterBlanks, isBlank } from "./blanks";
import { stop } from "./stop";
import { BACKSLASH, endOfString, hasHigh, QUOTE } from "./strings";

// Values: each function passes one that is strictly JSON (RFC 8259) and answers the place behind it, or 0 if the host must look at it.

export const COMMA: u32 = 0x2c;
export const COLON: u32 = 0x3a;
export const OPEN_BRACKET: u32 = 0x5b;
export const CLOSE_BRACKET: u32 = 0x5d;
export const OPEN_BRACE: u32 = 0x7b;
export const CLOSE_BRACE: u32 = 0x7d;
const MINUS: u32 = 0x2d;
const POINT: u32 = 0x2e;
const ZERO: u32 = 0x30;

const NULL: u32 = 0x6c6c756e;
const TRUE: u32 = 0x65757274;
const FALS: u32 = 0x736c6166;
const E: u32 = 0x65;

// @ts-ignore: a decorator of AssemblyScript
@inline
export function isNull(at: usize): bool {
  return load<u32>(at) === NULL;
}

/** What comes behind it shows whether the word ends there. */
export function endOfWord(at: usize): usize {
  const word = load<u32>(at);
  if (word === NULL || word === TRUE) return at + 4;
  return word === FALS && load<u8>(at, 4) === E ? at + 5 : stop(at);
}

/** What comes behind it shows whether the number ends there. */
export function endOfNumber(start: usize): usize {
  let at = start;
  let byte = <u32>load<u8>(at);
  if (byte === MINUS) byte = <u32>load<u8>((at += 1));
  if (byte === ZERO) byte = <u32>load<u8>((at += 1));
  else {
    if (!isDigit(byte)) return stop(start);
    do byte = <u32>load<u8>((at += 1));
    while (isDigit(byte));
  }
  if (byte === POINT) {
    byte = <u32>load<u8>((at += 1));
    if (!isDigit(byte)) return stop(at);
    do byte = <u32>load<u8>((at += 1));
    while (isDigit(byte));
  }
  if ((byte | 0x20) !== E) return at;
  byte = <u32>load<u8>((at += 1));
  if (byte === MINUS || byte === 0x2b) byte = <u32>load<u8>((at += 1));
  if (!isDigit(byte)) return stop(at);
  do byte = <u32>load<u8>((at += 1));
  while (isDigit(byte));
  return at;
}

/** Of the nested value that was passed last: whether there are blanks between its tokens, and bytes beyond ASCII. */
export let nestedHasBlanks: bool = false;
export let nestedHasHigh: bool = false;

/** As the host's scanner has it. */
const MAX_DEPTH: u32 = 256;

/** Passes an array, or an object that is no columns, whatever is in it. */
export function endOfNested(at: usize): usize {
  nestedHasBlanks = false;
  nestedHasHigh = false;
  return endOfBrackets(at, 1);
}

function endOfBrackets(start: usize, depth: u32): usize {
  if (depth > MAX_DEPTH) return stop(start);
  const isObject = <u32>load<u8>(start) === OPEN_BRACE;
  const close = isObject ? CLOSE_BRACE : CLOSE_BRACKET;
  let at = pass(start + 1);
  if (<u32>load<u8>(at) === close) return at + 1;
  while (true) {
    if (isObject) {
      if (<u32>load<u8>(at) !== QUOTE) return stop(at);
      at = endOfNestedString(at);
      if (at === 0) return 0;
      at = pass(at);
      if (<u32>load<u8>(at) !== COLON) return stop(at);
      at = pass(at + 1);
    }
    const byte = <u32>load<u8>(at);
    if (byte === QUOTE) at = endOfNestedString(at);
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) at = endOfBrackets(at, depth + 1);
    else if (byte > 0x39) at = endOfWord(at);
    else at = endOfNumber(at);
    if (at === 0) return 0;
    at = pass(at);
    const after = <u32>load<u8>(at);
    if (after === close) return at + 1;
    if (after !== COMMA) return stop(at);
    at = pass(at + 1);
  }
}

function endOfNestedString(at: usize): usize {
  const end = endOfString(at + 1);
  if (end === 0) return 0;
  if (hasHigh) nestedHasHigh = true;
  return end + 1;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function pass(at: usize): usize {
  const to = afterBlanks(at);
  if (to !== at) nestedHasBlanks = true;
  return to;
}

/** Copies a nested value without the blanks between its tokens. Answers what is behind the copy. */
export function copyCompact(to: usize, from: usize, end: usize): usize {
  let target = to;
  let inString = false;
  for (let at = from; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (inString && byte === BACKSLASH) {
      store<u16>(target, load<u16>(at));
      target += 2;
      at += 1;
      continue;
    }
    if (byte === QUOTE) inString = !inString;
    else if (!inString && isBlank(byte)) continue;
    store<u8>(target, byte);
    target += 1;
  }
  return target;
}
