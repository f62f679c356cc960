// Writes rows of delimited text. Every value is looked at, also one that is copied from the source: what the reader repaired there would
// be broken again otherwise, and so any delimiter can be written. Quotes are minimal: those that are not needed go.

import { OFFSET_BITS, QUOTED, bytes } from "../block";
import { isFormula } from "./formula";
import { CELL_BYTES, sizeOf, textOf } from "./cells";
import { OVERRUN, copyConstant, copyText } from "./memory";
import { As, From, OP_BYTES, Op, ops, opsEnd, rowEnd, rowEndSize } from "./program";
import { ROW_BYTES, Verdict, rowTable, verdicts } from "./rows";

const QUOTE: u32 = 0x22;
const LF: u32 = 0x0a;
const CR: u32 = 0x0d;

let delimiter: u32 = 0x2c;
let quoteAll: bool = false;
/** The quote of the source; a byte that is no text where it has none. */
let sourceQuote: u32 = QUOTE;

export function setCsv(ofDelimiter: u32, ofSourceQuote: u32, quotesAll: bool): void {
  delimiter = ofDelimiter;
  sourceQuote = ofSourceQuote;
  quoteAll = quotesAll;
}

/** The row that found no room, or the one after the last. */
export let writtenTo: i32 = 0;
/** How many rows were written. */
export let writtenRows: i32 = 0;

export function setWritten(to: i32, rows: i32): void {
  writtenTo = to;
  writtenRows = rows;
}

/**
 * Writes rows, as many as find room.
 *
 * @param target - where to, up to `end`
 * @returns the address after what was written; see `writtenTo`
 */
export function writeCsv(from: i32, to: i32, target: usize, end: usize): usize {
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
  const isAlone = opsEnd - ops === OP_BYTES;
  let at = target;
  for (let address = ops; address < opsEnd; address += OP_BYTES) {
    const op = changetype<Op>(address);
    const constantSize = <usize>op.constantSize;
    let text: usize = 0;
    let size: usize = 0;
    let entry: u32 = 0;
    if (op.from === From.Field) {
      const field = op.field;
      const position = entries + ((<usize>field) << 2);
      entry = load<u32>(position);
      text = field === 0 ? <usize>load<u32>(record, 4) : bytes + (load<u32>(position - 4) & OFFSET_BITS) + 1;
      size = bytes + (entry & OFFSET_BITS) - text;
    } else if (op.from === From.Cells) {
      const cell = op.cells + (<usize>row) * CELL_BYTES;
      text = textOf(cell);
      size = <usize>(sizeOf(cell) & OFFSET_BITS);
    }
    // Twice its bytes, quotes and the apostrophe of a formula.
    if (at + constantSize + size * 2 + 3 > last) return 0;
    copyConstant(at, op.constant, constantSize);
    at += constantSize;
    if (op.from === From.Nothing) continue;
    if ((entry & QUOTED) !== 0) {
      at = writeQuotedField(at, text + 1, size - 2, op.as);
      if (isAlone && size === 2 && !quoteAll) at = writeEmptyQuotes(at);
    } else if (isAlone && size === 0 && !quoteAll) {
      // A row of one empty cell would be an empty line.
      at = writeEmptyQuotes(at);
    } else at = writeText(at, text, size, op.as);
  }
  if (at + rowEndSize > last) return 0;
  copyConstant(at, rowEnd, rowEndSize);
  return at + rowEndSize;
}

function writeEmptyQuotes(at: usize): usize {
  store<u16>(at, 0x2222);
  return at + 2;
}

/** Writes a text that is as it should be read. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function writeText(to: usize, text: usize, size: usize, as: u32): usize {
  let at = to;
  if ((as & As.Guarded) !== 0 && size > 0 && isFormula(text, <u32>size)) return writeGuarded(at, text, size);
  if (quoteAll) return writeQuoted(at, text, size);
  if (ASC_FEATURE_SIMD) {
    const quotes = i8x16.splat(<i8>QUOTE);
    const delimiters = i8x16.splat(<i8>delimiter);
    const feeds = i8x16.splat(<i8>LF);
    const returns = i8x16.splat(<i8>CR);
    if (size <= 16) {
      const step = v128.load(text);
      v128.store(at, step);
      const cuts = v128.or(v128.or(i8x16.eq(step, quotes), i8x16.eq(step, delimiters)), v128.or(i8x16.eq(step, feeds), i8x16.eq(step, returns)));
      const met = <u32>i8x16.bitmask(cuts) & (((<u32>1) << <u32>size) - 1);
      return met === 0 ? at + size : writeQuoted(at, text, size);
    }
    for (let from: usize = 0; from < size; from += 16) {
      const step = v128.load(text + from);
      v128.store(at + from, step);
      let found = <u32>(
        i8x16.bitmask(
          v128.or(
            v128.or(i8x16.eq(step, quotes), i8x16.eq(step, delimiters)),
            v128.or(i8x16.eq(step, feeds), i8x16.eq(step, returns)),
          ),
        )
      );
      if (found === 0) continue;
      const rest = size - from;
      if (rest < 16) found &= ((<u32>1) << <u32>rest) - 1;
      if (found !== 0) return writeQuoted(to, text, size);
    }
    return at + size;
  }
  for (let from: usize = 0; from < size; from += 1) {
    const byte = <u32>load<u8>(text + from);
    if (byte === QUOTE || byte === delimiter || byte === LF || byte === CR) return writeQuoted(to, text, size);
    store<u8>(at + from, byte);
  }
  return at + size;
}

function writeGuarded(to: usize, text: usize, size: usize): usize {
  // In quotes if the text needs them, or a carriage return at its start does.
  let needsQuotes = quoteAll;
  for (let at = text; !needsQuotes && at < text + size; at += 1) {
    const byte = <u32>load<u8>(at);
    needsQuotes = byte === QUOTE || byte === delimiter || byte === LF || byte === CR;
  }
  if (!needsQuotes) {
    store<u8>(to, 0x27);
    copyText(to + 1, text, size);
    return to + 1 + size;
  }
  store<u16>(to, 0x2722);
  const end = copyDoubled(to + 2, text, size);
  store<u8>(end, QUOTE);
  return end + 1;
}

function writeQuoted(to: usize, text: usize, size: usize): usize {
  store<u8>(to, QUOTE);
  const end = copyDoubled(to + 1, text, size);
  store<u8>(end, QUOTE);
  return end + 1;
}

/** Copies a text with its quotes doubled. */
function copyDoubled(to: usize, text: usize, size: usize): usize {
  let at = to;
  let from: usize = 0;
  while (from < size) {
    if (ASC_FEATURE_SIMD) {
      const step = v128.load(text + from);
      v128.store(at, step);
      const found = <u32>i8x16.bitmask(i8x16.eq(step, i8x16.splat(<i8>QUOTE)));
      const rest = min<usize>(size - from, 16);
      const before = found === 0 ? rest : min<usize>(ctz(found), rest);
      at += before;
      from += before;
      if (before === rest) continue;
    }
    const byte = load<u8>(text + from);
    store<u8>(at, byte);
    at += 1;
    from += 1;
    if (<u32>byte === QUOTE) {
      store<u8>(at, QUOTE);
      at += 1;
    }
  }
  return at;
}

