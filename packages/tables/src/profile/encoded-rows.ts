import type { ProfileKernel } from "../values/profile-kernel.ts";
import { ENDS_ROW, NON_ASCII, QUOTED } from "../kernel/entry-bits.ts";
import type { NumberedRows } from "../frame/data-rows.ts";
import type { Row } from "../table/table-reader.ts";

/** Rows of texts as the kernel reads them: their cells as bytes, one behind the other, and an index that was made up for them. */
export interface EncodedRows {
  readonly text: number;
  readonly entries: number;
  readonly entryCount: number;
  /** How many rows each row stands below the first. */
  readonly numbers: number;
  readonly byteLength: number;
}

/** Of rows whose quotes are gone, the columns of the cells that were two quotes with nothing between them: they are values. */
export type QuotedEmpties = ReadonlyMap<Row, ReadonlySet<number>>;

/** Writes rows of texts into the memory of a kernel. They are spoiled by the next. */
export class RowEncoder {
  readonly #kernel: ProfileKernel;
  readonly #maxCells: number;
  #text = 0;
  #textRoom = 0;
  #entries = 0;
  #entryRoom = 0;
  #numbers = 0;
  #numberRoom = 0;

  /** @param maxCells - cells of a row beyond these are counted, and their text is left out */
  constructor(kernel: ProfileKernel, maxCells: number) {
    this.#kernel = kernel;
    this.#maxCells = maxCells;
  }

  /** @param rows - each with one cell at least */
  encode({ rows, rowNumbers }: NumberedRows, quotedEmpties?: QuotedEmpties): EncodedRows {
    const [characters, cells] = this.#measure(rows);
    this.#reserve(characters * 3 + cells * 3, cells, rows.length);
    const bytes = Buffer.from(this.#kernel.memory.buffer, this.#text, this.#textRoom);
    const entries = new Uint32Array(this.#kernel.memory.buffer, this.#entries, cells);
    const firstRow = rowNumbers[0] ?? 0;
    new Uint32Array(this.#kernel.memory.buffer, this.#numbers, rows.length).set(rowNumbers.map((row) => row - firstRow));
    let position = 0;
    let entry = 0;
    for (const row of rows) {
      for (let column = 0; column < row.length; column += 1) {
        const cell = column < this.#maxCells ? (row[column] ?? "") : "";
        if (cell === "" && quotedEmpties?.get(row)?.has(column)) {
          position += bytes.write('""', position);
          entries[entry] = position | QUOTED;
        } else {
          const length = cell.length > 0 ? write(bytes, cell, position) : 0;
          position += length;
          entries[entry] = position | (length > cell.length ? NON_ASCII : 0);
        }
        // A byte for the delimiter that is not there.
        position += 1;
        entry += 1;
      }
      entries[entry - 1] = (entries[entry - 1] ?? 0) | ENDS_ROW;
    }
    return { text: this.#text, entries: this.#entries, entryCount: cells, numbers: this.#numbers, byteLength: position };
  }

  #measure(rows: readonly Row[]): [characters: number, cells: number] {
    let characters = 0;
    let cells = 0;
    for (const row of rows) {
      cells += row.length;
      for (let column = 0; column < row.length && column < this.#maxCells; column += 1) characters += row[column]?.length ?? 0;
    }
    return [characters, cells];
  }

  #reserve(bytes: number, cells: number, rows: number): void {
    const { reserve } = this.#kernel.exports;
    if (bytes + PADDING > this.#textRoom) {
      this.#textRoom = (bytes + PADDING) * 2;
      this.#text = reserve(this.#textRoom) >>> 0;
    }
    if (cells > this.#entryRoom) {
      this.#entryRoom = cells * 2;
      this.#entries = reserve(this.#entryRoom * 4) >>> 0;
    }
    if (rows > this.#numberRoom) {
      this.#numberRoom = rows * 2;
      this.#numbers = reserve(this.#numberRoom * 4) >>> 0;
    }
  }
}

/** The kernel reads eight bytes at once, also at the end. */
const PADDING = 64;

/** Short texts of ASCII are most of all cells, and a call for each would cost more than the bytes. */
function write(bytes: Buffer, text: string, at: number): number {
  if (text.length > 24) return bytes.write(text, at);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x80) return bytes.write(text, at);
    bytes[at + index] = code;
  }
  return text.length;
}
