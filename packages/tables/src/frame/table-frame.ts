import { isBlankRow } from "../table/blank-row.ts";
import { columnKinds } from "./column-kinds.ts";
import { countFooter } from "./footer.ts";
import { TotalRows } from "./total-rows.ts";
import { detectHeader } from "./header.ts";
import type { HeaderGuess } from "./header-guess.ts";
import { invalidOption } from "../table/check-format-options.ts";
import { headerNames, isRulerRow } from "../table/header-names.ts";
import { countPreamble } from "./preamble.ts";
import { withSections } from "./sections.ts";
import { alignedHeader, namesOfAll } from "./shifted-names.ts";
import { splitTables, type FilledRow } from "./split-tables.ts";
import { usualWidth } from "./table-region.ts";

/**
 * How the rows of a file, a sheet or a sample lie. All positions count from 0 at the first of the rows that were given; blank rows and
 * comments are counted.
 */
export interface TableFrame {
  /** How many cells the table's rows have, usually. 0 without rows. */
  readonly width: number;
  /** The share of the table's rows that have this width, 0 to 1. */
  readonly consistency: number;
  /** How many rows stand above the header: titles, notes, key and value pairs, blank rows. */
  readonly preambleRows: number;
  /** How many rows name the columns, from row `preambleRows` on: 0 without a header. */
  readonly headerRows: number;
  /** How sure `headerRows` is, 0.5 to 1. */
  readonly headerConfidence: number;
  /**
   * The names of the columns, as `headerNames` joins them from the header rows; `""` where a column has none. Empty without a header.
   */
  readonly columnNames: readonly string[];
  /** The row of the header that is a line drawn under the names, or `undefined`. It is one of the `headerRows`. */
  readonly rulerRow: number | undefined;
  /** The header row that says in what units the columns are (`(kg)`, `m/s`), or `undefined`. It is one of the `headerRows`. */
  readonly unitsRow: number | undefined;
  /** The first row of data, as far as there is one. */
  readonly dataStart: number;
  /** The row after the last one of the table: `rows.length` unless something else follows. */
  readonly dataEnd: number;
  /** Rows of data that add up the others (`Total`, `Summe`). They stay in the table. */
  readonly totalRows: readonly number[];
  /** Notes under the table, left out of it: from the first to before the second of these. Both are `dataEnd` if there are none. */
  readonly footer: RowRange;
  /** Tables that are not read: every one but the largest. */
  readonly otherTables: readonly TableBlock[];
  /** How sure all of that is, 0 to 1. */
  readonly confidence: number;
}

/** Rows from `from` on and before `to`. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** A table beside the one that is read. Its header is one of its rows. */
export interface TableBlock extends RowRange {
  readonly width: number;
}

/** What is known about the rows. */
export interface FrameOptions {
  /** Whether the table has a header. Without it that is detected. */
  readonly header?: boolean | undefined;
  /** How many rows name the columns. Without it that is detected. */
  readonly headerRows?: number | undefined;
  /** How many rows stand above the table. Without it that is detected. */
  readonly preambleRows?: number | undefined;
  /** Which of several tables is meant: its index, or the index of its first row. @defaultValue the largest */
  readonly table?: number | { readonly from: number } | undefined;
  /** Whether the rows are all there are: only then the end of the table is looked for. @defaultValue false */
  readonly complete?: boolean | undefined;
}

/**
 * Finds the table among rows of texts: where it starts and ends, its header, and what else there is.
 *
 * Of several tables, the one with the most rows is taken, wide ones counting for more; of equal ones the first. A preamble is narrow: its
 * rows have at most half the cells of the table's, or one filled cell where the table has three or more. At least two rows of the table
 * must follow, or it is not one: `a`, `b`, `c;d` is one column.
 *
 * @example
 * frameOf([["Sales"], [""], ["id", "city"], ["1", "Bonn"], ["2", "Köln"]]).preambleRows; // 2
 */
