// Writes rows as objects of JSON, one in a line.

import { OFFSET_BITS, QUOTED, bytes } from "../block";
import { CELL_BYTES, sizeOf, textOf } from "./cells";
import { OVERRUN, copyConstant, copyText } from "./memory";
import { As, From, OP_BYTES, Op, ops, opsEnd, rowEnd, rowEndSize } from "./program";
import { ROW_BYTES, Verdict, rowTable, verdicts } from "./rows";
import { setWritten } from "./write-csv";

const QUOTE: u32 = 0x22;
const BACKSLASH: u32 = 0x5c;
/** "null" */
const NULL_TEXT: u32 = 0x6c6c756e;

/** The quote of the source; 0x22 where it has none, since no field is quoted then. */
let sourceQuote: u32 = QUOTE;

export function setJson(ofSourceQuote: u32): void {
  sourceQuote = ofSourceQuote;
}

/** See `writeCsv`. */
export function writeJson(from: i32, to: i32, target: usize, end: usize): usize {
  let at = target;
  let rows: i32 = 0;
  let row = from;
  const last = end - OVERRUN;
  for (; row < to; row += 1) {
    const verdict = load<u8>(verdicts + row);
    const record = rowTable + (<usize>row) * ROW_BYTES;
    if (verdict !== Verdict.Good) {
      if (verdict !== Verdict.Literal) continue;
      const size = <usize>load<u32>(record, 4);
      if (at + size > last) break;
      copyText(at, <usize>load<u32>(record), size);
      at += size;
      rows += 1;
      continue;
    }
    const written = writeRow(row, record, at, last);
    if (written === 0) break;
    at = written;
    rows += 1;
  }
  setWritten(row, rows);
  return at;
}

/** Answers 0 if there is not enough room. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function writeRow(row: i32, record: usize, target: usize, last: usize): usize {
  const entries = <usize>load<u32>(record);
  let at = target;
  for (let address = ops; address < opsEnd; address += OP_BYTES) {
    const op = changetype<Op>(address);
    const constantSize = <usize>op.constantSize;
    let text: usize = 0;
    let size: usize = 0;
    let mark: u32 = 0;
    if (op.from === From.Field) {
      const field = op.field;
      const position = entries + ((<usize>field) << 2);
      const entry = load<u32>(position);
      text = field === 0 ? <usize>load<u32>(record, 4) : bytes + (load<u32>(position - 4) & OFFSET_BITS) + 1;
      size = bytes + (entry & OFFSET_BITS) - text;
      if (entry & QUOTED) {
        text += 1;
        size -= 2;
        mark = sourceQuote;
      }
    } else if (op.from === From.Cells) {
      const cell = op.cells + (<usize>row) * CELL_BYTES;
      text = textOf(cell);
      size = <usize>(sizeOf(cell) & OFFSET_BITS);
    }
    // A control character takes six bytes.
    if (at + constantSize + size * 6 + 4 > last) return 0;
    copyConstant(at, op.constant, constantSize);
    at += constantSize;
    if (op.from === From.Nothing) continue;
    const as = op.as;
    if (text === 0 || (size === 0 && (as & As.EmptyIsNull) !== 0)) {
      store<u32>(at, NULL_TEXT);
      at += 4;
    } else if ((as & (As.Number | As.Boolean)) !== 0 && isBare(text, size, as)) {
      copyText(at, text, size);
      at += size;
    } else {
      store<u8>(at, QUOTE);
      at = writeString(at + 1, text, size, mark);
      store<u8>(at, QUOTE);
      at += 1;
    }
  }
  if (at + rowEndSize > last) return 0;
  copyConstant(at, rowEnd, rowEndSize);
  return at + rowEndSize;
}

/** Copies a text into a string. A doubled `mark`, which is the quote of a quoted field, is one. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function writeString(to: usize, text: usize, size: usize, mark: u32): usize {
  if (ASC_FEATURE_SIMD) {
    const quotes = i8x16.splat(<i8>QUOTE);
    const backslashes = i8x16.splat(<i8>BACKSLASH);
    const marks = i8x16.splat(<i8>(mark === 0 ? QUOTE : mark));
    if (size <= 16) {
      const step = v128.load(text);
      v128.store(to, step);
      const cuts = v128.or(
        v128.or(i8x16.eq(step, quotes), i8x16.eq(step, backslashes)),
        v128.or(i8x16.eq(step, marks), i8x16.lt_u(step, i8x16.splat(0x20))),
      );
      const met = <u32>i8x16.bitmask(cuts) & (((<u32>1) << <u32>size) - 1);
      return met === 0 ? to + size : escapeString(to, text, size, mark);
    }
    for (let from: usize = 0; from < size; from += 16) {
      const step = v128.load(text + from);
      v128.store(to + from, step);
      let found = <u32>(
        i8x16.bitmask(
          v128.or(
            v128.or(i8x16.eq(step, quotes), i8x16.eq(step, backslashes)),
            v128.or(i8x16.eq(step, marks), i8x16.lt_u(step, i8x16.splat(0x20))),
          ),
        )
      );
      if (found === 0) continue;
      const rest = size - from;
      if (rest < 16) found &= ((<u32>1) << <u32>rest) - 1;
      if (found !== 0) return escapeString(to + from, text + from, size - from, mark);
    }
    return to + size;
  }
  return escapeString(to, text, size, mark);
}

/** The same for whatever there is in it. */
function escapeString(to: usize, text: usize, size: usize, mark: u32): usize {
  let at = to;
  let from: usize = 0;
  while (from < size) {
    if (ASC_FEATURE_SIMD) {
      const step = v128.load(text + from);
      v128.store(at, step);
      const found = <u32>(
        i8x16.bitmask(
          v128.or(
            v128.or(i8x16.eq(step, i8x16.splat(<i8>QUOTE)), i8x16.eq(step, i8x16.splat(<i8>BACKSLASH))),
            v128.or(i8x16.eq(step, i8x16.splat(<i8>(mark === 0 ? QUOTE : mark))), i8x16.lt_u(step, i8x16.splat(0x20))),
          ),
        )
      );
      const rest = min<usize>(size - from, 16);
      const before = found === 0 ? rest : min<usize>(ctz(found), rest);
      at += before;
      from += before;
      if (before === rest) continue;
    }
    const byte = <u32>load<u8>(text + from);
    from += 1;
    if (byte === mark && mark !== 0 && from < size && <u32>load<u8>(text + from) === byte) from += 1;
    at = writeEscaped(at, byte);
  }
  return at;
}