/** Writes what stands between the quotes of a field: a doubled quote is one, and so is one that should have been doubled. */
function writeQuotedField(to: usize, text: usize, size: usize, as: u32): usize {
  if ((as & As.Guarded) !== 0 && size > 0 && isFormula(text, <u32>size)) return writeQuotedFormula(to, text, size);
  if (ASC_FEATURE_SIMD) {
    const quotes = i8x16.splat(<i8>QUOTE);
    const others = i8x16.splat(<i8>sourceQuote);
    const delimiters = i8x16.splat(<i8>delimiter);
    const feeds = i8x16.splat(<i8>LF);
    const returns = i8x16.splat(<i8>CR);
    // As if quotes were needed; if not, the text is moved by one.
    let isPlain = !quoteAll;
    let hasQuotes = false;
    for (let from: usize = 0; from < size; from += 16) {
      const step = v128.load(text + from);
      v128.store(to + 1 + from, step);
      const rest = size - from;
      const mask: u32 = rest < 16 ? ((<u32>1) << <u32>rest) - 1 : 0xffff;
      const marks = <u32>i8x16.bitmask(v128.or(i8x16.eq(step, quotes), i8x16.eq(step, others))) & mask;
      if (marks !== 0) {
        hasQuotes = true;
        break;
      }
      if (!isPlain) continue;
      const cuts = <u32>i8x16.bitmask(v128.or(i8x16.eq(step, delimiters), v128.or(i8x16.eq(step, feeds), i8x16.eq(step, returns))));
      isPlain = (cuts & mask) === 0;
    }
    if (!hasQuotes) {
      if (isPlain) {
        copyText(to, text, size);
        return to + size;
      }
      store<u8>(to, QUOTE);
      store<u8>(to + 1 + size, QUOTE);
      return to + size + 2;
    }
  }
  return requote(to, text, size);
}

/** The same for whatever there may be in it. */
function requote(to: usize, text: usize, size: usize): usize {
  let needsQuotes = quoteAll;
  for (let from: usize = 0; !needsQuotes && from < size; from += 1) {
    const byte = <u32>load<u8>(text + from);
    needsQuotes = byte === QUOTE || byte === delimiter || byte === LF || byte === CR;
  }
  let at = to;
  if (needsQuotes) {
    store<u8>(at, QUOTE);
    at += 1;
  }
  let from: usize = 0;
  while (from < size) {
    if (ASC_FEATURE_SIMD) {
      const step = v128.load(text + from);
      v128.store(at, step);
      const found = <u32>i8x16.bitmask(v128.or(i8x16.eq(step, i8x16.splat(<i8>QUOTE)), i8x16.eq(step, i8x16.splat(<i8>sourceQuote))));
      const rest = min<usize>(size - from, 16);
      const before = found === 0 ? rest : min<usize>(ctz(found), rest);
      at += before;
      from += before;
      if (before === rest) continue;
    }
    const byte = <u32>load<u8>(text + from);
    store<u8>(at, byte);
    at += 1;
    from += 1;
    if (byte === sourceQuote && from < size && <u32>load<u8>(text + from) === byte) from += 1;
    if (byte === QUOTE) {
      store<u8>(at, QUOTE);
      at += 1;
    }
  }
  if (needsQuotes) {
    store<u8>(at, QUOTE);
    at += 1;
  }
  return at;
}

/** With the apostrophe inside of the quotes, if there are any. */
function writeQuotedFormula(to: usize, text: usize, size: usize): usize {
  const end = requote(to + 1, text, size);
  if (end > to + 1 && <u32>load<u8>(to + 1) === QUOTE) store<u16>(to, 0x2722);
  else store<u8>(to, 0x27);
  return end;
}