export function frameOf(rows: readonly (readonly string[])[], options: FrameOptions = {}): TableFrame {
  const { preambleRows: skipped = 0 } = options;
  const filled = filledRows(skipped === 0 ? rows : rows.map((row, index) => (index < skipped ? [] : row)));
  const tables = splitTables(withSections(filled));
  const largest = chosenTable(tables, options) ?? mainTable(tables, options.complete === true);
  const isLast = largest === tables.at(-1);
  // As they stand: what is read has its empty cells.
  const from = filled.findIndex(({ index }) => index === largest[0]?.index);
  const main = filled.slice(Math.max(0, from), Math.max(0, from) + largest.length);
  const width = usedWidth(main);
  const titles = options.preambleRows === undefined ? countPreamble(main, width) : 0;
  // A line that is drawn above the names belongs to no table.
  const above = isRulerRow(main[titles]?.cells ?? [], width) ? titles + 1 : titles;
  const footerRows = options.complete === true ? countFooter(main.slice(above), width) : 0;
  const end = main.length - footerRows;
  const written = main.slice(above, end).map(({ cells }) => cells);
  const body = written.length === 0 ? [] : [alignedHeader(written, width), ...written.slice(1)];
  const ruler = body.slice(0, RULER_WITHIN).findIndex((row) => isRulerRow(row, width));
  const detected = options.header === false ? NO_HEADER : ruler > 0 ? ruledHeader(ruler) : detectHeader(body, width);
  const titleRow = main[titles - 1];
  if (options.header === true && options.headerRows === undefined && detected.rows === 0 && titleRow)
    return frameOf(rows, namedBy(titleRow, options));
  const guess = fixedHeader(detected, options);
  const table = main.slice(above + guess.titles, end);
  const texts = body.slice(guess.titles);
  const headerRows = options.header === true && options.headerRows === undefined ? Math.max(1, guess.rows) : guess.rows;
  const agreeing = texts.filter((row) => row.length === width).length;
  const consistency = table.length === 0 ? 0 : agreeing / table.length;
  const start = table[0]?.index ?? rows.length;
  const dataEnd = isLast && footerRows === 0 ? rows.length : endOf(table, rows.length);
  const footer =
    footerRows === 0 ? { from: dataEnd, to: dataEnd } : { from: main.at(-footerRows)?.index ?? dataEnd, to: endOf(main, rows.length) };
  return {
    width,
    consistency,
    preambleRows: start,
    headerRows,
    headerConfidence: options.header === undefined ? guess.confidence : 1,
    columnNames: namesOfAll(headerNames(texts.slice(0, headerRows)), texts.slice(headerRows), width),
    rulerRow: guess === NO_HEADER || ruler <= 0 ? undefined : table[ruler]?.index,
    unitsRow: guess.unitsRow === undefined ? undefined : main[above + guess.unitsRow]?.index,
    dataStart: headerRows === 0 ? start : (table[headerRows - 1]?.index ?? start) + 1,
    dataEnd,
    totalRows: totalRowsOf(table.slice(headerRows)),
    footer,
    otherTables: tables.filter((other) => other !== largest && isTable(other)).map((other) => describe(other, rows.length)),
    confidence: Math.round(consistency * (options.header === undefined ? guess.confidence : 1) * 100) / 100,
  };
}

/** How many of the last rows of a file, of which only the end is known, are notes under a table of this width. */
export function notesAtEnd(rows: readonly (readonly string[])[], width: number): number {
  return countFooter(filledRows(rows), width);
}

/** The table that the caller names, or the first one below the rows that the caller skips. */
function chosenTable(tables: readonly (readonly FilledRow[])[], { table, preambleRows }: FrameOptions): readonly FilledRow[] | undefined {
  if (table === undefined) return preambleRows === undefined ? undefined : tables[0];
  const candidates = tables.filter(isTable);
  const found = typeof table === "number" ? candidates[table] : candidates.find(([first]) => first?.index === table.from);
  if (found) return found;
  throw invalidOption(`The text has no such table: ${candidates.length} were found in it, the first with the index 0`);
}

/** Options for a table with a header, says the caller, of which the first row is a record: then the row above names the columns, whatever it is. */
function namedBy({ index }: FilledRow, options: FrameOptions): FrameOptions {
  return { ...options, preambleRows: index, headerRows: 1, table: options.table === undefined ? undefined : { from: index } };
}

