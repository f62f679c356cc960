import { isUtf8 } from "node:buffer";
import { readSync } from "node:fs";
import type { Dialect } from "../../table/dialect.ts";
import { createKernel, type Kernel } from "../../kernel/kernel.ts";

/** What had to be made sense of. The order is that of the numbers in assembly/block.ts. */
export const REPAIR_KINDS = [
  "malformed_quotes",
  "unclosed_quote",
  "stray_quote",
  "blanks_around_quotes",
  "comment_line",
  "too_many_cells",
  "end_of_file_sign",
  "invalid_bytes",
] as const;

export type RepairKind = (typeof REPAIR_KINDS)[number];

/** Where a record was not as its dialect wants it. */
export interface Repair {
  readonly kind: RepairKind;
  /** The number of the row, from 1. */
  readonly row: number;
  /** The number of the line, from 1; of an unclosed quote, the line where it opens. */
  readonly line: number;
  /** Where it was met (first, in this row), in bytes of what was appended. */
  readonly offset: number;
  /** How often this row has it. */
  readonly count: number;
}

/** How much an index may hold. */
export interface IndexBounds {
  /** The longest record, in bytes, without its line end. At most 128 MB: a block has 256 MB at most. */
  readonly maxRecordBytes: number;
  /** The most cells of a row. Those beyond stay together in one more. */
  readonly maxCells: number;
  /** How many cells the row before the text has, which decides where an unclosed quote ends. @defaultValue 0: there is none */
  readonly widthBefore?: number | undefined;
}

/**
 * Finds the fields of a delimited text, block by block, at more than a gigabyte a second. Bytes are appended as they come, cut
 * anywhere; each block that `next` makes is some complete records, and what is left of the text waits for more.
 *
 * The text is UTF-8 without a byte order mark. Field `i` of a block ends at `entries[i] & OFFSET_BITS`; it starts behind the field
 * before and its delimiter: at 0, or at `end(i - 1) + 1`, one more after an entry with `CRLF`. The index says nothing about what
 * is between two fields: where the reader left something out, it moved the text together.
 *
 * @example
 * ```ts
 * const index = createStructuralIndex(dialect, bounds);
 * for (let last = false; !last;) {
 *   last = index.appendFrom(fd, 1024 * 1024) === 0;
 *   while (index.next(last)) use(index.text(), index.entries());
 * }
 * ```
 */
export interface StructuralIndex {
  /** The kernel that the index is made in. What else runs in it finds block and index in place: `bytes`, `entries`, `out`. */
  readonly kernel: Kernel;
  /** Copies bytes in, some megabytes at most. */
  append(chunk: Uint8Array): void;
  /** Reads up to `size` bytes of a file straight into the block, and answers how many came: 0 at its end. */
  appendFrom(fd: number, size: number, position?: number): number;
  /**
   * Drops the block and makes the next one. Answers whether it has rows; if not, more must be appended, or with `last` the
   * text is at its end. Everything below is about the new block, up to the next call of any of these three.
   */
  next(last: boolean): boolean;
  /** The rows of the block, and how many there were before it. */
  readonly rowCount: number;
  readonly rowsBefore: number;
  readonly fieldCount: number;
  /** How many bytes lay before this block in what was appended, and how many of them the block takes. */
  readonly bytesBefore: number;
  readonly byteCount: number;
  /** Whether any byte of the block is not ASCII. */
  readonly hasNonAscii: boolean;
  /** Whether there may be a field that is quoted. */
  readonly hasQuoted: boolean;
  /** Whether all of the block is UTF-8. */
  readonly isUtf8: boolean;
  /** Whether the next record is longer than the bound: there will be no more blocks. */
  readonly isTooLarge: boolean;
  /** How many lines came before the record after this block. */
  readonly linesBefore: number;
  /** The block's text. A view, which the next call spoils. */
  text(): Buffer;
  /** The block's index. A view, which the next call spoils. */
  entries(): Uint32Array;
  /** Whether shifts are kept from now on: `isShifted` and `shiftOf`. Another index in this kernel keeps them, too. */
  keepShifts(wanted: boolean): void;
  /** Whether repairs removed bytes of the block before the start of a row. */
  readonly isShifted: boolean;
  /** How many bytes were removed before a row, by its number in the block. */
  shiftOf(row: number): number;
  /** What was repaired in the block, in the order of the rows. */
  repairs(): Repair[];
  /** The rows with bytes that are not UTF-8, or with U+FFFD. */
  invalidRows(): Repair[];
  /** Gives the memory back to the kernel. */
  release(): void;
}

