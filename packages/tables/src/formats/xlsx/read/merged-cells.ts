import { MAX_COLUMNS } from "../../../table/limits.ts";
import { type ExpansionBudget, UNLIMITED } from "../../../table/expansion-budget.ts";
import { scanPart } from "./xml/scan-part.ts";

/** A rectangle of cells that are shown as one. Rows count from 1, columns from 0. */
export interface MergedRange {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** Fills the empty cells of a row that lie under a merged one. Rows must come in order. */
export type MergedFill = (row: number, cells: string[]) => void;

/** A sheet that is made by hand has a few hundred. More are not kept; the cells under them stay empty. */
const MAX_RANGES = 1_000_000;

/** Reads which cells of a sheet are merged. They stand behind the cells, so this is a pass of its own. */
export async function readMergedRanges(name: string, bytes: AsyncIterable<Uint8Array>): Promise<MergedRange[]> {
  const ranges: MergedRange[] = [];
  await scanPart(name, bytes, (scanner, path) => {
    if (scanner.name !== "mergeCell" || path.at(-1) !== "mergeCells" || ranges.length === MAX_RANGES) return;
    const match = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(scanner.attribute("ref") ?? "");
    if (!match) return;
    const [, left = "", top, right = "", bottom] = match;
    ranges.push({ firstRow: Number(top), lastRow: Number(bottom), firstColumn: columnIndex(left), lastColumn: columnIndex(right) });
  });
  return ranges.toSorted((a, b) => a.firstRow - b.firstRow);
}

/** Makes a fill of ranges that are in the order of their first rows. */
export function createMergedFill(ranges: readonly MergedRange[], budget: ExpansionBudget = UNLIMITED): MergedFill {
  let next = 0;
  let active: { readonly range: MergedRange; readonly text: string }[] = [];
  return (row, cells) => {
    if (active.length > 0) active = active.filter(({ range }) => range.lastRow >= row);
    for (let range = ranges[next]; range !== undefined && range.firstRow <= row; range = ranges[++next]) {
      const text = range.firstRow === row ? (cells[range.firstColumn] ?? "") : "";
      if (text !== "" && range.lastRow >= row) active.push({ range, text });
    }
    for (const { range, text } of active) {
      budget.addCells(range.lastColumn + 1 - Math.min(range.firstColumn, cells.length));
      while (cells.length <= range.lastColumn) cells.push("");
      for (let column = range.firstColumn; column <= range.lastColumn; column += 1) {
        if (cells[column] === "") cells[column] = text;
      }
    }
  };
}

function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters.toUpperCase()) index = index * 26 + letter.charCodeAt(0) - 64;
  return Math.min(index, MAX_COLUMNS) - 1;
}
