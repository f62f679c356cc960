// Finds where fields and records end, 64 bytes a step. The idea is simdjson's (Langdale and Lemire, "Parsing gigabytes of JSON
// per second", 2019): a byte becomes a bit of a mask, and a running xor over the quotes' mask tells what lies inside quotes.
//
// That is exact as long as each opening quote follows a delimiter or a line end, and each closing one is followed by one. The
// same masks show where this is not so; the record is then read by the state machine of lenient.ts, and so is every record of a
// dialect with more than one-byte signs.

import {
  CRLF,
  ENDS_ROW,
  NON_ASCII,
  OFFSET_BITS,
  QUOTED,
  END_OF_FILE_SIGN,
  addRepair,
  bytes,
  clearBlock,
  countRows,
  entries,
  entriesEnd,
  hasRoomForRepairs,
  noteNonAscii,
  noteQuoted,
  out,
  quotedBreaks,
  readAt,
  rememberWidth,
  rows,
  setEnd,
  writeAt,
} from "./block";
import { NONE, delimiter, isPlain, maxCells, maxRecordBytes, quote } from "./dialect";
import { RECORD_COMPLETE, RECORD_TOO_LARGE, lenientRecord } from "./lenient";

const LF: i32 = 0x0a;
const CR: i32 = 0x0d;
const CTRL_Z: i32 = 0x1a;

/** All of the block is indexed that can be: what is left is part of a record whose end is yet to come. */
export const BLOCK_DONE: i32 = 0;
/** The index is full. Records are left: call again once what is indexed was dropped. */
export const BLOCK_FULL: i32 = 1;
/** The record after what is indexed is longer than `maxRecordBytes`. */
export const BLOCK_TOO_LARGE: i32 = 2;

/**
 * Indexes a block that starts at the start of a record. Afterwards `entries` to `out` are the fields of the complete records,
 * and `readAt` is where the block's rest starts.
 *
 * @param length - how many bytes the block has
 * @param last - whether the end of the block is the end of the file
 */
export function indexBlock(length: i32, last: bool): i32 {
  clearBlock();
  const end = last ? withoutEndOfFileSigns(length) : length;
  memory.fill(bytes + end, 0, 128);
  let status = BLOCK_DONE;
  let plain = isPlain;
  while (readAt < end) {
    // Where something was left out, text has moved: the rest of the block is for the state machine.
    if (ASC_FEATURE_SIMD) {
      if (plain && readAt == writeAt) {
        const from = out;
        const found = plainRecords(end, last);
        plain = keepsBounds(from, end);
        rememberWidth();
        if (plain && found != RECORD_NEXT) {
          status = found;
          break;
        }
        if (readAt >= end) break;
      }
    }
    if (!hasRoomForRepairs() || out + ((<usize>(maxCells + 1)) << 2) > entriesEnd) {
      status = BLOCK_FULL;
      break;
    }
    const done = lenientRecord(end, last);
    if (done == RECORD_TOO_LARGE) status = BLOCK_TOO_LARGE;
    if (done != RECORD_COMPLETE) break;
  }
  if (last && readAt >= end && end < length) {
    addRepair(rows, rows + quotedBreaks, end, END_OF_FILE_SIGN, length - end);
    setEnd(length, writeAt, out);
  }
  return status;
}

/** The end of the text before the end-of-file signs that DOS and CP/M left. */
function withoutEndOfFileSigns(length: i32): i32 {
  while (length > 0 && load<u8>(bytes + length - 1) == CTRL_Z) length -= 1;
  return length;
}

/** The next record is one for the state machine. */
const RECORD_NEXT: i32 = -1;

