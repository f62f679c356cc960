import { RowmillError } from "@rowmill/core/errors";
import type { RowsRead } from "../../read-rows.ts";
import type { Cell, Row } from "../../table/table-reader.ts";
import { isFormula } from "../../values/formula.ts";
import { extraColumn, rejectColumns } from "../reject-columns.ts";

/** The file of rejects of an earlier transform, which its owner has corrected. */
export interface ReturnedRejects {
  /** The columns of the file that was transformed. */
  readonly columns: readonly string[];
  /** The numbers of the rows that were rejected. A row that was not, or comes twice, is refused: it would be in the result twice. */
  readonly rowNumbers: ReadonlySet<number>;
}

/**
 * The rows of a file of rejects that came back, as they would stand in the file that they are from: with its columns and their numbers there.
 * Columns may stand in another order, and those that describe the problems may be missing.
 *
 * @throws RowmillError `FILE_FORMAT_UNSUPPORTED` where the column with the numbers or one of the file's own is not there
 */
export async function* returnedRows(
  reading: AsyncGenerator<RowsRead, void, undefined>,
  { columns, rowNumbers: rejected }: ReturnedRejects,
): AsyncGenerator<RowsRead, void, undefined> {
  const seen = new Set<number>();
  for await (const batch of reading) {
    const place = placesIn(batch.columns, columns);
    const isGuarded = batch.format.format === "delimited";
    const rows = batch.rows.map((row) =>
      withoutPadding(
        place.cells.map((at) => original(row[at] ?? null, isGuarded)),
        columns.length,
      ),
    );
    const rowNumbers = batch.rows.map((row, index) => numberOf(row[place.row] ?? null, batch.rowNumbers[index] ?? 0));
    for (const number of rowNumbers) {
      if (!rejected.has(number)) throw notReturned(`only rows that were rejected: row ${number} was not`);
      if (seen.has(number)) throw notReturned(`each row once: row ${number} comes again`);
      seen.add(number);
    }
    yield { ...batch, columns, rows, rowNumbers, problems: [] };
  }
}

/** Where the number of the row, the file's own columns and those beyond them stand. */
function placesIn(found: readonly string[], columns: readonly string[]): { readonly row: number; readonly cells: readonly number[] } {
  const name = rejectColumns(columns).row;
  const row = found.indexOf(name);
  if (row < 0) throw notReturned(`the column ${JSON.stringify(name)}, which says which row of the file is corrected`);
  const taken = new Set<number>();
  const cells = columns.map((column) => {
    const at = found.findIndex((other, index) => other === column && !taken.has(index));
    if (at < 0) throw notReturned(`the column ${JSON.stringify(column)}`);
    taken.add(at);
    return at;
  });
  for (let index = 0; found.includes(extraColumn(index)); index += 1) {
    const at = found.indexOf(extraColumn(index));
    if (!taken.has(at)) cells.push(at);
  }
  return { row, cells };
}

/** A text without the apostrophe that guards it in a delimited file. */
function original(cell: Cell, isGuarded: boolean): Cell {
  return isGuarded && cell?.startsWith("'") && isFormula(cell.slice(1)) ? cell.slice(1) : cell;
}

/** Rows of a table have one width, so the empty cells behind that of the file are none. */
function withoutPadding(cells: readonly Cell[], width: number): Row {
  let end = cells.length;
  while (end > width && (cells[end - 1] ?? "") === "") end -= 1;
  return cells.slice(0, end);
}

/** @throws RowmillError `FILE_FORMAT_UNSUPPORTED` */
function numberOf(cell: Cell, at: number): number {
  const number = Number(cell);
  if (cell !== null && cell.trim() !== "" && Number.isSafeInteger(number) && number > 0) return number;
  throw notReturned(`a row number in row ${at}, where ${JSON.stringify(cell)} stands`);
}

function notReturned(missing: string): RowmillError {
  const message = `This is no file of rejects of that transform: it does not have ${missing}. Correct cells of the file of rejects, and keep its first column`;
  return new RowmillError("FILE_FORMAT_UNSUPPORTED", message, { retriable: false });
}
