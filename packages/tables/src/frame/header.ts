import { Kind } from "../values/kind.ts";
import { columnKinds, eachColumnKinds, type ColumnKinds } from "./column-kinds.ts";
import { firstRowIsNames } from "./first-row-names.ts";
import type { HeaderGuess } from "./header-guess.ts";
import { isName, isSame, isValue, isWord, kindOf } from "./name-cells.ts";

/**
 * Decides how many of the first rows of a table are its header.
 *
 * For: names over columns of numbers, dates and the like; different, filled names. Against: a cell that has the type of its column, or
 * that comes again in it. A table of text only has a header unless something speaks against it. The lowest of the first rows that must be
 * names makes those above it names, too: groups of columns, years, units; settings, and what stands more than five rows above, are titles.
 *
 * @param table - the rows without preamble and blank rows; the first few hundred do
 * @param width - how many cells they usually have
 */
export function detectHeader(table: readonly (readonly string[])[], width: number): HeaderGuess {
  const [first, second] = table;
  if (!first) return { titles: 0, rows: 0, confidence: 1, unitsRow: undefined };
  for (let row = Math.min(NAMES_WITHIN, table.length - 1) - 1; row >= 1; row -= 1) {
    const typed = mustBeNames(table, row, width);
    if (!typed) continue;
    const names = table[row] ?? [];
    const above = table.slice(0, row);
    if (width === 2 && row >= 2 && above.every((cells) => isKeyed(cells))) return afterSettings(table, typed);
    const lastSetting = above.findLastIndex((cells) => isSetting(cells, typed));
    const areSettings = row >= MOST_ROWS || (lastSetting >= 0 && !areAllNames(above.slice(lastSetting + 1), width));
    const titles = areSettings
      ? row
      : lastSetting >= 0
        ? lastSetting + 1
        : above.findLastIndex((cells) => isTitle(cells, width) || isHeading(cells, names, width)) + 1;
    const end = row + 1 + countContinued(table, row + 1, width);
    return { titles, rows: end - titles, confidence: 0.9, unitsRow: isUnits(table[row] ?? []) ? row : undefined };
  }
  const control = controlRows(table, width);
  if (control > 0) {
    const below = firstRowIsNames(table.slice(control), width);
    if (below.rows > 0) return { ...below, titles: control };
  }
  const guess = firstRowIsNames(table, width);
  if (guess.rows === 0) return guess;
  let rows = 1;
  while (rows < MOST_ROWS && rows < table.length - 1 && isSame(first, table[rows] ?? [])) rows += 1;
  if (rows === 1 && second && table.length > 2 && (isGroups(first, second, table) || isRest(first, second, table))) rows = 2;
  if (rows === 1) rows += countContinued(table, rows, width);
  return { ...guess, rows };
}

const MOST_ROWS = 5;
/** The names of a table stand below at most so many settings of the same width, less one. */
const NAMES_WITHIN = 12;
const BODY_ROWS = 100;

/**
 * The typed columns below a row that can only be names, as all rows above it are: text over these columns, and nothing that could be a value of
 * them. `undefined` for any other row.
 */
function mustBeNames(table: readonly (readonly string[])[], row: number, width: number): readonly ColumnKinds[] | undefined {
  const cells = table[row] ?? [];
  // In a row that lacks a cell, or has one too many, values stand in the wrong columns.
  if (cells.length !== width) return undefined;
  const typed: ColumnKinds[] = [];
  for (const column of eachColumnKinds(table.slice(row + 1, row + 1 + BODY_ROWS), width)) {
    if (!column.isTyped) continue;
    // Most rows that are asked about are rows of values, and their first typed cell says so.
    if (isValue(cells, column)) return undefined;
    typed.push(column);
  }
  const needed = isUnits(cells) ? 1 : 2;
  const names = typed.filter((column) => isName(cells, column)).length;
  if (names < needed || names * 2 < typed.length) return undefined;
  // A row above that is a row of values proves that the names are none: a value is written out there.
  const isAbove = table.slice(0, row).every((above, index) => {
    const agreeing = typed.filter((column) => isValue(above, column));
    if (agreeing.length === 0 || above.length > width || isSetting(above, typed) || isHeading(above, cells, width)) return true;
    return index === 0 && agreeing.every(({ column }) => isLabel(above[column] ?? ""));
  });
  return isAbove ? typed : undefined;
}

/** Whether rows below settings are names and units of all columns, as loggers write them: there is one, and none is short. */
function areAllNames(rows: readonly (readonly string[])[], width: number): boolean {
  if (rows.length === 0 || width < LEAST_LOGGED) return false;
  return rows.every((cells) => cells.length === width && cells.every((cell) => cell.trim() !== "" && kindOf(cell) === Kind.Text));
}

const LEAST_LOGGED = 4;

/** Whether a row of two cells has a key, and maybe its value. */
function isKeyed([key = "", ...values]: readonly string[]): boolean {
  return values.length <= 1 && kindOf(key) === Kind.Text && key.trim() !== "";
}

/** Records of two columns below settings, which name none of them. */
function afterSettings(table: readonly (readonly string[])[], typed: readonly ColumnKinds[]): HeaderGuess {
  const first = table.findIndex((cells) => typed.every((column) => isValue(cells, column)));
  return { titles: Math.max(0, first), rows: 0, confidence: SETTINGS_CONFIDENCE, unitsRow: undefined };
}

