import { isAscii, isUtf8 } from "node:buffer";
import type { BlockRoom } from "./block-room.ts";
import { incompleteTail } from "../../text/utf8.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { WrittenRows } from "../../kernel/record-sink.ts";
import { NON_ASCII, OFFSET_BITS } from "../../kernel/entry-bits.ts";

/** How the texts of cells are written; the numbers are those of assembly/json/cells.ts. */
const CELL_FORMS = { none: 0, apart: 1, together: 2 } as const;

/** Bit of an entry of a cell that has no value. */
const IS_NULL = 1 << 28;

/** Why a walk ended: the limit or the room for cells, the end of the block, or a record that is not as usual. */
type WalkEnd = "full" | "block_end" | "unusual";
const WALK_ENDS = ["full", "block_end", "unusual"] as const;

/**
 * Walks JSON records in the kernel: objects that have only keys which it was told, with nothing in them that would have to be said.
 * Everything else it leaves, a record at a time, to the scanner, which knows what to make of it.
 *
 * It predicts that a key comes where it came in the record before, and compares its bytes in place; so what is between two values
 * costs next to nothing. What it writes are the texts of the cells, in the order of the columns.
 */
export class RecordWalker implements BlockRoom {
  readonly kernel: Kernel;
  readonly root: number;
  readonly #wasm: WalkerExports;
  readonly #isLines: boolean;
  #block = 0;
  #capacity = 0;
  #length = 0;
  /** Whether all of the block is UTF-8 without U+FFFD, if that was looked at. */
  #isTrusted: boolean | undefined;
  #width = 0;

  constructor(
    kernel: Kernel,
    { lines, flattenDepth, cells }: { readonly lines: boolean; readonly flattenDepth: number; readonly cells: keyof typeof CELL_FORMS },
  ) {
    this.kernel = kernel;
    this.#wasm = kernel.exports as unknown as WalkerExports;
    this.#isLines = lines;
    this.root = this.#wasm.startJson(lines, flattenDepth, CELL_FORMS[cells]) >>> 0;
  }

  /** Adds a key to those of the objects that are values of another one. Answers what it is called from now on. */
  addKey(parent: number, name: string): number {
    const length = Buffer.byteLength(name);
    const text = this.#wasm.allocate(length + PADDING) >>> 0;
    Buffer.from(this.kernel.memory.buffer, text, length).write(name);
    const key = this.#wasm.addJsonKey(parent, text, length) >>> 0;
    this.#wasm.release(text);
    return key;
  }

  /** Says which column the values of a key are in; -1 for none. */
  setColumn(key: number, column: number): void {
    this.#wasm.setJsonColumn(key, column);
  }

  setWidth(columnCount: number): void {
    this.#width = columnCount;
    this.#wasm.setJsonWidth(columnCount);
  }