/** As JSON.stringify does. */
function writeEscaped(to: usize, byte: u32): usize {
  if (byte >= 0x20 && byte !== QUOTE && byte !== BACKSLASH) {
    store<u8>(to, byte);
    return to + 1;
  }
  let letter: u32 = 0;
  if (byte === QUOTE || byte === BACKSLASH) letter = byte;
  else if (byte === 0x0a) letter = 0x6e;
  else if (byte === 0x0d) letter = 0x72;
  else if (byte === 0x09) letter = 0x74;
  else if (byte === 0x08) letter = 0x62;
  else if (byte === 0x0c) letter = 0x66;
  store<u8>(to, BACKSLASH);
  if (letter !== 0) {
    store<u8>(to, letter, 1);
    return to + 2;
  }
  store<u32>(to, 0x30303075, 1);
  store<u8>(to, 0x30 + (byte >> 4), 4);
  const low = byte & 0xf;
  store<u8>(to, low < 10 ? 0x30 + low : 0x57 + low, 5);
  return to + 6;
}

/** Whether a text goes without quotes. */
function isBare(text: usize, size: usize, as: u32): bool {
  if ((as & As.Number) !== 0 && isJsonNumber(text, size)) return true;
  if ((as & As.Boolean) === 0) return false;
  if (size === 4) return load<u32>(text) === 0x65757274;
  return size === 5 && load<u32>(text) === 0x736c6166 && load<u8>(text, 4) === 0x65;
}

/** A number of JSON without an exponent, of at most 15 digits: a double has them all. `-0` is none, since it would come back as 0. */
function isJsonNumber(text: usize, size: usize): bool {
  const end = text + size;
  let at = text;
  if (size === 0) return false;
  const isNegative = load<u8>(at) === 0x2d;
  if (isNegative) at += 1;
  const from = at;
  let any: u32 = 0;
  while (at < end && load<u8>(at) - 0x30 < 10) {
    any |= <u32>load<u8>(at) - 0x30;
    at += 1;
  }
  let digits = at - from;
  if (digits === 0 || (digits > 1 && load<u8>(from) === 0x30)) return false;
  if (at < end) {
    if (load<u8>(at) !== 0x2e) return false;
    at += 1;
    const fraction = at;
    while (at < end && load<u8>(at) - 0x30 < 10) {
      any |= <u32>load<u8>(at) - 0x30;
      at += 1;
    }
    if (at === fraction || at !== end) return false;
    digits += at - fraction;
  }
  return digits <= 15 && (!isNegative || any !== 0);
}
