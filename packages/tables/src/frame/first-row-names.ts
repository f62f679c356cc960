import { Kind } from "../values/kind.ts";
import { columnKinds, type ColumnKinds } from "./column-kinds.ts";
import type { HeaderGuess } from "./header-guess.ts";
import { formOf, isOfForm } from "./row-form.ts";
import { isSame, isWord, kindOf } from "./name-cells.ts";

const BODY_ROWS = 100;

/** Decides about the first row alone, by votes of its cells. */
export function firstRowIsNames(table: readonly (readonly string[])[], width: number): HeaderGuess {
  const [first = [], ...others] = table;
  const body = others.slice(0, BODY_ROWS);
  const years = yearColumns(first);
  const days = dayColumns(first);
  const typed = first.filter(
    (cell, column) => cell.trim() !== "" && kindOf(cell) !== Kind.Text && !isWord(cell) && !years.has(column),
  ).length;
  if (body.length === 0) return { titles: 0, rows: typed === 0 ? 1 : 0, confidence: 0.6, unitsRow: undefined };
  const widest = Math.max(width, Math.min(first.length, 2 * width));
  // A header that comes again, as where files were put one behind the other, is none the less one.
  const different = columnKinds(
    body.filter((row) => !isSame(first, row)),
    widest,
  );
  const columns = different.some(({ isTyped }) => isTyped) ? different : columnKinds(body, widest);
  const voteOf = (kinds: ColumnKinds) => {
    const cell = first[kinds.column] ?? "";
    if (years.has(kinds.column)) return yearVote(kinds);
    return days.has(kinds.column) && kinds.isTyped && !kinds.agrees(kindOf(cell)) ? 0.5 : vote(cell, kinds);
  };
  if (isOneOfMany(first, others, width)) return { titles: 0, rows: 0, confidence: 0.8, unitsRow: undefined };
  const votes = columns.reduce((sum, column) => sum + voteOf(column), namesVote(first, body.length));
  const strength = Math.abs(votes) / Math.max(1, columns.length);
  return { titles: 0, rows: votes > 0 ? 1 : 0, confidence: Math.round(Math.min(1, 0.5 + strength / 2) * 100) / 100, unitsRow: undefined };
}

/** The columns of a row whose cell is a year, alone beside words, or one after the year to its left: what columns are called, too. */
function yearColumns(cells: readonly string[]): ReadonlySet<number> {
  const years = cells.map((cell) => (YEAR.test(cell) ? Number(cell) : undefined));
  const found = years.flatMap((year, column) => (year === undefined ? [] : [column]));
  const isOne =
    found.length === 1 && cells.every((cell, column) => column === found[0] || (cell.trim() !== "" && kindOf(cell) === Kind.Text));
  const isNext = (a: number | undefined, b: number | undefined) => a !== undefined && b !== undefined && Math.abs(a - b) === 1;
  const inRun = found.filter((column) => isNext(years[column], years[column - 1]) || isNext(years[column], years[column + 1]));
  return new Set(isOne || inRun.length >= 3 ? found : inRun.length === 2 && found.length === 2 ? found : []);
}

/** The columns of a row whose cells are different dates, two at least: columns of days are called so. */
function dayColumns(cells: readonly string[]): ReadonlySet<number> {
  const found = cells.flatMap((cell, column) => (DATES.has(kindOf(cell)) ? [column] : []));
  const different = new Set(found.map((column) => cells[column]?.trim()));
  return new Set(found.length > 1 && different.size === found.length ? found : []);
}

const DATES: ReadonlySet<Kind> = new Set([Kind.Date, Kind.DateDayFirst, Kind.DateMonthFirst, Kind.DateEitherOrder]);

const YEAR = /^\s*(?:1[89]|20)\d\d\s*$/;

/** A year over other years is a value like them; over anything else, and most over numbers with decimals, it is a name. */
function yearVote({ values, isTyped, filled }: ColumnKinds): number {
  if (filled === 0) return 0;
  const all = [...values];
  const likeYears = all.filter((value) => YEAR.test(value)).length;
  if (likeYears * 5 > all.length) return -1;
  return isTyped ? 0.5 : 0.25;
}