  keep(from: number, to: number, more: number): void {
    const length = to - from;
    const needed = length + more + PADDING;
    const { memory } = this.kernel;
    if (needed <= this.#capacity) new Uint8Array(memory.buffer, this.#block, this.#capacity).copyWithin(0, from, to);
    else {
      const before = this.#capacity === 0 ? undefined : this.#block;
      this.#capacity = Math.max(needed, this.#capacity * 2);
      this.#block = this.#wasm.allocate(this.#capacity) >>> 0;
      if (before !== undefined) {
        new Uint8Array(memory.buffer).copyWithin(this.#block, before + from, before + to);
        this.#wasm.release(before);
      }
    }
  }

  view(length: number): Buffer {
    return Buffer.from(this.kernel.memory.buffer, this.#block, length);
  }

  /** Turns to a block of so many bytes. */
  load(length: number): void {
    this.#length = length;
    this.#isTrusted = undefined;
  }

  /**
   * Walks records from a place in the block on.
   * @returns how many these were, how many lines they have, where the next one starts, and why it was not walked
   */
  walk(at: number, limit: number): { readonly count: number; readonly lines: number; readonly at: number; readonly end: WalkEnd } {
    const wasm = this.#wasm;
    const from = this.#block + at;
    this.#isTrusted ??= isCleanUtf8(this.view(this.#length));
    wasm.walkJson(from, this.#block + this.#length, limit, this.#isTrusted);
    const count = wasm.walked.value;
    const to = wasm.walkedTo.value >>> 0;
    const lines = this.#isLines ? count : count === 0 ? 0 : wasm.countLineFeeds(from, to);
    return { count, lines, at: to - this.#block, end: WALK_ENDS[wasm.stoppedBy.value] ?? "unusual" };
  }

  /** The records that were walked last as rows of texts, if their cells were written apart. */
  rows(): (string | null)[][] {
    const { cellTexts, cellTextsEnd, wideCells, wideCellsEnd, cellEntries, cellEntriesEnd } = this.#wasm;
    const { buffer } = this.kernel.memory;
    const textBetween = (start: number, end: number, encoding: "latin1" | "utf8") =>
      Buffer.from(buffer, start, end - start).toString(encoding);
    const ascii = textBetween(cellTexts.value, cellTextsEnd.value, "latin1");
    const wide = textBetween(wideCells.value, wideCellsEnd.value, "utf8");
    const entries = new Int32Array(buffer, cellEntries.value, (cellEntriesEnd.value - cellEntries.value) >>> 2);
    return cutRows(entries, this.#width, ascii, wide);
  }

  /** Where the cells of the records that were walked last lie, if they were written together. */
  written(): WrittenRows {
    const { walked, cellTexts, cellTextsEnd, cellEntries, cellEntriesEnd } = this.#wasm;
    return {
      rowCount: walked.value,
      text: cellTexts.value >>> 0,
      byteLength: cellTextsEnd.value - cellTexts.value,
      entries: cellEntries.value >>> 0,
      entryCount: (cellEntriesEnd.value - cellEntries.value) >>> 2,
    };
  }

  /** Gives its memory back to the kernel. */
  release(): void {
    if (this.#capacity > 0) this.#wasm.release(this.#block);
    this.#capacity = 0;
    this.#wasm.endJson();
  }
}

/** Cells of ASCII are parts of one text, the others of another one. The inner loop runs for each cell of a file. */
function cutRows(entries: Int32Array, width: number, ascii: string, wide: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let start = 0;
  let wideStart = 0;
  for (let at = 0; at < entries.length;) {
    // oxlint-disable-next-line unicorn/no-new-array -- An array that has its room from the start is filled faster.
    const row = new Array<string | null>(width);
    for (let cell = 0; cell < width; cell += 1, at += 1) {
      const entry = entries[at] ?? 0;
      if ((entry & SPECIAL) === 0) {
        row[cell] = ascii.substring(start, entry);
        start = entry;
      } else if (entry & IS_NULL) row[cell] = null;
      else {
        const end = entry & OFFSET_BITS;
        row[cell] = wide.substring(wideStart, end);
        wideStart = end;
      }
    }
    rows.push(row);
  }
  return rows;
}

const SPECIAL = NON_ASCII | IS_NULL;

/** Whether bytes are UTF-8 without U+FFFD, but for a character at their end that is cut. */
function isCleanUtf8(bytes: Buffer): boolean {
  if (isAscii(bytes)) return true;
  return isUtf8(bytes.subarray(0, bytes.length - incompleteTail(bytes).length)) && !bytes.includes(REPLACEMENT);
}

const REPLACEMENT = Buffer.from("\ufffd");
const PADDING = 64;

/** What of the kernel the walker uses: assembly/json.ts says what each does. */
interface WalkerExports {
  allocate(size: number): number;
  release(pointer: number): void;
  startJson(lines: boolean, flattenDepth: number, form: number): number;
  endJson(): void;
  addJsonKey(parent: number, text: number, length: number): number;
  setJsonColumn(key: number, column: number): void;
  setJsonWidth(count: number): void;
  walkJson(from: number, to: number, limit: number, trusted: boolean): void;
  countLineFeeds(from: number, to: number): number;
  readonly walked: { readonly value: number };
  readonly walkedTo: { readonly value: number };
  readonly stoppedBy: { readonly value: number };
  readonly cellTexts: { readonly value: number };
  readonly cellTextsEnd: { readonly value: number };
  readonly wideCells: { readonly value: number };
  readonly wideCellsEnd: { readonly value: number };
  readonly cellEntries: { readonly value: number };
  readonly cellEntriesEnd: { readonly value: number };
}
