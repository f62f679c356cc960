import { isBlankRow } from "../table/blank-row.ts";
import type { TableForm } from "../frame/data-rows.ts";
import { TotalRows } from "../frame/total-rows.ts";
import type { OmittedRows } from "../table/format-options.ts";
import { notesAtEnd } from "../frame/table-frame.ts";
import type { ReadProblem, Row, RowBatch } from "../table/table-reader.ts";

/**
 * The same batches, with rows that the caller does not want taken for no data: they keep their numbers, lose their cells, and are
 * told of. The last rows are held back, since only the end shows which of them are notes.
 */
export async function* omitRows(batches: AsyncIterable<RowBatch>, form: TableForm, omit: readonly OmittedRows[]): AsyncGenerator<RowBatch> {
  const header: Row[] = [];
  const held: RowBatch[] = [];
  const totals = new TotalRows();
  for await (const batch of batches) {
    held.push(omitInside(batch));
    while (held.length > 1 && count(held.slice(1)) >= LAST_ROWS) yield held.shift() as RowBatch;
  }
  yield* omit.includes("notes") ? withoutNotes(held, form.columnCount) : held;

  function omitInside(batch: RowBatch): RowBatch {
    return without(batch, (row, number) => {
      if (number <= form.preambleRows || row.length === 0 || isBlankRow(row)) return undefined;
      if (header.length < form.headerRows) {
        header.push(row);
        return undefined;
      }
      if (omit.includes("repeated_headers") && header.some((names) => isSame(names, row))) return "the header again";
      return omit.includes("totals") && totals.take(textsOf(row)) ? "a total" : undefined;
    });
  }
}

/** As many as notes under a table may be, and enough rows of it above to tell them. */
const LAST_ROWS = 64;

function* withoutNotes(batches: readonly RowBatch[], width: number): Generator<RowBatch> {
  const last = batches.flatMap(({ rows, firstRow }) => rows.map((row, index) => ({ row, number: firstRow + index })));
  let notes = notesAtEnd(
    last.map(({ row }) => textsOf(row)),
    width,
  );
  let from = Number.POSITIVE_INFINITY;
  for (const { row, number } of last.toReversed()) {
    if (notes === 0) break;
    if (row.length === 0 || isBlankRow(row)) continue;
    notes -= 1;
    from = number;
  }
  for (const batch of batches) {
    yield without(batch, (row, number) => (number >= from && row.length > 0 && !isBlankRow(row) ? "a note under the table" : undefined));
  }
}

/** @param reason - why a row is left out, or `undefined` */
function without(batch: RowBatch, reason: (row: Row, number: number) => string | undefined): RowBatch {
  const problems: ReadProblem[] = [];
  const rows = batch.rows.map((row, index) => {
    const number = batch.firstRow + index;
    const detail = reason(row, number);
    if (detail === undefined) return row;
    problems.push({ code: "omitted_rows", row: number, line: number, detail });
    return NO_ROW;
  });
  return problems.length === 0 ? batch : { ...batch, rows, problems: [...batch.problems, ...problems] };
}

const NO_ROW: Row = [];

function isSame(names: Row, row: Row): boolean {
  return row.length > 1 && row.length === names.length && names.every((name, column) => name === row[column]);
}

function textsOf(row: Row): string[] {
  return row.map((cell) => cell ?? "");
}

function count(batches: readonly RowBatch[]): number {
  return batches.reduce((sum, { rows }) => sum + rows.length, 0);
}
