import { NON_ASCII, OFFSET_BITS, QUOTED } from "../block";
import { hashCell, hashShort } from "../values/bytes";
import { addQuotedEmpty } from "./cells";
import { Column } from "./column";
import { reserve } from "./memory";
import { firstQuote, unescape } from "./unescape";

// The cells of one column in the rows of a chunk, gathered: where the text of each is, without its quotes. The loops over them
// (runs.ts, table-run.ts) then need to know nothing of rows, of the index, or of quotes.

/** What is known of a row of the chunk: its first entry, its first byte, its fields, and its number after the first row of the block. */
@unmanaged
export class RowRecord {
  entry: u32;
  start: u32;
  width: u32;
  number: u32;
}
export const ROW_BYTES: usize = 16;

/** Four u32 for each cell that is not empty: see `Cell`. */
export let cells: usize = 0;
export const CELL_BYTES: usize = 16;
/** How many bytes the gathered cells have at most, quotes included. */
let longest: u32 = 0;
/** How many cells are empty, or missing, and no pair of quotes. */
export let emptyCells: u32 = 0;
/** The same for cells that a run leaves to others. */
export let left: usize = 0;
/** For each cell its hash, an u64, and its number, a f64. */
export let hashes: usize = 0;
export let numbers: usize = 0;
/** Numbers of cells, of which there are fewer: an u32 each. */
export let picked: usize = 0;
export let pickedNumbers: usize = 0;

@unmanaged
export class Cell {
  /** Where its text is. */
  text: u32;
  /** How many bytes it has, and whether one of them is not ASCII: `NON_ASCII`. */
  length: u32;
  /** Where the field is in the block. */
  offset: u32;
  /** How many rows it stands below the first of its block. */
  number: u32;
}

/** Texts that had doubled quotes. */
let unescaped: usize = 0;
let unescapedRoom: usize = 0;

export function createCells(rows: u32): void {
  cells = reserve(<usize>rows * CELL_BYTES);
  left = reserve(<usize>rows * CELL_BYTES);
  hashes = reserve(<usize>(rows + 1) << 3);
  numbers = reserve(<usize>rows << 3);
  picked = reserve(<usize>(rows + 1) << 2);
  pickedNumbers = reserve(<usize>rows << 2);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function cellAt(index: u32): Cell {
  return changetype<Cell>(cells + <usize>index * CELL_BYTES);
}

/** Hashes the first gathered cells: what `hashCell` answers. */
export function hashCells(count: u32): void {
  let to = hashes;
  const stop = cells + <usize>count * CELL_BYTES;
  if (longest <= 8) {
    for (let at = cells; at < stop; at += CELL_BYTES) {
      const cell = changetype<Cell>(at);
      store<u64>(to, hashShort(cell.text, cell.length & OFFSET_BITS));
      to += 8;
    }
    return;
  }
  for (let at = cells; at < stop; at += CELL_BYTES) {
    const cell = changetype<Cell>(at);
    store<u64>(to, hashCell(cell.text, cell.length & OFFSET_BITS));
    to += 8;
  }
}

/**
 * Gathers the cells of a column.
 *
 * @param rowsAt - a `RowRecord` for each row
 * @param even - whether all rows have this column
 * @param chunkBytes - how many bytes these rows have
 * @returns how many cells were gathered
 */
export function gather(
  column: Column,
  text: usize,
  entries: usize,
  index: u32,
  rowsAt: usize,
  rows: u32,
  even: bool,
  chunkBytes: u32,
  firstRow: f64,
): u32 {
  const field = entries + ((<usize>index) << 2);
  const stop = rowsAt + <usize>rows * ROW_BYTES;
  let to = cells;
  let copies = unescaped;
  let quotedEmpties: u32 = 0;
  let most: u32 = 0;
  for (let at = rowsAt; at < stop; at += ROW_BYTES) {
    const record = changetype<RowRecord>(at);
    if (!even && index >= record.width) continue;
    const position = field + ((<usize>record.entry) << 2);
    const end = load<u32>(position);
    const start = index === 0 ? record.start : (load<u32>(position - 4) & OFFSET_BITS) + 1;
    const cell = changetype<Cell>(to);
    const length = (end & OFFSET_BITS) - start;
    most = max(most, length);
    cell.offset = start;
    cell.number = record.number;
    cell.text = <u32>(text + start);
    cell.length = length | (end & NON_ASCII);
    if ((end & QUOTED) === 0) {
      to += length === 0 ? 0 : CELL_BYTES;
      continue;
    }
    // What starts and ends with the quote: its text is what lies between, unescaped.
    if (length <= 2) {
      quotedEmpties += 1;
      addQuotedEmpty(column, firstRow + <f64>record.number);
      continue;
    }
    let from = text + start + 1;
    let bytes = length - 2;
    const inner = firstQuote(from, bytes);
    if (inner < bytes) {
      if (<usize>chunkBytes + 64 > unescapedRoom) copies = makeRoom(chunkBytes);
      bytes = unescape(copies, from, bytes, inner);
      from = copies;
      copies += bytes;
    }
    cell.text = <u32>from;
    cell.length = bytes | (end & NON_ASCII);
    to += CELL_BYTES;
  }
  longest = most;
  const count = <u32>(to - cells) / <u32>CELL_BYTES;
  emptyCells = rows - count - quotedEmpties;
  return count;
}

/** All cells of a column together have no more bytes than their rows. Called before the first of them is copied, if ever. */
function makeRoom(chunkBytes: u32): usize {
  unescapedRoom = max((<usize>chunkBytes + 64) * 2, 4096);
  unescaped = reserve(unescapedRoom);
  return unescaped;
}
