import { isName, isSame } from "./name-cells.ts";
import { isOfForm, isRecord, recordForm } from "./row-form.ts";
import type { FilledRow } from "./split-tables.ts";
import { isNarrow } from "./table-region.ts";

/** How many rows stand above a table of this width: titles, notes, keys with their values. */
export function countPreamble(rows: readonly FilledRow[], width: number): number {
  let start = rows.findIndex(({ cells }) => !isNarrow(cells, width));
  if (start < 0) return 0;
  // Notes may have a delimiter or two by chance. A gap below them, and no row of the width above it, tells them from the table.
  const gap = rows.findIndex(({ afterGap }, index) => index > start && afterGap);
  const isOther = ({ cells }: FilledRow) => cells.length < width || cells.filter((cell) => cell !== "").length * 2 <= width;
  if (gap > 0 && gap <= MOST_NOTES && rows.slice(0, gap).every(isOther) && !rows.slice(gap).every(isOther)) start = gap;
  while (start < rows.length && isNarrow(rows[start]?.cells ?? [], width)) start += 1;
  // A delimiter at the end of each line makes one more cell.
  const sameWidth = rows
    .slice(start)
    .filter(({ cells }) => cells.length === width || (cells.length > width && cells[width]?.trim() === "")).length;
  if (start === 0 || sameWidth < 2) return 0;
  return withRecords(rows, withNames(rows, start));
}

/**
 * Where the table starts, with what was taken for titles because it is short: the names of its first columns, directly above rows that are all
 * longer. Three names at least, since a setting and its value look like two.
 */
function withNames(rows: readonly FilledRow[], start: number): number {
  const cells = rows[start - 1]?.cells ?? [];
  if (isNameAlone(rows, start)) return start - 1;
  if (cells.length < LEAST_NAMES || rows[start]?.afterGap === true || cells.some((cell) => cell.trim() === "")) return start;
  const { kinds } = recordForm(rows.slice(start).map((row) => row.cells));
  const typed = kinds.filter(({ isTyped, column }) => isTyped && column < cells.length);
  return typed.length > 0 && typed.every((kind) => isName(cells, kind)) && new Set(cells).size === cells.length ? start - 1 : start;
}

const LEAST_NAMES = 3;

/**
 * Whether only the first column has a name: one word in a row of the table's width, directly above records and over numbers, dates and the like.
 */
function isNameAlone(rows: readonly FilledRow[], start: number): boolean {
  const [name = "", ...others] = rows[start - 1]?.cells ?? [];
  const first = rows[start];
  if (!ONE_WORD.test(name) || !first || first.afterGap || others.length + 1 !== first.cells.length) return false;
  if (others.some((cell) => cell.trim() !== "")) return false;
  const form = recordForm(rows.slice(start + 1).map(({ cells }) => cells));
  const [kind] = form.kinds;
  return kind?.isTyped === true && isName([name], kind) && isRecord(first.cells, form);
}

const ONE_WORD = /^\s*\p{L}[\p{L}\d_.]{0,20}\s*$/u;

/** The same with records that are short: rows that grow from one to the next, and the head of a record whose other heads stand between the rows. */
function withRecords(rows: readonly FilledRow[], start: number): number {
  const body = rows.slice(start).map(({ cells }) => cells);
  const form = recordForm(body.slice(1));
  let from = start;
  if (isRecord(body[0] ?? [], form)) while (from > 0 && isRecord(rows[from - 1]?.cells ?? [], form)) from -= 1;
  const cells = rows[from - 1]?.cells ?? [];
  return from > 0 && cells.length > 1 && body.some((row) => isOfForm(row, cells) && !isSame(row, cells)) ? from - 1 : from;
}

const MOST_NOTES = 50;