/**
 * Makes an index for one text.
 * @param dialect - its signs are ASCII, only the delimiter may be any text of up to 16 bytes
 */
export function createStructuralIndex(dialect: Dialect, bounds: IndexBounds, kernel: Kernel = createKernel()): StructuralIndex {
  const wasm = kernel.exports as unknown as IndexExports;
  const entryCapacity = Math.max(MIN_ENTRIES, bounds.maxCells + 128);
  const entriesAt = wasm.allocate(entryCapacity * 4) >>> 0;
  let capacity = 0;
  let bytesAt = 0;
  /** How much of the memory is filled. */
  let length = 0;
  /** A record that fills the block is looked at again when the block has doubled, so that a long one is not read a hundred times. */
  let wanted = 0;
  /** Of it, what the block takes. */
  let consumed = 0;
  let textLength = 0;
  let bytesBefore = 0;
  let rowsBefore = 0;
  let linesBefore = 0;
  let rowCount = 0;
  let lineCount = 0;
  let isTooLarge = false;
  let isFresh = true;
  let isKnownUtf8: boolean | undefined;
  setDialect();

  return {
    kernel,
    append(chunk) {
      reserve(chunk.length);
      new Uint8Array(kernel.memory.buffer, bytesAt + length, chunk.length).set(chunk);
      length += chunk.length;
    },
    appendFrom(fd, size, position) {
      reserve(size);
      const bytesRead = readSync(fd, new Uint8Array(kernel.memory.buffer, bytesAt + length, size), 0, size, position ?? null);
      length += bytesRead;
      return bytesRead;
    },
    next(last) {
      drop();
      if (isTooLarge || (length < wanted && !last)) return false;
      if (isFresh) {
        isFresh = false;
        setDialect();
        wasm.setWidth(bounds.widthBefore ?? 0);
      }
      wasm.setBlock(bytesAt, entriesAt, entryCapacity);
      const status = wasm.indexBlock(length, last);
      isTooLarge = status === BLOCK_TOO_LARGE;
      consumed = wasm.readAt.value;
      textLength = wasm.writeAt.value;
      rowCount = wasm.rows.value;
      lineCount = rowCount + wasm.quotedBreaks.value;
      // The kernel is sure of a record that is too long as soon as it has more bytes than the bound.
      wanted = rowCount > 0 ? 0 : Math.min(length * 2, bounds.maxRecordBytes + 4);
      return rowCount > 0 || wasm.repairCount.value > 0;
    },
    get rowCount() {
      return rowCount;
    },
    get rowsBefore() {
      return rowsBefore;
    },
    get fieldCount() {
      return (wasm.out.value - entriesAt) >>> 2;
    },
    get bytesBefore() {
      return bytesBefore;
    },
    get byteCount() {
      return consumed;
    },
    get hasNonAscii() {
      return wasm.hasNonAscii.value !== 0;
    },
    get hasQuoted() {
      return wasm.hasQuoted.value !== 0;
    },
    get isUtf8() {
      return isValid();
    },
    get isTooLarge() {
      return isTooLarge;
    },
    get linesBefore() {
      return linesBefore + lineCount;
    },
    text: blockText,
    entries: () => new Uint32Array(kernel.memory.buffer, entriesAt, (wasm.out.value - entriesAt) >>> 2),
    keepShifts: (keeps) => wasm.keepShifts(keeps),
    get isShifted() {
      return wasm.firstShifted.value >= 0;
    },
    shiftOf(row) {
      const first = wasm.firstShifted.value;
      return first < 0 || row < first ? 0 : (new Int32Array(kernel.memory.buffer, wasm.shifts.value, row + 1)[row] ?? 0);
    },
    repairs() {
      const count = wasm.repairCount.value;
      const words = new Uint32Array(kernel.memory.buffer, wasm.repairs.value, count * REPAIR_WORDS);
      const found: Repair[] = [];
      // Some files have one in each row, so no views and copies here.
      for (let at = 0; at < words.length; at += REPAIR_WORDS) {
        found.push({
          kind: REPAIR_KINDS[(words[at + 3] ?? 1) - 1] ?? "malformed_quotes",
          row: rowsBefore + (words[at] ?? 0) + 1,
          line: linesBefore + (words[at + 1] ?? 0) + 1,
          offset: bytesBefore + (words[at + 2] ?? 0),
          count: words[at + 4] ?? 1,
        });
      }
      return found;
    },
    invalidRows() {
      const found: Repair[] = [];
      if (wasm.hasNonAscii.value === 0) return found;
      if (isValid() && !blockText().includes(REPLACEMENT)) return found;
      for (let entry = wasm.findInvalidRow(0, 0); entry >= 0; entry = wasm.findInvalidRow(entry, wasm.invalidRow.value + 1)) {
        const row = rowsBefore + wasm.invalidRow.value + 1;
        found.push({ kind: "invalid_bytes", row, line: row, offset: bytesBefore + wasm.invalidOffset.value, count: 1 });
      }
      return found;
    },
    release() {
      wasm.release(entriesAt);
      if (capacity > 0) wasm.release(bytesAt);
      capacity = 0;
    },
  };

  function blockText(): Buffer {
    return Buffer.from(kernel.memory.buffer, bytesAt, Math.min(textLength, length));
  }

  function isValid(): boolean {
    isKnownUtf8 ??= wasm.hasNonAscii.value === 0 || isUtf8(blockText());
    return isKnownUtf8;
  }

  function setDialect(): void {
    const { delimiter, quote, escape, skipInitialSpace } = dialect;
    const put = (at: number, text: string) => new Uint8Array(kernel.memory.buffer).set(Buffer.from(text), at);
    put(wasm.delimiterBytes.value, delimiter ?? "");
    put(wasm.commentBytes.value, dialect.comment ?? "");
    wasm.setDialect(
      Buffer.byteLength(delimiter ?? ""),
      dialect.mergeDelimiters ?? false,
      codeOf(quote),
      codeOf(escape ?? quote),
      skipInitialSpace,
      Buffer.byteLength(dialect.comment ?? ""),
      bounds.maxRecordBytes,
      bounds.maxCells,
    );
  }

  function reserve(size: number): void {
    drop();
    const needed = length + size + PADDING;
    if (needed <= capacity) return;
    const grown = Math.max(needed, capacity * 2);
    const at = wasm.allocate(grown) >>> 0;
    new Uint8Array(kernel.memory.buffer).copyWithin(at, bytesAt, bytesAt + length);
    if (capacity > 0) wasm.release(bytesAt);
    bytesAt = at;
    capacity = grown;
  }

  function drop(): void {
    isKnownUtf8 = undefined;
    if (consumed > 0) new Uint8Array(kernel.memory.buffer, bytesAt, length).copyWithin(0, consumed, length);
    length -= consumed;
    bytesBefore += consumed;
    rowsBefore += rowCount;
    linesBefore += lineCount;
    consumed = 0;
    textLength = 0;
    rowCount = 0;
    lineCount = 0;
  }
}