const SETTINGS_CONFIDENCE = 0.7;

/** Whether a row is a setting and its values: its first cell says what they are, where the column has numbers or dates, and none is empty. */
function isSetting(cells: readonly string[], typed: readonly ColumnKinds[]): boolean {
  const [first] = typed;
  const isFull = cells.every((cell) => cell.trim() !== "");
  return isFull && first?.column === 0 && isName(cells, first) && typed.some((column) => isValue(cells, column));
}

/**
 * Whether a row says something about the file, above names that are all there: it is shorter than the table and has no gaps, so it names no groups
 * of columns, and where it was padded to the width of the table it has values.
 */
function isHeading(cells: readonly string[], names: readonly string[], width: number): boolean {
  const end = cells.findLastIndex((cell) => cell.trim() !== "") + 1;
  if (width < 3 || end < 2 || end >= width || names.some((cell) => cell.trim() === "")) return false;
  const filled = cells.slice(0, end);
  if (filled.some((cell) => cell.trim() === "")) return false;
  return cells.length < width || filled.some((cell) => kindOf(cell) !== Kind.Text && !isLabel(cell));
}

/**
 * How many rows at the top are a record of their own about the file: names and values, or values alone, of which two numbers or dates at least
 * stand where no row below the next has one.
 */
function controlRows(table: readonly (readonly string[])[], width: number): number {
  for (let row = Math.min(CONTROL_ROWS, table.length - LEAST_BELOW) - 1; row >= 0; row -= 1) {
    const cells = table[row] ?? [];
    const isOdd = (column: number) => ISOLATED.has(kindOf(cells[column] ?? ""));
    if (cells.some((cell) => cell.trim() === "") || cells.filter((_, column) => isOdd(column)).length < 2) continue;
    const kinds = columnKinds(table.slice(row + 2, row + 2 + BODY_ROWS), width);
    const foreign = kinds.filter(({ column, isTyped, filled }) => isOdd(column) && !isTyped && filled >= LEAST_BELOW).length;
    if (foreign >= 2 && kinds.every((kind) => !kind.isTyped || !isValue(cells, kind))) return row + 1;
  }
  return 0;
}

const CONTROL_ROWS = 3;
const LEAST_BELOW = 4;
/** What does not stand in a column of text by chance. */
const ISOLATED: ReadonlySet<Kind> = new Set([
  Kind.Integer,
  Kind.PointNumber,
  Kind.CommaNumber,
  Kind.Date,
  Kind.DateDayFirst,
  Kind.DateMonthFirst,
  Kind.DateEitherOrder,
  Kind.DateTime,
  Kind.DateTimeDayFirst,
  Kind.DateTimeMonthFirst,
  Kind.DateTimeEitherOrder,
]);

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
  const isNamed = (name: string, column: number) => kindOf(name) === Kind.Text || isWord(name) || (column > 0 && GROUP_YEAR.test(name));
  if (names.some((name, column) => name !== "" && !isNamed(name, column))) return false;
  const body = table.slice(2, 2 + BODY_ROWS);
  if (body.length === 0 || body.some((row) => isSame(row, second))) return false;
  // Text over text alone is rather two records, of which the first lacks a value.
  const labels = first.filter((cell) => cell.trim() !== "");
  const areLabels = labels.some(isLabel) || new Set(labels).size < labels.length || gaps.length > 1;
  if (!areLabels && !columnKinds(body, names.length).some(({ isTyped }) => isTyped)) return false;
  const share = (rows: readonly (readonly string[])[]) =>
    rows.reduce((sum, row) => sum + gaps.filter((column) => (row[column] ?? "").trim() !== "").length, 0) / (rows.length * gaps.length);
  if (share([second]) < ALMOST_ALL) return false;
  return names.includes("") ? share(body) < MANY : groups * 4 >= names.length && share(body) >= 0.8;
}

/** A year below the name of a group. */
const GROUP_YEAR = /^(?:19|20)\d\d$/;

/**
 * Whether the second row has the names that the first lacks, as programs for surveys write the answers below their question: it is filled
 * wherever the first is not, and empty below names of columns that have a number or a date in all rows.
 */
function isRest(first: readonly string[], second: readonly string[], table: readonly (readonly string[])[]): boolean {
  const isEmpty = (cells: readonly string[], column: number) => (cells[column] ?? "").trim() === "";
  const gaps = second.flatMap((_, column) => (isEmpty(first, column) ? [column] : []));
  if (gaps.length === 0 || gaps.some((column) => isEmpty(second, column))) return false;
  if (second.some((cell) => cell.trim() !== "" && kindOf(cell) !== Kind.Text && !isWord(cell))) return false;
  const body = table.slice(2, 2 + BODY_ROWS);
  // Headings of sections stand in a column that has nothing else.
  const isUsed = (column: number) => body.filter((row) => !isEmpty(row, column)).length * 5 >= body.length;
  if (!gaps.some(isUsed)) return false;
  const typed = columnKinds(body, second.length).filter(({ isTyped, filled }) => isTyped && filled >= body.length * ALMOST_ALL);
  return typed.some(({ column }) => isEmpty(second, column)) && typed.every((kind) => !isValue(second, kind));
}

const ALMOST_ALL = 0.95;
const MANY = 0.7;