/**
 * Different, filled names speak for a header a little. One name, of the first column, speaks neither for it nor against it, unless a single row
 * follows: that may as well be a title and a record.
 */
function namesVote(cells: readonly string[], recordCount: number): number {
  const filled = cells.filter((cell) => cell.trim() !== "");
  if (filled.length === 1 && filled[0] === cells[0] && recordCount > 1) return 0;
  const different = new Set(filled).size === cells.length;
  return filled.length * 2 < cells.length ? -1 : different ? 0.5 : 0.1;
}

function vote(cell: string, { isTyped, agrees, filled, values }: ColumnKinds): number {
  if (cell.trim() === "" || filled === 0) return 0;
  const kind = isWord(cell) ? Kind.Text : kindOf(cell);
  if (isTyped) {
    if (kind === Kind.Text) return 1;
    return agrees(kind) ? -1 : -0.25;
  }
  if (kind !== Kind.Text) return -0.5;
  if (values.has(cell)) return -0.6;
  if (isSettingAmong(cell, values)) return -1;
  if (isCodeOf(cell, values) || isFirstOf(cell, values) || isNumberedAs(cell, values)) return -1;
  return isShortCodeOf(cell, values) ? -0.5 : 0.1;
}

/** Whether a cell is a key and its value, as most values of its column are: `Name: Ada` over `City: Bonn`. */
function isSettingAmong(cell: string, values: ReadonlySet<string>): boolean {
  return SETTING.test(cell) && [...values].filter((value) => SETTING.test(value)).length * 2 >= values.size;
}

const SETTING = /^\s*\p{L}[\p{L}\d _.-]{0,30}\s?[:=]\s?\S/u;

/** Whether a cell is a word and a number like all values of its column: `Stop0` over `Stop1` and `Stop2`. */
function isNumberedAs(cell: string, values: ReadonlySet<string>): boolean {
  const stem = NUMBERED.exec(cell)?.[1];
  if (stem === undefined || values.size < LEAST_CODES) return false;
  for (const value of values) if (NUMBERED.exec(value)?.[1] !== stem) return false;
  return true;
}

const NUMBERED = /^(\p{L}[^\d]*)\d+$/u;

/** Whether a cell has two or three capitals like all values of its column: `BQ` over `AW` and `AG`. */
function isShortCodeOf(cell: string, values: ReadonlySet<string>): boolean {
  if (!/^[A-Z]{2,3}$/.test(cell) || values.size < LEAST_CODES) return false;
  for (const value of values) if (value.length !== cell.length || !/^[A-Z]+$/.test(value)) return false;
  return true;
}

const LEAST_CODES = 4;

/** Whether a row is shorter than the table, and rows of its form come again below: the head of an order, and its positions below it. */
function isOneOfMany(first: readonly string[], others: readonly (readonly string[])[], width: number): boolean {
  if (first.length >= width || first.length < 2) return false;
  return others.some((row) => !isSame(first, row) && isOfForm(row, first));
}

/** Whether a cell comes right before the values of its column in the order of the alphabet, in which all of them are: `AD` over `AE`, `AF`. */
function isFirstOf(cell: string, values: ReadonlySet<string>): boolean {
  if (values.size < LEAST_IN_ORDER) return false;
  let last = cell;
  for (const value of values) {
    if (value <= last) return false;
    last = value;
  }
  const [first = ""] = values;
  return first[0] === cell[0];
}

/** So many words are in order by chance once in millions. */
const LEAST_IN_ORDER = 9;

/**
 * Whether a cell is a path like most values of its column, or has three digits and more and is written like them: `418-Y11-4111`
 * over `319-Z19-4341`.
 */
function isCodeOf(cell: string, values: ReadonlySet<string>): boolean {
  if (PATH.test(cell)) return [...values].filter((value) => PATH.test(value)).length * 2 >= values.size;
  if (!/(?:\d\D*){3}/.test(cell) || cell.length > LONGEST_CODE || values.size < 2) return false;
  const form = formOf(cell);
  const alike = [...values].filter((value) => value.length === cell.length && formOf(value) === form).length;
  return alike * 2 >= values.size;
}

const PATH = /^\s*(?:\.{0,2}\/[^/\s]|[A-Za-z]:\\|\\\\)/;
const LONGEST_CODE = 40;
