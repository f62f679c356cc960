import { isUtf8 } from "node:buffer";
import { CRLF, NON_ASCII, OFFSET_BITS, QUOTED, type StructuralIndex } from "../kernel/structural-index.ts";
import type { Dialect } from "./dialect.ts";
import { createUnescape } from "./unescape.ts";

/** Makes rows of texts of an index' blocks. */
export interface RowCutter {
  /** Turns to the block that the index has made. */
  start(): void;
  /** The next rows of the block, at most `limit`. None at its end. */
  take(limit: number): string[][];
}

/**
 * Makes rows of texts of an index' blocks.
 *
 * A block becomes one text whose every byte is a character, and cells of ASCII are parts of it: V8 copies the short ones, and
 * makes those of 13 characters and more views that keep the block's text alive. Cells beyond ASCII are parts of a second text, the
 * decoded block; decoding each by itself would take longer than all the rest. Only what the index marks is unescaped.
 */
export function createRowCutter(index: StructuralIndex, dialect: Dialect): RowCutter {
  const unescape = createUnescape(dialect);
  let bytes: Buffer = Buffer.alloc(0);
  let text = "";
  /** The decoded block, if it has more than ASCII and all of it is UTF-8. */
  let decoded: string | undefined;
  /** How many bytes more than UTF-16 code units lie before the next cell beyond ASCII. */
  let surplus = 0;
  let entries: Int32Array = new Int32Array();
  let nextEntry = 0;
  let nextStart = 0;
  /** Most rows are as wide as the one before. */
  let width = 0;

  return {
    start() {
      bytes = index.text();
      text = bytes.toString("latin1");
      decoded = index.hasNonAscii && !index.isMoved && isUtf8(bytes) ? bytes.toString("utf8") : undefined;
      surplus = 0;
      const unsigned = index.entries();
      // Signed, so that an entry which ends a row is below zero.
      entries = new Int32Array(unsigned.buffer, unsigned.byteOffset, unsigned.length);
      nextEntry = 0;
      nextStart = 0;
    },
    take(limit) {
      // The loop below runs for each cell of a file, so all of it is local.
      const [blockText, blockEntries, count] = [text, entries, entries.length];
      const rows: string[][] = [];
      let at = nextEntry;
      let start = nextStart;
      while (at < count && rows.length < limit) {
        // oxlint-disable-next-line unicorn/no-new-array -- An array that has its room from the start is filled faster.
        const row = new Array<string>(width);
        let cells = 0;
        let entry = 0;
        do {
          entry = blockEntries[at] ?? 0;
          const end = entry & OFFSET_BITS;
          row[cells] = (entry & SPECIAL) === 0 ? blockText.substring(start, end) : specialCell(entry, start, end);
          cells += 1;
          at += 1;
          start = end + 1 + ((entry & CRLF) >>> 28);
        } while (entry >= 0);
        if (cells !== width) {
          row.length = cells;
          width = cells;
        }
        rows.push(row);
      }
      nextEntry = at;
      nextStart = start;
      return rows;
    },
  };

  function specialCell(entry: number, start: number, end: number): string {
    const quotes = entry & QUOTED ? 1 : 0;
    const [from, to] = [start + quotes, end - quotes];
    const cell = entry & NON_ASCII ? decodedCell(from, to) : text.substring(from, to);
    return quotes === 1 ? unescape(cell) : cell;
  }

  function decodedCell(from: number, to: number): string {
    if (decoded === undefined) return bytes.toString("utf8", from, to);
    const start = from - surplus;
    for (let at = from; at < to; at += 1) {
      const byte = bytes[at] ?? 0;
      // A sequence of two bytes is one unit, one of three too, and one of four is two.
      if ((byte & 0xc0) === 0x80) surplus += 1;
      else if (byte >= 0xf0) surplus -= 1;
    }
    return decoded.substring(start, to - surplus);
  }
}

const SPECIAL = NON_ASCII | QUOTED;
