import { Kind } from "../values/kind.ts";
import { columnKinds, eachColumnKinds, kindOf as kindOfValue, type ColumnKinds } from "./column-kinds.ts";

/** Which of the first rows of a table name its columns, and how sure that is, 0.5 to 1. */
export interface HeaderGuess {
  /** How many rows above the header are titles that happen to be as wide as the table. */
  readonly titles: number;
  readonly rows: number;
  readonly confidence: number;
  /** The row that says in what units the columns are, as an index, or `undefined`. */
  readonly unitsRow: number | undefined;
}

/**
 * Decides how many of the first rows of a table are its header.
 *
 * For: names over columns of numbers, dates and the like; different, filled names. Against: a cell that has the type of its column, or
 * that comes again in it. A table of text only has a header unless something speaks against it. The lowest of the first five rows that
 * must be names makes those above it names, too: groups of columns, years, units.
 *
 * @param table - the rows without preamble and blank rows; the first few hundred do
 * @param width - how many cells they usually have
 */
export function detectHeader(table: readonly (readonly string[])[], width: number): HeaderGuess {
  const [first, second] = table;
  if (!first) return { titles: 0, rows: 0, confidence: 1, unitsRow: undefined };
  for (let row = Math.min(MOST_ROWS, table.length - 1) - 1; row >= 1; row -= 1) {
    if (!mustBeNames(table, row, width)) continue;
    const above = table.slice(0, row);
    const titles = above.findLastIndex((cells) => isTitle(cells, width)) + 1;
    const end = row + 1 + countContinued(table, row + 1, width);
    return { titles, rows: end - titles, confidence: 0.9, unitsRow: isUnits(table[row] ?? []) ? row : undefined };
  }
  const guess = firstRowIsNames(table, width);
  if (guess.rows === 0) return guess;
  let rows = 1;
  while (rows < MOST_ROWS && rows < table.length - 1 && isSame(first, table[rows] ?? [])) rows += 1;
  if (rows === 1 && second && table.length > 2 && isGroups(first, second, table)) rows = 2;
  return { ...guess, rows };
}

const MOST_ROWS = 5;
const BODY_ROWS = 100;

/** Whether a row, and so all above it, can only be names: text over typed columns, and nothing that could be a value of them. */
function mustBeNames(table: readonly (readonly string[])[], row: number, width: number): boolean {
  const cells = table[row] ?? [];
  // In a row that lacks a cell, or has one too many, values stand in the wrong columns.
  if (cells.length !== width) return false;
  const typed: ColumnKinds[] = [];
  for (const column of eachColumnKinds(table.slice(row + 1, row + 1 + BODY_ROWS), width)) {
    if (!column.isTyped) continue;
    // Most rows that are asked about are rows of values, and their first typed cell says so.
    if (isValue(cells, column)) return false;
    typed.push(column);
  }
  const needed = isUnits(cells) ? 1 : 2;
  const names = typed.filter((column) => isName(cells, column)).length;
  if (names < needed || names * 2 < typed.length) return false;
  // A row above that is a row of values proves that the names are none: a value is written out there.
  return table.slice(0, row).every((above, index) => {
    const agreeing = typed.filter((column) => isValue(above, column));
    return agreeing.length === 0 || (index === 0 && agreeing.every(({ column }) => isLabel(above[column] ?? "")));
  });
}

/** The kind of a cell. A number with more digits than a number keeps is text as a value, and no name none the less. */
function kindOf(cell: string): Kind {
  const kind = kindOfValue(cell);
  return kind === Kind.Text && LONG_NUMBER.test(cell) ? Kind.PointNumber : kind;
}

const LONG_NUMBER = /^\s*[-+]?(?:\d{8,}|\d*\.\d{8,})(?:[eE][-+]?\d+)?\s*$/;

function isName(cells: readonly string[], { column, agrees }: ColumnKinds): boolean {
  const cell = cells[column] ?? "";
  return cell.trim() !== "" && (kindOf(cell) === Kind.Text || isWord(cell)) && !agrees(Kind.Text);
}

/** `Unknown` and `Missing` are no values among values, and names above them. */
function isWord(cell: string): boolean {
  return kindOf(cell) === Kind.WeakNullToken && /^[\p{L} ]{7,}$/u.test(cell.trim());
}

function isValue(cells: readonly string[], { column, agrees }: ColumnKinds): boolean {
  const cell = cells[column] ?? "";
  if (cell.trim() === "") return false;
  const kind = kindOf(cell);
  return agrees(kind) || kind === Kind.NullToken || (kind === Kind.WeakNullToken && !isWord(cell));
}