const NONE = -1;
/** U+FFFD in UTF-8, which an earlier conversion put in the place of bytes that it did not understand. */
const REPLACEMENT = Buffer.from("\ufffd");
const MIN_ENTRIES = 512 * 1024;
const PADDING = 128;
const REPAIR_WORDS = 8;
const BLOCK_TOO_LARGE = 2;

function codeOf(sign: string | null): number {
  return sign === null ? NONE : sign.charCodeAt(0);
}

/** What of the kernel the index uses. */
interface IndexExports {
  allocate(size: number): number;
  release(pointer: number): void;
  setDialect(
    delimiterLength: number,
    delimiterRuns: boolean,
    quote: number,
    escape: number,
    trimStart: boolean,
    commentLength: number,
    maxRecordBytes: number,
    maxCells: number,
  ): void;
  setBlock(bytes: number, entries: number, entryCapacity: number): void;
  setWidth(width: number): void;
  indexBlock(length: number, last: boolean): number;
  findInvalidRow(entry: number, row: number): number;
  readonly delimiterBytes: { readonly value: number };
  readonly commentBytes: { readonly value: number };
  readonly out: { readonly value: number };
  readonly readAt: { readonly value: number };
  readonly writeAt: { readonly value: number };
  readonly rows: { readonly value: number };
  readonly quotedBreaks: { readonly value: number };
  readonly hasNonAscii: { readonly value: number };
  readonly hasQuoted: { readonly value: number };
  readonly repairs: { readonly value: number };
  readonly repairCount: { readonly value: number };
  keepShifts(wanted: boolean): void;
  readonly shifts: { readonly value: number };
  readonly firstShifted: { readonly value: number };
  readonly invalidRow: { readonly value: number };
  readonly invalidOffset: { readonly value: number };
}
