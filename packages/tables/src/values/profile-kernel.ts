import { vocabulary } from "./words.ts";
import type { Kernel } from "../kernel/kernel.ts";

/** A kernel whose reader of values is ready. */
export interface ProfileKernel extends Kernel {
  readonly exports: ProfileExports;
}

/** What of the kernel a profile uses: assembly/profile.ts says what each does. Addresses are signed until `>>> 0`. */
export interface ProfileExports {
  /** Where the index has its block, and its entries. */
  readonly bytes: { readonly value: number };
  readonly entries: { readonly value: number };
  reserve(bytes: number): number;
  startReader(): number;
  addWordAt(text: number, length: number, meaning: number): void;
  readCell(text: number, length: number): number;
  cellNumber(): number;
  cellMonthFirst(): number;
  cellZoned(): number;
  cellPattern(): number;
  startProfile(quote: number, values: number, textBytes: number, precision: number, sampleSize: number): void;
  widenTable(columnCount: number, width: number): void;
  addDataAt(text: number, entries: number, entryCount: number, numbers: number, firstRow: number, place: number): void;
  addRowsAt(text: number, entries: number, from: number, to: number, start: number, firstRow: number, place: number): number;
  reportTable(): number;
  reportColumnAt(index: number): number;
}

/** Makes a kernel ready to read values: it gets the powers of ten, each the nearest double, and the vocabulary. Once for each kernel. */
export function startProfileKernel({ exports, memory }: Kernel): ProfileKernel {
  const kernel: ProfileKernel = { exports: exports as ProfileExports, memory };
  const powers = kernel.exports.startReader() >>> 0;
  new Float64Array(memory.buffer, powers, POWERS).set(Array.from({ length: POWERS }, (_, index) => Number(`1e${index + LOWEST_POWER}`)));
  addWords(kernel, vocabulary());
  return kernel;
}

/** All words are written at once: a view and a call for each would take as long as all the rest of a start. */
function addWords({ exports, memory }: ProfileKernel, words: ReadonlyMap<string, number>): void {
  const bytes = Buffer.from([...words.keys()].join(""));
  let at = exports.reserve(bytes.length + PADDING) >>> 0;
  new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
  for (const [word, meaning] of words) {
    const length = Buffer.byteLength(word);
    exports.addWordAt(at, length, meaning);
    at += length;
  }
}

/** The kernel reads up to 16 bytes at once, also at the end of a word. */
const PADDING = 16;
const LOWEST_POWER = -330;
const POWERS = 639;
