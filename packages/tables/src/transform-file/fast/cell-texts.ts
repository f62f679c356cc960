import { NON_ASCII } from "../../kernel/entry-bits.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Cell } from "../../table/table-reader.ts";
import { CELL_BYTES, transformExports, VERDICT } from "./transform-kernel.ts";

/** What a script makes of a cell; `undefined` leaves its row to the decision of the host. */
export type Answer = Cell | undefined;

/**
 * The texts of cells.
 * @param ends - room for an u32 for each row
 * @returns `undefined` without room to put them together
 */
export function readCells(kernel: Kernel, cells: number, ends: number, from: number, to: number): Cell[] | undefined {
  const wasm = transformExports(kernel);
  const at = wasm.packCells(cells, from, to, ends) >>> 0;
  if (at === 0) return undefined;
  const bytes = Buffer.from(kernel.memory.buffer, at, wasm.packedBytes.value);
  const text = bytes.toString(wasm.packedWide.value === 0 ? "latin1" : "utf8");
  const endOf = new Uint32Array(kernel.memory.buffer, ends, to);
  const words = new Uint32Array(kernel.memory.buffer, cells, to * WORDS);
  let start = 0;
  return Array.from({ length: to - from }, (_, index) => {
    const end = endOf[from + index] ?? 0;
    const cell = words[(from + index) * WORDS] === 0 ? null : text.slice(start, end);
    start = end;
    return cell;
  });
}

/**
 * Writes answers into cells, or leaves their rows to the host.
 *
 * @param rowOf - the row of an answer
 * @returns whether there was room
 */
export function writeCells(kernel: Kernel, cells: number, answers: readonly Answer[], rowOf: (index: number) => number): boolean {
  const wasm = transformExports(kernel);
  const texts = answers.map(wellFormed);
  const bytes = Buffer.from(texts.join(""));
  const at = wasm.takeScratch(bytes.length) >>> 0;
  if (at === 0) return false;
  const memory = new Uint8Array(kernel.memory.buffer);
  memory.set(bytes, at);
  const words = new Uint32Array(kernel.memory.buffer, cells);
  const verdicts = wasm.verdicts.value >>> 0;
  let place = at;
  for (const [index, text] of texts.entries()) {
    const row = rowOf(index);
    if (text === undefined) {
      if (memory[verdicts + row] === VERDICT.good) memory[verdicts + row] = VERDICT.ask;
      continue;
    }
    const size = text === null ? 0 : Buffer.byteLength(text);
    words[row * WORDS] = text === null ? 0 : place;
    words[row * WORDS + 1] = sizeWord(text, size);
    place += size;
  }
  return true;
}

/** How the kernel writes the size of a text. */
export function sizeWord(text: Cell, size: number): number {
  return size | (text !== null && size > text.length ? NON_ASCII : 0);
}

/** Two halves of surrogate pairs that come to stand side by side would become one letter. */
export function wellFormed(answer: Answer): Answer {
  return typeof answer === "string" ? answer.toWellFormed() : answer;
}

const WORDS = CELL_BYTES / 4;