/** Indexes well-formed records from `readAt` on. */
function plainRecords(length: i32, last: bool): i32 {
  // Whether a CR or a quote is what it seems shows at the byte after it, so the last byte waits for it.
  const limit = last || <i32>load<u8>(bytes + length - 1) == LF ? length : length - 1;
  const quotes = i8x16.splat(<i8>quote);
  const delimiters = i8x16.splat(<i8>(delimiter == NONE ? LF : delimiter));
  const lineFeeds = i8x16.splat(<i8>LF);
  const returns = i8x16.splat(<i8>CR);
  let position = readAt;
  let to = out;
  /** Where the record starts, and where its entries do. */
  let recordAt = position;
  let recordOut = to;
  let recordBreaks: i32 = 0;
  let found: i32 = 0;
  let breaks: i32 = 0;
  /** All ones within quotes. */
  let inside: u64 = 0;
  /** Bit 0: what the byte before was. */
  let mayOpen: u64 = 1;
  let afterReturn: u64 = 0;
  /** Whether the field that goes on from the step before had such a byte. */
  let fieldHigh: u64 = 0;
  let fieldQuote: u64 = 0;
  let anyHigh: u64 = 0;
  let anyMark: u64 = 0;
  let status = BLOCK_DONE;

  while (position < limit) {
    if (to + 256 > entriesEnd) {
      status = found == 0 ? RECORD_NEXT : BLOCK_FULL;
      break;
    }
    const at = bytes + position;
    const v0 = v128.load(at);
    const v1 = v128.load(at, 16);
    const v2 = v128.load(at, 32);
    const v3 = v128.load(at, 48);
    const r0 = i8x16.eq(v0, returns);
    const r1 = i8x16.eq(v1, returns);
    const r2 = i8x16.eq(v2, returns);
    const r3 = i8x16.eq(v3, returns);
    const n0 = v128.or(i8x16.eq(v0, lineFeeds), r0);
    const n1 = v128.or(i8x16.eq(v1, lineFeeds), r1);
    const n2 = v128.or(i8x16.eq(v2, lineFeeds), r2);
    const n3 = v128.or(i8x16.eq(v3, lineFeeds), r3);
    let ends = bits(n0, n1, n2, n3);
    let cuts = bits(
      v128.or(n0, i8x16.eq(v0, delimiters)),
      v128.or(n1, i8x16.eq(v1, delimiters)),
      v128.or(n2, i8x16.eq(v2, delimiters)),
      v128.or(n3, i8x16.eq(v3, delimiters)),
    );
    const allCuts = cuts;
    let high = bits(v0, v1, v2, v3);
    let marks: u64 = 0;
    if (quote != NONE) {
      marks = bits(i8x16.eq(v0, quotes), i8x16.eq(v1, quotes), i8x16.eq(v2, quotes), i8x16.eq(v3, quotes));
    }
    const rest = limit - position;
    const valid: u64 = rest < 64 ? ((<u64>1) << rest) - 1 : -1;

    let crlf: u64 = 0;
    if (v128.any_true(v128.or(v128.or(r0, r1), v128.or(r2, r3)))) {
      const isReturn = bits(r0, r1, r2, r3);
      const isFeed = ends & ~isReturn;
      crlf = isReturn & ((isFeed >> 1) | ((<u64>(load<u8>(at, 64) == LF)) << 63));
      // The LF of a CRLF ends nothing.
      const second = (crlf << 1) | afterReturn;
      ends &= ~second;
      cuts &= ~second;
      afterReturn = crlf >> 63;
    } else if (afterReturn) {
      ends &= ~1;
      cuts &= ~1;
      afterReturn = 0;
    }

    let bad: u64 = 0;
    let quotedEnds: u64 = 0;
    if ((marks & valid) | inside) {
      let within = marks & valid;
      within ^= within << 1;
      within ^= within << 2;
      within ^= within << 4;
      within ^= within << 8;
      within ^= within << 16;
      within ^= within << 32;
      within ^= inside;
      const next = <i32>load<u8>(at, 64);
      const isAround = next == LF || next == CR || (next == delimiter && delimiter != NONE) || next == quote;
      let mayClose = ((allCuts | marks) >> 1) | ((<u64>isAround) << 63);
      if (last && rest <= 64) mayClose |= (<u64>1) << (rest - 1);
      const badOpening = marks & within & ~((((allCuts & ~within) | marks) << 1) | mayOpen);
      const badClosing = marks & ~within & ~mayClose;
      bad = (badOpening | badClosing) & valid;
      quotedEnds = ends & within & valid;
      if (quotedEnds) breaks += <i32>popcnt(quotedEnds);
      mayOpen = ((allCuts & ~within) | marks) >> 63;
      inside = within >> 63 ? -1 : 0;
      cuts &= ~within;
      ends &= ~within;
    } else mayOpen = allCuts >> 63;
    const known = bad ? valid & ((bad & -bad) - 1) : valid;
    cuts &= known;
    ends &= known;
    high &= known;
    marks &= known;
    anyHigh |= high;
    anyMark |= marks;

    let left = cuts;
    if (high | marks | crlf | fieldHigh | fieldQuote) {
      while (left) {
        const bit = left & -left;
        const index = ctz(left);
        const before = bit - 1;
        store<u32>(
          to,
          <u32>(position + <i32>index) |
            ((<u32>(ends >> index)) << 31) |
            ((<u32>((crlf >> index) & 1)) << 28) |
            ((<u32>(((high & before) | fieldHigh) != 0)) << 29) |
            ((<u32>(((marks & before) | fieldQuote) != 0)) << 30),
        );
        to += 4;
        high &= ~before;
        marks &= ~before;
        fieldHigh = 0;
        fieldQuote = 0;
        left &= left - 1;
      }
      fieldHigh |= high;
      fieldQuote |= marks;
    } else {
      while (left) {
        const index = ctz(left);
        store<u32>(to, <u32>(position + <i32>index) | ((<u32>(ends >> index)) << 31));
        to += 4;
        left &= left - 1;
      }
    }
    if (ends) {
      const lastEnd = 63 - clz(ends);
      found += <i32>popcnt(ends);
      recordAt = position + <i32>lastEnd + 1 + <i32>((crlf >> lastEnd) & 1);
      recordOut = to - ((<usize>popcnt((cuts >> lastEnd) >> 1)) << 2);
      recordBreaks = breaks - <i32>popcnt((quotedEnds >> lastEnd) >> 1);
    }
    if (bad) {
      status = RECORD_NEXT;
      break;
    }
    position += 64;
  }

  if (status == BLOCK_DONE) {
    if (!last) {
      if (limit - recordAt > maxRecordBytes) status = RECORD_NEXT;
    } else if (inside) status = RECORD_NEXT;
    else if (recordAt < length) {
      store<u32>(to, <u32>length | ENDS_ROW | (fieldHigh ? NON_ASCII : 0) | (fieldQuote ? QUOTED : 0));
      found += 1;
      recordAt = length;
      recordOut = to + 4;
      recordBreaks = breaks;
    }
  }
  if (anyHigh) noteNonAscii();
  if (anyMark) noteQuoted();
  countRows(found, recordBreaks);
  setEnd(recordAt, recordAt, recordOut);
  return status;
}

