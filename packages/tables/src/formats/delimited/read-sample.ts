import { borrowKernel, returnKernel } from "../../kernel/kernel.ts";
import { createStructuralIndex, type Repair } from "./structural-index.ts";
import { createRowCutter } from "./row-cutter.ts";
import type { Dialect } from "../../table/dialect.ts";

/** What a text comes to in a dialect. */
export interface SampleRows {
  readonly rows: string[][];
  /** What had to be repaired in these rows, each with its place. */
  readonly repairs: readonly Repair[];
}

/**
 * Reads a text that is in memory, just as the file will be read: to try a dialect on the start of a file.
 * @param maxRows - the rest is left alone
 */
export function readSample(text: string, dialect: Dialect, maxRows: number = Number.POSITIVE_INFINITY): SampleRows {
  const kernel = borrowKernel();
  const index = createStructuralIndex(dialect, { maxRecordBytes: MAX_RECORD_BYTES, maxCells: MAX_CELLS }, kernel);
  const cutter = createRowCutter(index);
  const rows: string[][] = [];
  const repairs: Repair[] = [];
  index.append(Buffer.from(text));
  while (rows.length < maxRows && index.next(true)) {
    cutter.start();
    for (const row of cutter.take(maxRows - rows.length)) rows.push(row);
    for (const repair of index.repairs()) if (repair.row <= rows.length) repairs.push(repair);
  }
  index.release();
  returnKernel(kernel);
  for (const { kind, row } of repairs) if (kind === "comment_line") rows[row - 1] = [];
  return { rows, repairs };
}

const MAX_RECORD_BYTES = 128 * 1024 * 1024;
const MAX_CELLS = 16_384;
