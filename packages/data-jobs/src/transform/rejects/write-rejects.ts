import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { extraColumn, rejectColumns, type RejectedRow, writeDelimited, writeXlsx, type XlsxValue } from "@rowmill/tables";
import { readRejects } from "./read-rejects.ts";

/** What a file of rejects is made of. */
export interface RejectsFile {
  /** The JSON Lines that `transformFile` has written. */
  readonly from: string;
  readonly to: string;
  readonly format: "csv" | "xlsx";
  /** The columns of the file that was transformed. */
  readonly columns: readonly string[];
  /** The cells of the widest row. */
  readonly width: number;
}

/** How many rows are written at a time. */
const BATCH_ROWS = 1_000;

/**
 * Writes rejected rows for the person who owns the file: what is wrong with each, in front of its cells as they stood. Several problems of a row
 * stand below each other in one cell. A workbook has the wrong cells coloured.
 */
export async function writeRejects({ from, to, format, columns, width }: RejectsFile, signal: AbortSignal): Promise<void> {
  const describing = Object.values(rejectColumns(columns)) as string[];
  const beyond = Array.from({ length: Math.max(0, width - columns.length) }, (_, index) => extraColumn(index));
  const names = [...describing, ...columns, ...beyond].map((name) => ({ name }));
  const bytes =
    format === "csv" ? writeDelimited(batches(csvRow), names) : writeXlsx(batches(sheetRow), { columns: names, sheetName: "Rejects" });
  await pipeline(bytes, createWriteStream(to), { signal });

  async function* batches<Cell>(rowOf: (reject: RejectedRow) => Cell[]): AsyncGenerator<Cell[][]> {
    let batch: Cell[][] = [];
    for await (const reject of readRejects(from, signal)) {
      batch.push(rowOf(reject));
      if (batch.length < BATCH_ROWS) continue;
      yield batch;
      batch = [];
    }
    yield batch;
  }

  function sheetRow(reject: RejectedRow): XlsxValue[] {
    const wrong = new Set(reject.problems.flatMap(({ column }) => (column === undefined ? [] : columns.indexOf(column))));
    return [...described(reject), ...reject.cells.map((cell, index) => (wrong.has(index) ? { marked: cell ?? "" } : cell))];
  }
}

function csvRow(reject: RejectedRow): (string | null)[] {
  return [...described(reject), ...reject.cells];
}

/** In the order of `RejectColumns`. */
function described({ rowNumber, byteOffset, problems }: RejectedRow): string[] {
  const lines = (text: (problem: RejectedRow["problems"][number]) => string | null | undefined) =>
    problems.map((problem) => text(problem) ?? "").join("\n");
  return [
    String(rowNumber),
    byteOffset === undefined ? "" : String(byteOffset),
    lines(({ column, field }) => column ?? field),
    lines(({ value }) => value),
    lines(({ rule }) => rule),
    lines(({ message }) => message),
  ];
}
