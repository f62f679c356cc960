import type { Kernel } from "../../kernel/kernel.ts";
import { NON_ASCII, OFFSET_BITS } from "../../kernel/entry-bits.ts";
import type { CellsOfColumn } from "./fast-memory.ts";
import type { RowScripts } from "./row-scripts.ts";
import { CELL_BYTES, transformExports, VERDICT } from "./transform-kernel.ts";

/**
 * Runs a function of JavaScript on a column of cells: once for each value as long as values repeat, which the kernel knows by a dictionary;
 * otherwise for each cell, all cells of a slice packed into one text.
 *
 * @returns a change of the cells of some rows, which answers whether there was room for what it makes
 */
export function createScriptColumn(
  kernel: Kernel,
  { cells, sliceRows, memory }: Omit<CellsOfColumn, "scripts">,
  script: RowScripts["values"][number],
): (from: number, to: number) => boolean {
  const wasm = transformExports(kernel);
  const ids = wasm.allocate(sliceRows * 4) >>> 0;
  const ends = wasm.allocate(sliceRows * 4) >>> 0;
  let dictionary = 0;
  let lookedUp = 0;
  let isRepeating = true;
  /** Values whose answers are in the dictionary. Those after it were found by a look-up that had no room for its answers. */
  let answered = 0;

  return (from, to) => (isRepeating ? runByValue(from, to) : runByCell(from, to, () => true));

  function runByValue(from: number, to: number): boolean {
    if (dictionary === 0) dictionary = wasm.createDictionary(memory.dictionaryValues, MAX_BYTES) >>> 0;
    const without = wasm.lookUp(dictionary, cells, from, to, ids);
    const count = wasm.dictionaryCount(dictionary);
    if (count > answered) answerValues(answered, count);
    answered = count;
    wasm.applyDictionary(dictionary, cells, from, to, ids);
    lookedUp += to - from;
    isRepeating = lookedUp < ENOUGH_CELLS || (count + without) * 2 < lookedUp;
    if (without === 0) return true;
    const ofRows = new Uint32Array(kernel.memory.buffer, ids, sliceRows);
    return runByCell(from, to, (row) => ofRows[row] === NO_ID);
  }

  /** Has the function answer the values of the dictionary from one on. */
  function answerValues(from: number, to: number): void {
    const answers: Answer[] = [];
    for (let id = from; id < to; id += 1) answers.push(answerTo(readValue(id)));
    const bytes = Buffer.from(answers.join(""));
    const at = bytes.length === 0 ? wasm.dictionaryValues(dictionary) >>> 0 : wasm.takeAnswers(dictionary, bytes.length) >>> 0;
    // Without room the rows of these values are decided one by one.
    if (at === 0) return;
    if (bytes.length > 0) new Uint8Array(kernel.memory.buffer, at, bytes.length).set(bytes);
    const values = new Uint32Array(kernel.memory.buffer, wasm.dictionaryValues(dictionary) >>> 0, to * VALUE_WORDS);
    let place = at;
    for (const [index, answer] of answers.entries()) {
      const value = (from + index) * VALUE_WORDS;
      values[value + VALUE.asks] = answer === undefined ? 1 : 0;
      if (answer === undefined) continue;
      const size = answer === null ? 0 : Buffer.byteLength(answer);
      values[value + VALUE.answer] = answer === null ? 0 : place;
      values[value + VALUE.answerSize] = size | (answer !== null && size > answer.length ? NON_ASCII : 0);
      place += size;
    }
  }

  /** Well-formed: two halves of surrogate pairs that come to stand side by side would become one letter. */
  function answerTo(text: string | null): Answer {
    const answer = script(text);
    return typeof answer === "string" ? answer.toWellFormed() : answer;
  }

  function readValue(id: number): string | null {
    const at = (wasm.dictionaryValues(dictionary) >>> 0) + id * VALUE_WORDS * 4;
    const [, text = 0, size = 0] = new Uint32Array(kernel.memory.buffer, at, VALUE_WORDS);
    if (size === NULL_SIZE) return null;
    const bytes = Buffer.from(kernel.memory.buffer, text, size & OFFSET_BITS);
    return (size & NON_ASCII) === 0 ? bytes.toString("latin1") : bytes.toString("utf8");
  }

  function runByCell(from: number, to: number, isMeant: (row: number) => boolean): boolean {
    const texts = readCells(from, to);
    if (texts === undefined) return false;
    const answers = texts.map((text, index) => (isMeant(from + index) ? answerTo(text) : null));
    const bytes = Buffer.from(answers.join(""));
    const at = wasm.takeScratch(bytes.length) >>> 0;
    if (at === 0) return false;
    new Uint8Array(kernel.memory.buffer, at, bytes.length).set(bytes);
    const verdicts = new Uint8Array(kernel.memory.buffer, wasm.verdicts.value >>> 0, to);
    const words = new Uint32Array(kernel.memory.buffer, cells, to * (CELL_BYTES / 4));
    let place = at;
    for (const [index, answer] of answers.entries()) {
      const row = from + index;
      if (!isMeant(row)) continue;
      if (answer === undefined) {
        if (verdicts[row] === VERDICT.good) verdicts[row] = VERDICT.ask;
        continue;
      }
      const size = answer === null ? 0 : Buffer.byteLength(answer);
      words[row * 2] = answer === null ? 0 : place;
      words[row * 2 + 1] = size | (answer !== null && size > answer.length ? NON_ASCII : 0);
      place += size;
    }
    return true;
  }

  /** The texts of cells; `undefined` without room to put them together. */
  function readCells(from: number, to: number): (string | null)[] | undefined {
    const at = wasm.packCells(cells, from, to, ends) >>> 0;
    if (at === 0) return undefined;
    const bytes = Buffer.from(kernel.memory.buffer, at, wasm.packedBytes.value);
    const text = wasm.packedWide.value === 0 ? bytes.toString("latin1") : bytes.toString("utf8");
    const endOf = new Uint32Array(kernel.memory.buffer, ends, to);
    const words = new Uint32Array(kernel.memory.buffer, cells, to * 2);
    let start = 0;
    return Array.from({ length: to - from }, (_, index) => {
      const end = endOf[from + index] ?? 0;
      const cell = words[(from + index) * 2] === 0 ? null : text.slice(start, end);
      start = end;
      return cell;
    });
  }
}

type Answer = string | null | undefined;

/** The words of a value of a dictionary: assembly/transform/dictionary.ts has the same. */
const VALUE = { answer: 3, answerSize: 4, asks: 5 } as const;
const VALUE_WORDS = 6;
const NULL_SIZE = 0xffff_ffff;
const NO_ID = 0xffff_ffff;

/** How many bytes the values of a dictionary have at most. */
const MAX_BYTES = 4 * 1024 * 1024;
/** How many cells must have come before it is decided that values do not repeat. */
const ENOUGH_CELLS = 4_096;
