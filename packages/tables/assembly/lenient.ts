// Reads one record byte by byte: of dialects that the SIMD pass does not know, and where quotes are malformed. It looks first and
// changes nothing, so that a record whose end has not come yet is simply read again; then it puts the fields into the index,
// and moves their bytes together where something between them was left out.
//
// What it makes of malformed quotes:
// * A quote within quotes that no delimiter, line end or quote follows is a character like others, if a proper closing quote
//   comes in the same line (`"He said "hi" to me",`), or once the field has a line break.
// * If none comes, the cell is plain from there on, and kept as it stands (`"7" pipe,`).
// * If the first such quote looks like the opening quote of a later cell, the first one was never closed. So it is at the end of the file, and where
//   a record gets too long. If a pair of quotes before a delimiter or the line end follows in its line, that pair is a character and the closing quote
//   (`"pipe 7"",`). Otherwise its cell is plain and kept as it stands, the quote with it; it ends with its line if it is the last
//   one of its row (as the row before has it), else before the next delimiter. So no later line is lost.
// Why an unclosed quote costs no more than one look ahead to the bound: a later line that leaves a quote open starts it where
// it looks like an opening one, and there the look ahead ends.

import {
  BLANKS_AROUND_QUOTES,
  COMMENT_LINE,
  CRLF,
  ENDS_ROW,
  MALFORMED_QUOTES,
  NON_ASCII,
  QUOTED,
  STRAY_QUOTE,
  TOO_MANY_CELLS,
  UNCLOSED_QUOTE,
  addRepair,
  bytes,
  countRows,
  noteNonAscii,
  noteQuoted,
  noteShift,
  out,
  previousWidth,
  quotedBreaks,
  readAt,
  rows,
  setEnd,
  setWidth,
  writeAt,
} from "./block";
import {
  NONE,
  commentBytes,
  commentLength,
  delimiterBytes,
  delimiterLength,
  delimiterRuns,
  escape,
  maxCells,
  maxRecordBytes,
  quote,
  trimStart,
} from "./dialect";

const LF: i32 = 0x0a;
const CR: i32 = 0x0d;
const SPACE: i32 = 0x20;
const TAB: i32 = 0x09;
/** What stands behind the last byte. */
const END: i32 = -1;

export const RECORD_COMPLETE: i32 = 0;
/** The block ends before the record does. */
export const RECORD_INCOMPLETE: i32 = 1;
export const RECORD_TOO_LARGE: i32 = 2;

/** The fields of the record: start, end and flags, an u32 each. */
let fields: usize = 0;
let fieldsRoom: i32 = 0;
let fieldCount: i32 = 0;

let length: i32 = 0;
/** The first byte that can not be part of the record any more. */
let stop: i32 = 0;
/** Whether the byte behind the block was asked for. */
let starved: bool = false;
let tooLarge: bool = false;
/** Line breaks inside quotes, in the record. */
let breaks: i32 = 0;

/** Where and how often the record has each kind of repair. */
const KINDS: i32 = 8;
let isNoted: bool = false;
const kindCounts: usize = memory.data(32, 4);
const kindOffsets: usize = memory.data(32, 4);
const kindLines: usize = memory.data(32, 4);

/** Reads the record at `readAt` and adds it to the index. */
export function lenientRecord(blockLength: i32, last: bool): i32 {
  const start = readAt;
  length = blockLength;
  stop = <i32>min(<i64>blockLength, <i64>start + maxRecordBytes + 1);
  starved = false;
  tooLarge = false;
  breaks = 0;
  fieldCount = 0;
  if (isNoted) memory.fill(kindCounts, 0, 32);
  isNoted = false;
  if (fieldsRoom < maxCells + 1) {
    if (fields) heap.free(fields);
    fieldsRoom = maxCells + 1;
    fields = heap.alloc(<usize>fieldsRoom * 12);
  }

  const at = parse(start);
  const lineEnd = lineEndAt(at);
  if (starved && !last) return RECORD_INCOMPLETE;
  if (tooLarge) return RECORD_TOO_LARGE;
  finish(at, lineEnd);
  return RECORD_COMPLETE;
}