/** What the caller says of the header counts. */
function fixedHeader(guess: HeaderGuess, { headerRows, preambleRows }: FrameOptions): HeaderGuess {
  const titles = preambleRows === undefined ? guess.titles : 0;
  if (headerRows !== undefined) return { ...guess, titles, rows: headerRows, confidence: 1 };
  return titles === guess.titles ? guess : { ...guess, titles, rows: guess.titles + guess.rows };
}

/** A line under the names stands no lower. */
const RULER_WITHIN = 5;

/** What stands above a line that is drawn is the header, with the line. */
function ruledHeader(ruler: number): HeaderGuess {
  return { titles: 0, rows: ruler + 1, confidence: 1, unitsRow: undefined };
}

/** How many cells the rows usually have; without those that are empty in all of them, where the first row does without them, too. */
function usedWidth(rows: readonly FilledRow[]): number {
  const width = usualWidth(rows.map(({ cells }) => cells));
  if ((rows[0]?.cells.length ?? width) >= width) return width;
  const used = Math.max(...rows.map(({ cells }) => cells.findLastIndex((cell) => cell.trim() !== "") + 1));
  return used > 1 ? Math.min(width, used) : width;
}

const NO_HEADER = { titles: 0, rows: 0, confidence: 1, unitsRow: undefined };

/** The rows that have something in them. */
function filledRows(rows: readonly (readonly string[])[]): FilledRow[] {
  const filled: FilledRow[] = [];
  let afterGap = false;
  for (const [index, cells] of rows.entries()) {
    // A comment is no gap.
    if (cells.length === 0) continue;
    if (isBlankRow(cells)) {
      afterGap = true;
      continue;
    }
    filled.push({ index, cells, afterGap });
    afterGap = false;
  }
  return filled;
}

/** The largest of the tables; of rows that are not all there are, the last, which goes on. */
function mainTable(tables: readonly (readonly FilledRow[])[], complete: boolean): readonly FilledRow[] {
  const last = tables.at(-1) ?? [];
  if (!complete && isTable(last) && last.length >= GOES_ON) return last;
  const size = (table: readonly FilledRow[]) => {
    const width = usualWidth(table.map(({ cells }) => cells));
    return table.length * Math.sqrt(width) * (width === 2 && tables.length > 1 && areSettings(table) ? SETTINGS_WEIGHT : 1);
  };
  return tables.reduce((a, b) => (size(b) > size(a) * CLEARLY ? b : a), tables[0] ?? []);
}

const GOES_ON = 20;

/** How much larger a later table must be to be the one that is meant. */
const CLEARLY = 1.2;

/** Settings are seldom what a file is about. */
const SETTINGS_WEIGHT = 0.5;

/** Whether rows are keys and values of any kind: no key comes twice, and neither column has a type. */
function areSettings(rows: readonly FilledRow[]): boolean {
  // Titles and names stand in the upper half.
  const lower = rows.slice(rows.length >> 1).map(({ cells }) => cells);
  const kinds = columnKinds(lower, 2);
  return kinds.every(({ isTyped }) => !isTyped) && (kinds[0]?.values.size ?? 0) >= lower.length * 0.8;
}

/** Whether it is worth a word: titles and notes between tables are none. */
function isTable(rows: readonly FilledRow[]): boolean {
  return rows.length > 1 && usualWidth(rows.map(({ cells }) => cells)) > 1;
}

function totalRowsOf(rows: readonly FilledRow[]): number[] {
  const totals = new TotalRows();
  return rows.filter(({ cells }) => totals.take(cells)).map(({ index }) => index);
}

function describe(rows: readonly FilledRow[], end: number): TableBlock {
  return { from: rows[0]?.index ?? end, to: endOf(rows, end), width: usualWidth(rows.map(({ cells }) => cells)) };
}

function endOf(rows: readonly FilledRow[], end: number): number {
  const last = rows.at(-1);
  return last === undefined ? end : last.index + 1;
}
