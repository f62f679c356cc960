// The block that is indexed, its index, and what was found in it. A block starts at the start of a record.

/** Bits 0 to 27 of an entry: the offset of the byte after the field's last one. */
export const OFFSET_BITS: u32 = 0x0fff_ffff;
/** The line end after the field has two bytes. */
export const CRLF: u32 = 1 << 28;
/** The field has bytes that are not ASCII. */
export const NON_ASCII: u32 = 1 << 29;
/** The field starts and ends with the quote: its text is what lies between, unescaped. */
export const QUOTED: u32 = 1 << 30;
/** The field is the last one of its record. */
export const ENDS_ROW: u32 = 1 << 31;

// Kinds of repairs. src/formats/delimited/structural-index.ts has the same numbers.
/** Text follows a closing quote, or a quote inside quotes is not doubled. */
export const MALFORMED_QUOTES: u32 = 1;
export const UNCLOSED_QUOTE: u32 = 2;
/** A quote in the middle of a cell without quotes. Nothing was changed. */
export const STRAY_QUOTE: u32 = 3;
/** Blanks between a delimiter and a quote, left out. */
export const BLANKS_AROUND_QUOTES: u32 = 4;
/** A comment line, left out: a blank line stands in its place. */
export const COMMENT_LINE: u32 = 5;
/** More cells than `maxCells`: the rest of the record is one cell. */
export const TOO_MANY_CELLS: u32 = 6;
/** The end-of-file sign of DOS at the end of the file, left out. */
export const END_OF_FILE_SIGN: u32 = 7;
/** A byte that is not UTF-8, or U+FFFD. */
export const INVALID_BYTES: u32 = 8;

/** The block's bytes. At least `PADDING` more may be read, and are not looked at. */
export let bytes: usize = 0;
/** Bytes after the block that belong to it, for loads that reach over its end. */
export const PADDING: usize = 128;
/** The index: an u32 for each field. */
export let entries: usize = 0;
let entryCapacity: i32 = 0;
export let entriesEnd: usize = 0;

/** Where the next entry goes. */
export let out: usize = 0;
/** Where the next record is read from, and where its text is put: less, once something was left out before it. */
export let readAt: i32 = 0;
export let writeAt: i32 = 0;

/** How many fields the last complete record has. 0 before the first. */
export let previousWidth: i32 = 0;
/** How many records are in the index. */
export let rows: i32 = 0;
/** How many line breaks these records have inside quotes. */
export let quotedBreaks: i32 = 0;
/**
 * How many bytes were left out before each row, from `firstShifted` on: an i32 for each row of the block. Kept only after `keepShifts`, for a
 * caller that names the place of single rows.
 */
export let shifts: usize = 0;
let shiftRoom: i32 = 0;
let keepsShifts: bool = false;
/** The first row that does not lie where it was read, or -1. */
export let firstShifted: i32 = -1;
export let hasNonAscii: bool = false;
/** Whether there may be a field that is quoted. */
export let hasQuoted: bool = false;

/**
 * What was repaired, five u32 in 32 bytes: row and line (from 0, in the block), offset (in the block as it was read), kind,
 * and how often the record has it.
 */
export let repairs: usize = 0;
export let repairCount: i32 = 0;
const REPAIR_CAPACITY: i32 = 1024;
/** At most one of each kind. */
const REPAIRS_PER_RECORD: i32 = 8;

/** Says where the block and its index are. Both are the host's; a block may move between two calls. */
export function setBlock(ofBytes: usize, ofEntries: usize, capacity: i32): void {
  bytes = ofBytes;
  entries = ofEntries;
  entryCapacity = capacity;
  entriesEnd = ofEntries + ((<usize>capacity) << 2);
  if (repairs == 0) repairs = heap.alloc((<usize>REPAIR_CAPACITY) << 5);
}

/** Forgets what was found in the block before. */
export function clearBlock(): void {
  out = entries;
  readAt = 0;
  writeAt = 0;
  repairCount = 0;
  rows = 0;
  quotedBreaks = 0;
  firstShifted = -1;
  hasNonAscii = false;
  hasQuoted = false;
}

/** Puts the end of what is indexed: behind a record. */
export function setEnd(read: i32, write: i32, pointer: usize): void {
  readAt = read;
  writeAt = write;
  out = pointer;
}

/** Says whether shifts are kept from now on. */
export function keepShifts(keeps: bool): void {
  keepsShifts = keeps;
}

/** Notes that a row is read at `read` and put to `write`. */
export function noteShift(row: i32, read: i32, write: i32): void {
  if (!keepsShifts || read === write) return;
  if (shiftRoom < entryCapacity) {
    if (shifts) heap.free(shifts);
    shifts = heap.alloc((<usize>entryCapacity) << 2);
    shiftRoom = entryCapacity;
  }
  if (firstShifted < 0) firstShifted = row;
  store<i32>(shifts + ((<usize>row) << 2), read - write);
}

export function countRows(more: i32, breaks: i32): void {
  rows += more;
  quotedBreaks += breaks;
}

/** Remembers how wide the last record in the index is. */
export function rememberWidth(): void {
  if (out == entries) return;
  let at = out - 4;
  while (at > entries && (load<u32>(at - 4) & ENDS_ROW) == 0) at -= 4;
  previousWidth = <i32>((out - at) >> 2);
}

/** Says how wide the record before the next one is; 0 if there is none. */
export function setWidth(width: i32): void {
  previousWidth = width;
}

export function noteNonAscii(): void {
  hasNonAscii = true;
}

export function noteQuoted(): void {
  hasQuoted = true;
}

/** Whether one more record may add its repairs. */
export function hasRoomForRepairs(): bool {
  return repairCount + REPAIRS_PER_RECORD <= REPAIR_CAPACITY;
}

export function addRepair(row: i32, line: i32, offset: i32, kind: u32, count: i32): void {
  const at = repairs + ((<usize>repairCount) << 5);
  store<u32>(at, row);
  store<u32>(at, line, 4);
  store<u32>(at, offset, 8);
  store<u32>(at, kind, 12);
  store<u32>(at, count, 16);
  repairCount += 1;
}