/** Answers where the record ends: at its line end, or at the end of the block. */
function parse(start: i32): i32 {
  if (commentLength > 0 && startsComment(start)) {
    note(COMMENT_LINE, start);
    addField(start, start, 0);
    return plainEnd(start, false);
  }
  let at = start;
  if (delimiterRuns) at += delimiterAt(at);
  while (true) {
    at = parseField(at);
    if (tooLarge || (starved && at >= length)) return at;
    const skip = delimiterAt(at);
    if (skip == 0) return at;
    at += skip;
    if (delimiterRuns && endsLine(at)) return at;
  }
}

/** Answers what follows the field: a delimiter or the end of the record. */
function parseField(from: i32): i32 {
  let at = from;
  while (isBlank(byteAt(at))) at += 1;
  if (quote != NONE && byteAt(at) == quote) {
    if (at == from || trimStart) return parseQuoted(at);
    const end = quotedWithinLine(at);
    if (end >= 0) {
      note(BLANKS_AROUND_QUOTES, from);
      addField(at, end, QUOTED | highBits(at, end));
      return afterBlanks(end);
    }
  }
  return parsePlain(trimStart ? at : from);
}

function parsePlain(from: i32): i32 {
  const end = plainEnd(from, true);
  addField(from, end, plainFlags);
  return end;
}

/** A flag of `fields` only: the field has escapes, which are left out when it is put into the index. */
const ESCAPED: u32 = 1;
let plainFlags: u32 = 0;

/** The next delimiter, if that counts, or line end. */
function plainEnd(from: i32, cut: bool): i32 {
  const first = cut && delimiterLength > 0 ? <i32>load<u8>(delimiterBytes) : NONE;
  const escaping = cut && quote == NONE ? escape : NONE;
  let high: i32 = 0;
  let escapes: u32 = 0;
  let at = from;
  while (true) {
    if (at >= stop) {
      starved = starved || at >= length;
      tooLarge = tooLarge || isBeyondBound(at);
      break;
    }
    const byte = <i32>load<u8>(bytes + at);
    if (byte == first) {
      if (delimiterLength == 1 || delimiterAt(at) > 0) break;
    } else if (byte == LF || byte == CR) break;
    else if (byte == quote && cut) note(STRAY_QUOTE, at);
    else if (byte == escaping && isEscapable(at + 1)) {
      escapes = ESCAPED;
      at += 1;
      if (at >= stop) continue;
      high |= <i32>load<u8>(bytes + at);
    }
    high |= byte;
    at += 1;
  }
  plainFlags = escapes | (high & 0x80 ? NON_ASCII : 0);
  return at;
}

function parseQuoted(opening: i32): i32 {
  let at = opening + 1;
  let high: i32 = 0;
  let fieldBreaks = 0;
  /** The first quote that is neither doubled nor closes. */
  let stray = NONE;
  while (true) {
    if (at >= stop) {
      if (at >= length) starved = true;
      return parseUnclosed(opening);
    }
    const byte = <i32>load<u8>(bytes + at);
    high |= byte;
    if (byte == quote) {
      const next = byteAt(at + 1);
      // Also where a backslash is the escape: some files have both.
      if (next == quote) {
        at += 2;
        continue;
      }
      const end = at + 1;
      if (endsField(end)) return closeQuoted(opening, end, end, high, fieldBreaks, stray);
      const blanks = afterBlanks(end);
      if (blanks > end && endsField(blanks)) {
        note(BLANKS_AROUND_QUOTES, end);
        return closeQuoted(opening, end, blanks, high, fieldBreaks, stray);
      }
      if (looksLikeOpening(opening, at)) {
        return stray != NONE && fieldBreaks == 0 ? parseMalformed(opening, stray) : parseUnclosed(opening);
      }
      if (stray == NONE) stray = at;
      at += 1;
    } else if (byte == escape && escape != quote) {
      const next = byteAt(at + 1);
      at += next == quote || next == escape ? 2 : 1;
    } else if (byte == LF || byte == CR) {
      if (stray != NONE && fieldBreaks == 0) return parseMalformed(opening, stray);
      fieldBreaks += 1;
      at += lineEndAt(at);
    } else at += 1;
  }
}

function closeQuoted(opening: i32, end: i32, after: i32, high: i32, fieldBreaks: i32, stray: i32): i32 {
  if (stray != NONE) note(MALFORMED_QUOTES, stray);
  breaks += fieldBreaks;
  addField(opening, end, QUOTED | (high & 0x80 ? NON_ASCII : 0));
  return after;
}

