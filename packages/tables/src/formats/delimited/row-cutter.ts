import { CRLF, NON_ASCII, OFFSET_BITS, QUOTED } from "../../kernel/entry-bits.ts";
import type { StructuralIndex } from "./structural-index.ts";

/** Makes rows of texts of an index' blocks. */
export interface RowCutter {
  /** Turns to the block that the index has made. */
  start(): void;
  /** The next rows of the block, at most `limit`. None at its end. */
  take(limit: number): string[][];
  /** Of the rows taken last, where each starts in the block as it was appended, in bytes. */
  readonly starts: readonly number[];
  /** Of the rows taken last, the indexes of those whose only cell is quoted. */
  readonly quotedLines: readonly number[];
}

/**
 * Makes rows of texts of an index' blocks.
 *
 * A block becomes one text whose every byte is a character, and most cells are parts of it: V8 copies the short ones, and makes
 * those of 13 characters and more views that keep the block's text alive. Quoted cells and cells beyond ASCII are parts of two more
 * texts, which the kernel collects (assembly/cell-texts.ts).
 */
export function createRowCutter(index: StructuralIndex): RowCutter {
  const { kernel } = index;
  const wasm = kernel.exports as unknown as TextExports;
  let plain = "";
  /** The quoted cells of ASCII, one behind the other. */
  let ascii = "";
  /** The cells beyond ASCII. Only where a block has bytes that are not UTF-8 each is decoded by itself. */
  let wide = "";
  let brokenWide: Buffer | undefined;
  /** Where each special cell ends in its text. */
  let ends: Int32Array = new Int32Array();
  let entries: Int32Array = new Int32Array();
  let nextEntry = 0;
  let nextStart = 0;
  let nextEnd = 0;
  let asciiStart = 0;
  let wideStart = 0;
  /** Most rows are as wide as the one before. */
  let width = 0;
  let quotedLines: number[] = [];
  let starts: number[] = [];
  /** How many rows of the block were taken. */
  let taken = 0;

  return {
    get starts() {
      return starts;
    },
    get quotedLines() {
      return quotedLines;
    },
    start() {
      if (index.hasNonAscii || index.hasQuoted) collect();
      const text = index.text();
      plain = text.toString("latin1");
      const unsigned = index.entries();
      // Signed, so that an entry which ends a row is below zero.
      entries = new Int32Array(unsigned.buffer, unsigned.byteOffset, unsigned.length);
      taken = 0;
      nextEntry = 0;
      nextStart = 0;
      nextEnd = 0;
      asciiStart = 0;
      wideStart = 0;
    },
    take(limit) {
      // The inner loop runs for each cell of a file, so all of it is local, and it does nothing about what is rare.
      const [text, asciiText, wideText, broken, cellEnds, specialEnds] = [plain, ascii, wide, brokenWide, entries, ends];
      const rows: string[][] = [];
      const from: number[] = [];
      quotedLines = [];
      let [at, start, special, asciiAt, wideAt] = [nextEntry, nextStart, nextEnd, asciiStart, wideStart];
      while (at < cellEnds.length && rows.length < limit) {
        if (width === 0 || (cellEnds[at + width - 1] ?? 0) >= 0) width = widthAt(cellEnds, at);
        const room = width;
        from.push(start);
        // oxlint-disable-next-line unicorn/no-new-array -- An array that has its room from the start is filled faster.
        const row = new Array<string>(room);
        let cells = 0;
        while (cells < room) {
          const entry = cellEnds[at] ?? 0;
          const end = entry & OFFSET_BITS;
          if ((entry & SPECIAL) === 0) row[cells] = text.substring(start, end);
          else {
            const to = specialEnds[special] ?? 0;
            if ((entry & NON_ASCII) === 0) {
              row[cells] = asciiText.substring(asciiAt, to);
              asciiAt = to;
            } else {
              row[cells] = broken === undefined ? wideText.substring(wideAt, to) : broken.toString("utf8", wideAt, to);
              wideAt = to;
            }
            special += 1;
          }
          at += 1;
          cells += 1;
          start = end + 1;
          if (entry < 0) {
            start += (entry & CRLF) >>> 28;
            break;
          }
        }
        if (cells < room) row.length = cells;
        if (cells === 1 && ((cellEnds[at - 1] ?? 0) & QUOTED) !== 0) quotedLines.push(rows.length);
        rows.push(row);
      }
      [nextEntry, nextStart, nextEnd, asciiStart, wideStart] = [at, start, special, asciiAt, wideAt];
      starts = index.isShifted ? from.map((place, row) => place + index.shiftOf(taken + row)) : from;
      taken += rows.length;
      return rows;
    },
  };

  function collect(): void {
    const isUtf8 = index.isUtf8;
    const count = wasm.collectTexts(isUtf8);
    const { buffer } = kernel.memory;
    const asciiBytes = Buffer.from(buffer, wasm.asciiTexts.value, wasm.asciiLength.value);
    const wideBytes = Buffer.from(buffer, wasm.wideTexts.value, wasm.wideLength.value);
    ends = new Int32Array(buffer, wasm.textEnds.value, count);
    ascii = asciiBytes.toString("latin1");
    wide = isUtf8 ? wideBytes.toString("utf8") : "";
    brokenWide = isUtf8 ? undefined : wideBytes;
  }
}

const SPECIAL = NON_ASCII | QUOTED;

/** How many cells the row has that starts at an entry. */
function widthAt(entries: Int32Array, from: number): number {
  let at = from;
  while ((entries[at] ?? -1) >= 0) at += 1;
  return at - from + 1;
}

/** What of the kernel the cutter uses. */
interface TextExports {
  collectTexts(inUnits: boolean): number;
  readonly asciiTexts: { readonly value: number };
  readonly asciiLength: { readonly value: number };
  readonly wideTexts: { readonly value: number };
  readonly wideLength: { readonly value: number };
  readonly textEnds: { readonly value: number };
}
