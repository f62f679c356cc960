import type { Dialect } from "../../table/dialect.ts";
import { type Kernel } from "../../kernel/kernel.ts";
/** What had to be made sense of. The order is that of the numbers in assembly/block.ts. */
export declare const REPAIR_KINDS: readonly [
  "malformed_quotes",
  "unclosed_quote",
  "stray_quote",
  "blanks_around_quotes",
  "comment_line",
  "too_many_cells",
  "end_of_file_sign",
  "invalid_bytes",
];
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
export declare function createStructuralIndex(dialect: Dialect, bounds: IndexBounds, kernel?: Kernel): StructuralIndex;
//# sourceMappingURL=structural-index.d.ts.map
