import { isBlankRow } from "../table/blank-row.ts";
import { countFooter, isTotal } from "./footer.ts";
import { detectHeader } from "./header.ts";
import { headerNames } from "../table/header-names.ts";
import { alignedHeader } from "./shifted-names.ts";
import { splitTables, type FilledRow } from "./split-tables.ts";
import { isNarrow, usualWidth } from "./table-region.ts";

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
  const filled = filledRows(rows);
  const tables = splitTables(filled);
  const main = mainTable(tables, options.complete === true);
  const width = usualWidth(main.map(({ cells }) => cells));
  const above = countPreamble(main, width);
  const footerRows = options.complete === true ? countFooter(main.slice(above), width) : 0;
  const end = main.length - footerRows;
  const written = main.slice(above, end).map(({ cells }) => cells);
  const body = written.length === 0 ? [] : [alignedHeader(written, width), ...written.slice(1)];
  const guess = options.header === false ? NO_HEADER : detectHeader(body, width);
  const table = main.slice(above + guess.titles, end);
  const texts = body.slice(guess.titles);
  const headerRows = options.header === true ? Math.max(1, guess.rows) : guess.rows;
  const agreeing = texts.filter((row) => row.length === width).length;
  const consistency = table.length === 0 ? 0 : agreeing / table.length;
  const start = table[0]?.index ?? rows.length;
  const isLast = main === tables.at(-1);
  const dataEnd = isLast && footerRows === 0 ? rows.length : endOf(table, rows.length);
  const footer =
    footerRows === 0 ? { from: dataEnd, to: dataEnd } : { from: main.at(-footerRows)?.index ?? dataEnd, to: endOf(main, rows.length) };
  return {
    width,
    consistency,
    preambleRows: start,
    headerRows,
    headerConfidence: options.header === undefined ? guess.confidence : 1,
    columnNames: headerNames(texts.slice(0, headerRows)),
    unitsRow: guess.unitsRow === undefined ? undefined : main[above + guess.unitsRow]?.index,
    dataStart: headerRows === 0 ? start : (table[headerRows - 1]?.index ?? start) + 1,
    dataEnd,
    totalRows: table
      .slice(headerRows)
      .filter(({ cells }) => isTotal(cells))
      .map(({ index }) => index),
    footer,
    otherTables: tables.filter((other) => other !== main && isTable(other)).map((other) => describe(other, rows.length)),
    confidence: Math.round(consistency * (options.header === undefined ? guess.confidence : 1) * 100) / 100,
  };
}

/** How many of the last rows of a file, of which only the end is known, are notes under a table of this width. */
export function notesAtEnd(rows: readonly (readonly string[])[], width: number): number {
  return countFooter(filledRows(rows), width);
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
  const size = (table: readonly FilledRow[]) => table.length * Math.sqrt(usualWidth(table.map(({ cells }) => cells)));
  return tables.reduce((a, b) => (size(b) > size(a) * CLEARLY ? b : a), tables[0] ?? []);
}

const GOES_ON = 20;

/** How much larger a later table must be to be the one that is meant. */
const CLEARLY = 1.2;

/** Whether it is worth a word: titles and notes between tables are none. */
function isTable(rows: readonly FilledRow[]): boolean {
  return rows.length > 1 && usualWidth(rows.map(({ cells }) => cells)) > 1;
}

function describe(rows: readonly FilledRow[], end: number): TableBlock {
  return { from: rows[0]?.index ?? end, to: endOf(rows, end), width: usualWidth(rows.map(({ cells }) => cells)) };
}

function endOf(rows: readonly FilledRow[], end: number): number {
  const last = rows.at(-1);
  return last === undefined ? end : last.index + 1;
}

function countPreamble(rows: readonly FilledRow[], width: number): number {
  let start = rows.findIndex(({ cells }) => !isNarrow(cells, width));
  if (start < 0) return 0;
  // Notes may have a delimiter or two by chance. A gap below them, and no row of the width above it, tells them from the table.
  const gap = rows.findIndex(({ afterGap }, index) => index > start && afterGap);
  const isOther = ({ cells }: FilledRow) => cells.length < width || cells.filter((cell) => cell !== "").length * 2 <= width;
  if (gap > 0 && gap <= MOST_NOTES && rows.slice(0, gap).every(isOther) && !rows.slice(gap).every(isOther)) start = gap;
  while (start < rows.length && isNarrow(rows[start]?.cells ?? [], width)) start += 1;
  const sameWidth = rows.slice(start).filter(({ cells }) => cells.length === width).length;
  return start > 0 && sameWidth >= 2 ? start : 0;
}

const MOST_NOTES = 50;