/** The cell is plain from the stray quote on, and kept as it stands: a delimiter before that was quoted. */
function parseMalformed(opening: i32, stray: i32): i32 {
  note(MALFORMED_QUOTES, stray);
  const end = plainEndAfter(stray, true);
  addField(opening, end, highBits(opening, end));
  return end;
}

function parseUnclosed(opening: i32): i32 {
  const closed = closingPair(opening);
  if (closed != NONE) {
    note(MALFORMED_QUOTES, closed - 2);
    addField(opening, closed, QUOTED | highBits(opening, closed));
    return closed;
  }
  note(UNCLOSED_QUOTE, opening);
  const end = plainEndAfter(opening, fieldCount + 1 != previousWidth);
  addField(opening, end, plainFlags);
  return end;
}

/**
 * Where the first pair of quotes before a delimiter or the line end closes the cell, if no single quote stands before it; else NONE. The first quote
 * of the pair is a character: `"pipe 7"",`.
 */
function closingPair(opening: i32): i32 {
  if (escape != quote) return NONE;
  for (let at = opening + 1; at < stop; at += 1) {
    const byte = <i32>load<u8>(bytes + at);
    if (byte == LF || byte == CR) return NONE;
    if (byte != quote) continue;
    if (byteAt(at + 1) != quote) return NONE;
    if (endsField(at + 2)) return at + 2;
    at += 1;
  }
  return NONE;
}

/** Where a cell ends after a quote that is noted already, as are the others in it. */
function plainEndAfter(quoteAt: i32, cut: bool): i32 {
  const strays = kindCounts + ((<usize>(STRAY_QUOTE - 1)) << 2);
  const counted = load<u32>(strays);
  const end = plainEnd(quoteAt + 1, cut);
  store<u32>(strays, counted);
  return end;
}

/** Where a well-formed quoted cell after blanks ends, in the line where it starts; else -1. */
function quotedWithinLine(opening: i32): i32 {
  let at = opening + 1;
  while (at < stop) {
    const byte = <i32>load<u8>(bytes + at);
    if (byte == LF || byte == CR) return -1;
    if (byte == quote) {
      if (byteAt(at + 1) != quote) return endsField(afterBlanks(at + 1)) ? at + 1 : -1;
      at += 2;
    } else if (byte == escape && escape != quote) {
      const next = byteAt(at + 1);
      at += next == quote || next == escape ? 2 : 1;
    } else at += 1;
  }
  if (at >= length) starved = true;
  return -1;
}

/** Whether a quote within quotes stands where one would open: after a delimiter or a line end. */
function looksLikeOpening(opening: i32, quoteAt: i32): bool {
  let at = quoteAt;
  while (at > opening + 1 && <i32>load<u8>(bytes + at - 1) == quote) at -= 1;
  if (trimStart) while (at > opening + 1 && isBlank(<i32>load<u8>(bytes + at - 1))) at -= 1;
  if (at == opening + 1) return false;
  const before = <i32>load<u8>(bytes + at - 1);
  if (before == LF || before == CR) return true;
  return delimiterLength > 0 && at - delimiterLength > opening && delimiterAt(at - delimiterLength) > 0;
}

/** Puts the record into the index. */
function finish(at: i32, lineEnd: i32): void {
  const row = rows;
  const line = rows + quotedBreaks;
  noteShift(row, readAt, writeAt);
  let to = writeAt;
  let entry = out;
  let high: u32 = 0;
  for (let index = 0; index < fieldCount; index += 1) {
    const field = fields + <usize>index * 12;
    const from = load<u32>(field);
    const size = load<u32>(field, 4) - from;
    const flags = load<u32>(field, 8);
    if (flags & ESCAPED) to += copyUnescaped(to, from, size);
    else {
      if (<i32>from != to) memory.copy(bytes + to, bytes + from, size);
      to += size;
    }
    high |= flags;
    store<u32>(entry, <u32>to | (flags & ~ESCAPED));
    entry += 4;
    // What is between two fields may be half of a character, of a delimiter or of what has moved.
    if (load<u8>(bytes + to) & 0x80) store<u8>(bytes + to, SPACE);
    to += 1;
  }
  store<u32>(entry - 4, load<u32>(entry - 4) | ENDS_ROW | (lineEnd == 2 ? CRLF : 0));
  if (lineEnd == 2) to += 1;
  if (high & NON_ASCII) noteNonAscii();
  if (high & QUOTED) noteQuoted();
  for (let kind = 0; isNoted && kind < KINDS; kind += 1) {
    const count = load<u32>(kindCounts + ((<usize>kind) << 2));
    if (count == 0) continue;
    addRepair(row, line + load<u32>(kindLines + ((<usize>kind) << 2)), load<u32>(kindOffsets + ((<usize>kind) << 2)), kind + 1, count);
  }
  countRows(1, breaks);
  setEnd(at + lineEnd, to, entry);
  setWidth(fieldCount);
}