/**
 * Whether a row is a title or a key and its value, and no group of columns: longer than the table, or of few cells that are a long text or
 * stand at the left.
 */
function isTitle(cells: readonly string[], width: number): boolean {
  if (cells.length > width) return true;
  const filled = cells.filter((cell) => cell.trim() !== "");
  const atLeft = cells.slice(0, filled.length).every((cell) => cell.trim() !== "");
  const isShort = filled.length <= 2 || (atLeft && filled.length * 2 <= width);
  if (isShort && filled.some((cell) => cell.length > 40 || cell.trim().split(/\s+/).length > 6)) return true;
  return width > 3 && atLeft && filled.length <= Math.max(2, width / 4);
}

/** How many rows go on with the names of the row above: without a first cell, and with less than half of the others, over typed columns. */
function countContinued(table: readonly (readonly string[])[], from: number, width: number): number {
  let row = from;
  while (row < from + 2 && row < table.length - 1 && isContinued(table, row, width)) row += 1;
  return row - from;
}

function isContinued(table: readonly (readonly string[])[], row: number, width: number): boolean {
  const cells = table[row] ?? [];
  const filled = cells.flatMap((cell, column) => (cell.trim() === "" ? [] : [column]));
  if (filled.length === 0 || filled[0] === 0 || filled.length * 2 > width) return false;
  const kinds = columnKinds(table.slice(row + 1, row + 1 + BODY_ROWS), width);
  return filled.every((column) => kinds.some((kind) => kind.column === column && kind.isTyped && isName(cells, kind)));
}

/** A year, or the number of a month, a week or a column: what groups of columns are called, too. */
function isLabel(cell: string): boolean {
  return /^\s*(?:(?:19|20)\d\d|\d{1,2})\s*$/.test(cell);
}

/** Whether the filled cells of a row are units: most in brackets, or signs such as `%` and `°C`. */
function isUnits(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "" && cell !== "-");
  const units = filled.filter((cell) => UNIT.test(cell)).length;
  return units > 0 && units * 2 > filled.length;
}

const UNIT =
  /^(?:[[(].{1,20}[\])]|[%‰°€$£]|°[CF]|[munckMG]?(?:m|g|s|A|V|W|Hz|Pa|bar|mol|L|l|J|N|K|Wh|eV)(?:[²³23]|\^-?\d)?(?:[/*·].{1,8})?|kg(?:\/.+)?|mm\/h|km\/h|hPa|ppm|ppb|EUR|USD|GBP|CHF|min|h|d|yr|deg|rad|mph|rpm|dB|lux|ISO 8601)$/;

/**
 * Whether the first row names groups of the columns that the second names: it has gaps where the second has none, and the rows below
 * have none either, or so many that the second cannot be one of them.
 */
function isGroups(first: readonly string[], second: readonly string[], table: readonly (readonly string[])[]): boolean {
  const names = second.map((cell) => cell.trim());
  const isGap = (column: number) => (first[column] ?? "").trim() === "";
  const gaps = names.flatMap((_, column) => (isGap(column) ? [column] : []));
  const groups = first.filter((cell) => cell.trim() !== "").length;
  if (names.length < 3 || groups === 0 || gaps.length * 3 < names.length) return false;
  if (names.some((name) => name !== "" && kindOf(name) !== Kind.Text && !isWord(name))) return false;
  const body = table.slice(2, 2 + BODY_ROWS);
  if (body.length === 0 || body.some((row) => isSame(row, second))) return false;
  const share = (rows: readonly (readonly string[])[]) =>
    rows.reduce((sum, row) => sum + gaps.filter((column) => (row[column] ?? "").trim() !== "").length, 0) / (rows.length * gaps.length);
  if (share([second]) < ALMOST_ALL) return false;
  return names.includes("") ? share(body) < MANY : groups * 4 >= names.length && share(body) >= 0.8;
}

const ALMOST_ALL = 0.95;
const MANY = 0.7;

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.length > 1 && a.every((cell, column) => cell === b[column]);
}

/** Decides about the first row alone, by votes of its cells. */
function firstRowIsNames(table: readonly (readonly string[])[], width: number): HeaderGuess {
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
  const votes = columns.reduce((sum, column) => sum + voteOf(column), namesVote(first));
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

/** Different, filled names speak for a header a little. */
function namesVote(cells: readonly string[]): number {
  const filled = cells.filter((cell) => cell.trim() !== "");
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
  return isCodeOf(cell, values) || isFirstOf(cell, values) ? -1 : 0.1;
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

function formOf(code: string): string {
  return code.replaceAll(/\d/g, "0").replaceAll(/\p{L}/gu, "a");
}
