import { RowmillError } from "@rowmill/core/errors";
import { columnKinds } from "../../../frame/column-kinds.ts";
import { isBlankRow } from "../../../table/blank-row.ts";
import { opened, type OpenedRows } from "./opened-rows.ts";
import type { SheetInfo, SheetOptions, Workbook } from "./workbook.ts";

/** A sheet that was chosen, and its rows, of which the first were looked at. */
export interface ChosenSheet {
  readonly sheet: SheetInfo;
  readonly rows: OpenedRows;
}

/**
 * Finds the sheet that is meant: by its name (also in other letters, as spreadsheet programs have it), or by its index from 0 among the
 * sheets with cells. Without either, the first visible one with a table, that is two rows of two cells. A sheet of notes about the workbook, or
 * of its contents, is passed over for a wider table behind it. Without a table it is the first visible sheet with any cell, the first with any cell,
 * the first.
 *
 * @throws RowmillError `OPTION_INVALID` if there is no such sheet, `FILE_CORRUPT` if there is none at all
 */
export async function chooseSheet(workbook: Workbook, wanted: string | number | undefined, options: SheetOptions): Promise<ChosenSheet> {
  const { sheets } = workbook;
  if (wanted !== undefined) {
    const sheet = findSheet(sheets, wanted);
    return { sheet, rows: await opened(workbook.rows(sheet, options)) };
  }
  let fallback: SheetInfo | undefined;
  let notes: { readonly sheet: SheetInfo; readonly rows: number } | undefined;
  const names = new Set(sheets.map(({ name }) => name));
  const visibleFirst = sheets.toSorted((a, b) => Number(a.visibility !== "visible") - Number(b.visibility !== "visible"));
  for (const sheet of visibleFirst.slice(0, MOST_SHEETS_LOOKED_AT)) {
    // A hidden table is taken only where nothing that can be seen has a cell.
    if ((fallback ?? notes) !== undefined && sheet.visibility !== "visible") break;
    const rows = await opened(workbook.rows(sheet, options));
    const isTable = hasTable(rows);
    const isNotes = isTable && isAbout(rows, names);
    if (isTable && !isNotes && (notes === undefined || isLarger(rows, notes.rows))) return { sheet, rows };
    if (isNotes) notes ??= { sheet, rows: rows.sample.length };
    if (rows.sample.length > 0) fallback ??= sheet;
    await rows.close();
  }
  const sheet = notes?.sheet ?? fallback ?? sheets[0];
  if (sheet === undefined)
    throw new RowmillError("FILE_CORRUPT", "The workbook has no sheet with cells: pass another file", { retriable: false });
  return { sheet, rows: await opened(workbook.rows(sheet, options)) };
}

const MOST_SHEETS_LOOKED_AT = 100;

function hasTable({ sample }: OpenedRows): boolean {
  const wide = sample.filter(({ cells }) => !isBlankRow(cells) && cells.filter((cell) => cell !== "").length >= 2);
  return wide.length >= 2;
}

/** Whether there are more rows, and most have three cells at least. */
function isLarger({ sample }: OpenedRows, rows: number): boolean {
  if (sample.length <= rows) return false;
  return sample.filter(({ cells }) => cells.length >= 3).length * 2 > sample.length;
}

/**
 * Whether a sheet tells about the workbook: a few keys with values of any kind and no number or date in all of them, or the names of its other sheets.
 */
function isAbout({ sample, complete }: OpenedRows, names: ReadonlySet<string>): boolean {
  const rows = sample.map(({ cells }) => cells).filter((cells) => !isBlankRow(cells));
  if (!complete || rows.length > MOST_NOTES) return false;
  const contents = rows.filter((cells) => cells.some((cell) => names.has(cell.trim()))).length;
  if (contents > 1 && contents * 2 >= rows.length) return true;
  if (rows.length > MOST_KEYS) return false;
  const filled = rows.filter((cells) => cells.filter((cell) => cell !== "").length >= 2);
  if (filled.some((cells) => cells.length > 2)) return false;
  return columnKinds(filled, 2).every(({ isTyped }) => !isTyped) && columnKinds(filled.slice(1), 2).every(({ isTyped }) => !isTyped);
}

/** A sheet of more rows is none of notes. */
const MOST_NOTES = 60;
const MOST_KEYS = 20;

function findSheet(sheets: readonly SheetInfo[], wanted: string | number): SheetInfo {
  const found =
    typeof wanted === "number"
      ? sheets[wanted]
      : (sheets.find(({ name }) => name === wanted) ??
        sheets.find(({ name }) => name.trim().toLowerCase() === wanted.trim().toLowerCase()));
  if (found) return found;
  const names = sheets.slice(0, 50).map(({ name }) => JSON.stringify(name));
  throw new RowmillError(
    "OPTION_INVALID",
    `The workbook has no sheet ${JSON.stringify(wanted)}: it has ${names.join(", ") || "none"}${sheets.length > 50 ? " and more" : ""}`,
    { details: { sheet: wanted }, retriable: false },
  );
}