/** Moves a field without its escapes, and answers how long it is then. */
function copyUnescaped(to: i32, from: i32, size: i32): i32 {
  let target = to;
  for (let at = from; at < from + size; at += 1) {
    if (<i32>load<u8>(bytes + at) == escape && at + 1 < from + size && isEscapable(at + 1)) at += 1;
    store<u8>(bytes + target, load<u8>(bytes + at));
    target += 1;
  }
  return target - to;
}

/** Whether an escape before this place is one: before another escape, a delimiter or a line end. */
function isEscapable(at: i32): bool {
  const byte = byteAt(at);
  return byte == escape || byte == LF || byte == CR || delimiterAt(at) > 0;
}

function addField(from: i32, end: i32, flags: u32): void {
  if (fieldCount <= maxCells) {
    const field = fields + <usize>fieldCount * 12;
    store<u32>(field, from);
    store<u32>(field, end, 4);
    store<u32>(field, flags, 8);
    fieldCount += 1;
    if (fieldCount == maxCells + 1) note(TOO_MANY_CELLS, from);
    return;
  }
  // All that is too much is one cell, as it stands.
  const field = fields + <usize>maxCells * 12;
  store<u32>(field, end, 4);
  store<u32>(field, (load<u32>(field, 8) | flags) & NON_ASCII, 8);
  note(TOO_MANY_CELLS, from);
}

function note(kind: u32, offset: i32): void {
  const at = (<usize>(kind - 1)) << 2;
  const count = load<u32>(kindCounts + at);
  isNoted = true;
  store<u32>(kindCounts + at, count + 1);
  if (count > 0) return;
  store<u32>(kindOffsets + at, offset);
  store<u32>(kindLines + at, breaks);
}

function byteAt(at: i32): i32 {
  if (at < length) return <i32>load<u8>(bytes + at);
  starved = true;
  return END;
}

/** How long the delimiter at a place is; 0 if there is none. */
function delimiterAt(at: i32): i32 {
  if (delimiterLength == 0) return 0;
  let size = 0;
  do {
    for (let index = 0; index < delimiterLength; index += 1) {
      if (byteAt(at + size + index) != <i32>load<u8>(delimiterBytes + index)) return size;
    }
    size += delimiterLength;
  } while (delimiterRuns);
  return size;
}

function lineEndAt(at: i32): i32 {
  const byte = byteAt(at);
  if (byte == LF) return 1;
  if (byte != CR) return 0;
  return byteAt(at + 1) == LF ? 2 : 1;
}

function endsLine(at: i32): bool {
  const byte = byteAt(at);
  return byte == LF || byte == CR || byte == END;
}

function endsField(at: i32): bool {
  return endsLine(at) || delimiterAt(at) > 0;
}

function afterBlanks(at: i32): i32 {
  while (isBlank(byteAt(at))) at += 1;
  return at;
}

/** A space or a tab that parts no cells. */
function isBlank(byte: i32): bool {
  if (byte != SPACE && byte != TAB) return false;
  return delimiterLength == 0 || byte != <i32>load<u8>(delimiterBytes);
}

function startsComment(at: i32): bool {
  for (let index = 0; index < commentLength; index += 1) {
    if (byteAt(at + index) != <i32>load<u8>(commentBytes + index)) return false;
  }
  return true;
}

function isBeyondBound(at: i32): bool {
  return at - readAt > maxRecordBytes;
}

function highBits(from: i32, end: i32): u32 {
  for (let at = from; at < end; at += 1) {
    if (load<u8>(bytes + at) & 0x80) return NON_ASCII;
  }
  return 0;
}
