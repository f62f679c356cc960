import { isBlankRow } from "./blank-row.ts";
import { detectHeader } from "./header.ts";
import { headerNames } from "./header-names.ts";

/**
 * How the rows of a file, a sheet or a sample lie. All positions count from 0 at the first of the rows that were given; blank rows and
 * comments are counted.
 */
export interface Layout {
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
  readonly otherTables: readonly OtherTable[];
  /** How sure all of that is, 0 to 1. */
  readonly confidence: number;
}

/** Rows from `from` on and before `to`. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** A table beside the one that is read. Its header is one of its rows. */
export interface OtherTable extends RowRange {
  readonly width: number;
}

/** What is known about the rows. */
export interface LayoutOptions {
  /** Whether the table has a header. Without it that is detected. */
  readonly header?: boolean | undefined;
  /** Whether the rows are all there are: only then the end of the table is looked for. @defaultValue false */
  readonly complete?: boolean | undefined;
}

/**
 * Finds the table among rows of texts: where it starts and ends, its header, and what else there is.
 *
 * A preamble is narrow: its rows have at most half the cells of the table's, or one filled cell where the table has
 * three or more. At least two rows of the table must follow, or it is not one: `a`, `b`, `c;d` is one column.
 */
export function layoutOf(rows: readonly (readonly string[])[], options: LayoutOptions = {}): Layout {
  const filled = rows.filter((row) => !isBlankRow(row));
  const width = usualWidth(filled);
  const preambleRows = countPreamble(rows, width);
  const table = rows.slice(preambleRows).filter((row) => !isBlankRow(row));
  const agreeing = table.filter((row) => row.length === width).length;
  const header = options.header === undefined ? detectHeader(table) : { hasHeader: options.header, confidence: 1 };
  const consistency = table.length === 0 ? 0 : agreeing / table.length;
  const headerRows = header.hasHeader ? 1 : 0;
  return {
    width,
    consistency,
    preambleRows,
    headerRows,
    headerConfidence: header.confidence,
    columnNames: headerNames(table.slice(0, headerRows)),
    unitsRow: undefined,
    dataStart: preambleRows + headerRows,
    dataEnd: rows.length,
    totalRows: [],
    footer: { from: rows.length, to: rows.length },
    otherTables: [],
    confidence: consistency,
  };
}

function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let usual = 0;
  for (const [width, count] of counts) {
    const most = counts.get(usual) ?? 0;
    if (count > most || (count === most && width > usual && count > 1)) usual = width;
  }
  return usual;
}

function countPreamble(rows: readonly (readonly string[])[], width: number): number {
  const start = rows.findIndex((row) => !isBlankRow(row) && !isNarrow(row, width));
  if (start <= 0) return Math.max(start, 0);
  const sameWidth = rows.slice(start).filter((row) => row.length === width).length;
  return sameWidth >= 2 ? start : rows.findIndex((row) => !isBlankRow(row));
}

function isNarrow(row: readonly string[], width: number): boolean {
  if (width < 2) return false;
  if (row.length <= Math.max(1, Math.floor(width / 2))) return true;
  return width >= 3 && row.filter((cell) => cell.trim() !== "").length <= 1;
}