/** One bit for each of 64 bytes: its highest. */
function bits(v0: v128, v1: v128, v2: v128, v3: v128): u64 {
  return (
    <u64>(<u32>i8x16.bitmask(v0)) |
    ((<u64>(<u32>i8x16.bitmask(v1))) << 16) |
    ((<u64>(<u32>i8x16.bitmask(v2))) << 32) |
    ((<u64>(<u32>i8x16.bitmask(v3))) << 48)
  );
}

/**
 * Whether the records from an entry on have no more than `maxCells` cells and `maxRecordBytes` bytes. Otherwise the first that
 * has more, and all after it, are taken out of the index.
 */
function keepsBounds(from: usize, length: i32): bool {
  let record = from;
  const step = (<usize>maxCells) << 2;
  // From the start of each record as far as it may go, then back to the last record that ends there.
  while (out - record > step) {
    let at = record + step - 4;
    while (at >= record && (load<u32>(at) & ENDS_ROW) == 0) at -= 4;
    if (at < record) return dropFrom(record);
    record = at + 4;
  }
  if (length <= maxRecordBytes) return true;
  record = from;
  let start = startOf(from);
  for (let at = from; at < out; at += 4) {
    const entry = load<u32>(at);
    if ((entry & ENDS_ROW) == 0) continue;
    const end = <i32>(entry & OFFSET_BITS);
    if (end - start > maxRecordBytes) return dropFrom(record);
    start = end + 1 + (entry & CRLF ? 1 : 0);
    record = at + 4;
  }
  return true;
}

function startOf(record: usize): i32 {
  if (record == entries) return 0;
  const before = load<u32>(record - 4);
  return <i32>(before & OFFSET_BITS) + 1 + (before & CRLF ? 1 : 0);
}

function dropFrom(record: usize): bool {
  const start = startOf(record);
  let dropped = 0;
  for (let at = record; at < out; at += 4) {
    if (load<u32>(at) & ENDS_ROW) dropped += 1;
  }
  // The last record of a file may have no line break of its own.
  const breaks = countLineBreaks(start, readAt) - dropped;
  countRows(-dropped, -max(breaks, 0));
  setEnd(start, start, record);
  return false;
}

function countLineBreaks(from: i32, to: i32): i32 {
  let count = 0;
  for (let at = bytes + from; at < bytes + to; at += 1) {
    const byte = <i32>load<u8>(at);
    if (byte == LF || (byte == CR && load<u8>(at, 1) != LF)) count += 1;
  }
  return count;
}
