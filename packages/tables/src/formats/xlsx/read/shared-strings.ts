import { RowmillError } from "@rowmill/core/errors";
import { SpillingBytes } from "./spilling-bytes.ts";

/** The texts that cells of a workbook name by their number. */
export interface SharedStrings {
  readonly count: number;
  get(index: number): string | undefined;
  /** Frees the memory and the temporary file. */
  close(): void;
}

/**
 * Keeps the shared strings of a workbook, however many: as bytes, 32 MB of them in memory and the rest in a temporary file, with the
 * position of each eighth, and as texts the short ones that were asked for last, and some long ones: a workbook of 100 kB may name a text of a
 * megabyte in ten thousand cells, and so they are one text.
 *
 * Half a gigabyte of texts in a list of JavaScript strings was what took other readers past a gigabyte.
 */
export class SharedStringStore implements SharedStrings {
  count = 0;
  readonly #bytes: SpillingBytes;
  #positions = new Float64Array(1024);
  readonly #cachedIndexes = new Int32Array(CACHED_TEXTS).fill(-1);
  readonly #cachedTexts = Array.from({ length: CACHED_TEXTS }, (): string | undefined => undefined);
  readonly #longTexts = new Map<number, string>();
  #longLength = 0;
  #nextIndex = -1;
  #nextPosition = 0;

  constructor(memoryBytes = MEMORY_BYTES) {
    this.#bytes = new SpillingBytes(memoryBytes);
  }

  /** @throws RowmillError `FILE_TOO_LARGE_INFLATED` */
  add(text: string): void {
    if (this.count === MAX_COUNT) {
      throw new RowmillError("FILE_TOO_LARGE_INFLATED", `The workbook has more than ${MAX_COUNT} different texts: save the sheet as CSV`, {
        details: { maxSharedStrings: MAX_COUNT },
        retriable: false,
      });
    }
    if (this.count % STRIDE === 0) this.#notePosition();
    this.count += 1;
    // A record is its length in bytes, twice, plus one for UTF-16 (7 bits a byte, the low ones first), and its bytes.
    const isWide = HAS_WIDE.test(text);
    const length = isWide ? text.length * 2 : text.length;
    let header = length * 2 + (isWide ? 1 : 0);
    for (; header > 127; header >>>= 7) this.#bytes.appendByte((header & 127) | 128);
    this.#bytes.appendByte(header);
    this.#bytes.appendText(text, isWide ? "utf16le" : "latin1", length);
  }

  get(index: number): string | undefined {
    if (!(index >= 0 && index < this.count)) return undefined;
    const slot = index & (CACHED_TEXTS - 1);
    const isAsked = this.#cachedIndexes[slot] === index;
    const cached = isAsked ? this.#cachedTexts[slot] : undefined;
    if (cached !== undefined) return cached;
    const long = this.#longTexts.get(index);
    if (long !== undefined) return long;
    const text = this.#read(index);
    if (text.length <= CACHED_LENGTH) {
      this.#cachedIndexes[slot] = index;
      // Kept when it is asked for again: most texts of a long list stand in one cell, and would only fill the heap.
      this.#cachedTexts[slot] = isAsked ? text : undefined;
    } else if (text.length >= LONG_LENGTH) this.#keepLong(index, text);
    return text;
  }

  #keepLong(index: number, text: string): void {
    this.#longTexts.set(index, text);
    this.#longLength += text.length;
    for (const [oldest, { length }] of this.#longTexts) {
      if (this.#longLength <= LONG_TEXTS_LENGTH) break;
      this.#longTexts.delete(oldest);
      this.#longLength -= length;
    }
  }

  close(): void {
    this.count = 0;
    this.#bytes.close();
    this.#cachedTexts.length = 0;
    this.#longTexts.clear();
    this.#longLength = 0;
  }

  #notePosition(): void {
    const at = this.count / STRIDE;
    if (at === this.#positions.length) {
      const longer = new Float64Array(at * 2);
      longer.set(this.#positions);
      this.#positions = longer;
    }
    this.#positions[at] = this.#bytes.sizeBytes;
  }

  #read(index: number): string {
    const first = Math.floor(index / STRIDE);
    // Most sheets name their texts in the order in which they came.
    const goesOn = index === this.#nextIndex;
    let position = goesOn ? this.#nextPosition : (this.#positions[first] ?? 0);
    for (let at = goesOn ? index : first * STRIDE; ; at += 1) {
      let header = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = this.#bytes.byteAt(position++);
        header += (byte & 127) * scale;
        if (byte < 128) break;
      }
      const length = Math.floor(header / 2);
      position += length;
      if (at < index) continue;
      this.#nextIndex = index + 1;
      this.#nextPosition = position;
      return this.#bytes.text(position - length, length, header % 2 === 1 ? "utf16le" : "latin1");
    }
  }
}

const MEMORY_BYTES = 32 * 1024 * 1024;

/** Every how many texts a position is kept. */
const STRIDE = 8;

/** The positions of so many take 50 MB. A sheet of Excel's size with nothing but different texts in 40 columns has fewer. */
const MAX_COUNT = 50_000_000;

/** A power of two. */
const CACHED_TEXTS = 65_536;
const CACHED_LENGTH = 128;

/** From here on a text is kept: less is copied faster than it is looked up. */
export const LONG_LENGTH = 4096;
/** Of all long texts that are kept, in characters. */
const LONG_TEXTS_LENGTH = 16 * 1024 * 1024;

const HAS_WIDE = /[^\0-\u00ff]/;
