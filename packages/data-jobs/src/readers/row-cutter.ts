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
 * makes those of 13 characters and more views that keep the block's text alive. Only what the index marks is decoded or
 * unescaped.
 */
export function createRowCutter(index: StructuralIndex, dialect: Dialect): RowCutter {
  const unescape = createUnescape(dialect);
  let bytes: Buffer = Buffer.alloc(0);
  let text = "";
  let entries: Int32Array = new Int32Array();
  let nextEntry = 0;
  let nextStart = 0;
  /** Most rows are as wide as the one before. */
  let width = 0;

  return {
    start() {
      bytes = index.text();
      text = bytes.toString("latin1");
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
    const cell = entry & NON_ASCII ? bytes.toString("utf8", from, to) : text.substring(from, to);
    return quotes === 1 ? unescape(cell) : cell;
  }
}

const SPECIAL = NON_ASCII | QUOTED;
