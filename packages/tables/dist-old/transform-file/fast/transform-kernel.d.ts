import type { Kernel } from "../../kernel/kernel.ts";
/** What is to become of a row: assembly/transform/rows.ts has the same numbers. */
export declare const VERDICT: {
  readonly good: 0;
  readonly blank: 1;
  readonly uneven: 2;
  readonly ask: 3;
  readonly dropped: 4;
  readonly literal: 5;
};
/** Where the value of an op comes from: assembly/transform/program.ts has the same numbers. */
export declare const FROM: {
  readonly nothing: 0;
  readonly field: 1;
  readonly cells: 2;
};
/** How a value is written: assembly/transform/program.ts has the same bits. */
export declare const AS: {
  readonly guarded: 1;
  readonly number: 2;
  readonly boolean: 4;
  readonly emptyIsNull: 8;
};
/** Bytes of an op, of a cell, and of a row in the tables of rows. */
export declare const OP_BYTES = 32;
export declare const CELL_BYTES = 8;
export declare const ROW_BYTES = 8;
/** What may be overwritten after a piece of the kernel's memory. */
export declare const OVERRUN = 64;
/** What of the kernel a transform uses. Addresses are u32: JavaScript sees those over 2 GB as negative numbers. */
export interface TransformExports {
  allocate(size: number): number;
  release(pointer: number): void;
  keepShifts(keeps: boolean): void;
  setFieldQuote(byte: number): void;
  setCsv(delimiter: number, sourceQuote: number, quoteAll: boolean): void;
  setJson(sourceQuote: number): void;
  setProgram(ops: number, count: number, rowEnd: number, rowEndSize: number): void;
  startTableRows(rows: number, width: number): void;
  startBlockRows(): void;
  takeRows(end: number): number;
  nextOffset(): number;
  shiftOf(row: number, rows: number): number;
  nextNotGood(from: number, to: number): number;
  reserveScratch(size: number): void;
  clearScratch(): void;
  takeScratch(size: number): number;
  gatherCells(column: number, cells: number, from: number, to: number): number;
  trimCells(cells: number, from: number, to: number, sides: number): number;
  makeCasePage(isUpper: boolean, page: number): number;
  changeCase(cells: number, from: number, to: number, isUpper: boolean): number;
  fillEmpty(cells: number, from: number, to: number, text: number, flags: number): void;
  nullIfEqual(cells: number, from: number, to: number, text: number, size: number): void;
  replaceText(
    cells: number,
    from: number,
    to: number,
    find: number,
    findSize: number,
    by: number,
    byFlags: number,
    isFirst: boolean,
  ): number;
  joinPieces(cells: number, from: number, to: number, pieces: number, count: number): number;
  askIfEmpty(cells: number, from: number, to: number): void;
  askUnlessLength(cells: number, from: number, to: number, least: number, most: number): void;
  askUnlessNumber(cells: number, from: number, to: number, isInteger: boolean): void;
  askUnlessBetween(cells: number, from: number, to: number, low: number, high: number, aboveLow: boolean, belowHigh: boolean): void;
  askUnlessDay(cells: number, from: number, to: number): void;
  createDictionary(maxValues: number, maxBytes: number): number;
  lookUp(dictionary: number, cells: number, from: number, to: number, ids: number): number;
  dictionaryCount(dictionary: number): number;
  dictionaryValues(dictionary: number): number;
  takeAnswers(dictionary: number, size: number): number;
  applyDictionary(dictionary: number, cells: number, from: number, to: number, ids: number): void;
  packCells(cells: number, from: number, to: number, ends: number): number;
  writeCsv(from: number, to: number, target: number, end: number): number;
  writeJson(from: number, to: number, target: number, end: number): number;
  readonly packedBytes: {
    readonly value: number;
  };
  readonly packedWide: {
    readonly value: number;
  };
  readonly writtenTo: {
    readonly value: number;
  };
  readonly writtenRows: {
    readonly value: number;
  };
  readonly lastWidth: {
    readonly value: number;
  };
  readonly verdicts: {
    readonly value: number;
  };
  readonly rowTable: {
    readonly value: number;
  };
  readonly sourceTable: {
    readonly value: number;
  };
}
/** The exports of a kernel that a transform calls. */
export declare function transformExports(kernel: Kernel): TransformExports;
//# sourceMappingURL=transform-kernel.d.ts.map
