import type { Kernel } from "../../kernel/kernel.ts";
import { NON_ASCII, OFFSET_BITS } from "../../kernel/entry-bits.ts";
import type { Cell } from "../../table/table-reader.ts";
import { readCells, sizeWord, wellFormed, writeCells } from "./cell-texts.ts";
import type { CellsOfColumn } from "./fast-memory.ts";
import type { RowScripts } from "./row-scripts.ts";
import { transformExports } from "./transform-kernel.ts";

/**
 * Runs a function of JavaScript on a column of cells: once for each value as long as values repeat, which the kernel knows by a dictionary;
 * otherwise for each cell, all cells of a slice packed into one text.
 *
 * @returns a change of the cells of some rows, which answers whether there was room for what it makes
 */
export function createScriptColumn(
  kernel: Kernel,
  { cells, sliceRows, memory }: CellsOfColumn,
  script: RowScripts["scripts"][number],
): (from: number, to: number) => boolean {
  const wasm = transformExports(kernel);
  const ids = wasm.allocate(sliceRows * 4) >>> 0;
  const ends = wasm.allocate(sliceRows * 4) >>> 0;
  let dictionary = 0;
  let lookedUp = 0;
  let isRepeating = true;
  /** How many values of the dictionary have their answers. */
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
    const hasNoId = Array.from(new Uint32Array(kernel.memory.buffer, ids, to), (id) => id === NO_ID);
    return runByCell(from, to, (row) => hasNoId[row] === true);
  }

  /** Has the function answer the values of the dictionary from one on. */
  function answerValues(from: number, to: number): void {
    const answers = Array.from({ length: to - from }, (_, index) => wellFormed(script([readValue(from + index)])));
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
      values[value + VALUE.answerSize] = sizeWord(answer, size);
      place += size;
    }
  }

  function readValue(id: number): Cell {
    const at = (wasm.dictionaryValues(dictionary) >>> 0) + id * VALUE_WORDS * 4;
    const [, text = 0, size = 0] = new Uint32Array(kernel.memory.buffer, at, VALUE_WORDS);
    if (size === NULL_SIZE) return null;
    return Buffer.from(kernel.memory.buffer, text, size & OFFSET_BITS).toString((size & NON_ASCII) === 0 ? "latin1" : "utf8");
  }

  function runByCell(from: number, to: number, isMeant: (row: number) => boolean): boolean {
    const texts = readCells(kernel, cells, ends, from, to);
    if (texts === undefined) return false;
    const rows = Array.from(texts.keys(), (index) => from + index).filter(isMeant);
    return writeCells(
      kernel,
      cells,
      rows.map((row) => script([texts[row - from] ?? null])),
      (index) => rows[index] ?? from,
    );
  }
}

/** The words of a value of a dictionary: assembly/transform/dictionary.ts has the same. */
const VALUE = { answer: 3, answerSize: 4, asks: 5 } as const;
const VALUE_WORDS = 6;
const NULL_SIZE = 0xffff_ffff;
const NO_ID = 0xffff_ffff;

/** How many bytes the values of a dictionary have at most. */
const MAX_BYTES = 4 * 1024 * 1024;
/** How many cells must have come before it is decided that values do not repeat. */
const ENOUGH_CELLS = 4_096;
