import type { Dialect, DialectOptions, LineEnd } from "./dialect.ts";
import { delimiterCandidates, formatCandidates, type Candidate } from "./dialect-candidates.ts";
import { layoutOf, type Layout } from "./layout.ts";
import { lineEndOf } from "./line-end.ts";
import { createFieldParser } from "./parse-fields.ts";
import { RecordSplitter } from "./record-splitter.ts";
import { typedShare } from "./typed-share.ts";

/** What was found out about the form of a delimited text. */
export interface DetectedTable {
  readonly dialect: Dialect;
  readonly lineEnd: LineEnd;
  /** How sure the dialect is, 0 to 1. What the caller fixed is sure. */
  readonly confidence: number;
  /** Records above the table: titles, notes, blank lines, a `sep=` line. */
  readonly preambleRows: number;
  /** Whether there is a header: `layout.headerRows` says of how many rows. */
  readonly hasHeader: boolean;
  readonly headerConfidence: number;
  /** The usual width of a row, in cells. 0 for a text without rows. */
  readonly columnCount: number;
  /** All of it about the rows: header of several rows, column names, footer, other tables. */
  readonly layout: Layout;
}

/**
 * Detects delimiter, quote, escape, preamble and header from the start of a text.
 *
 * Every plausible dialect reads the sample with the reader that will read the file. The best one has rows of one width,
 * cells that look like numbers, dates and so on rather than like leftovers, few malformed quotes, and a usual
 * delimiter. The idea is that of van den Burg, Nazábal and Sutton, "Wrangling messy CSV files by detecting row and type
 * patterns" (2019); the weights are our own.
 *
 * @param sample - the start of the text; a last incomplete line is left out by the caller
 */
export function detectTable(sample: string, options: DialectOptions = {}): DetectedTable {
  const separator = /^sep=(.)(?:\r\n|\n|\r|$)/i.exec(sample)?.[1];
  const delimiter = options.delimiter === undefined ? separator : options.delimiter;
  const delimiters = delimiter === undefined ? delimiterCandidates(sample) : [{ delimiter, prior: 1 }];
  const scored = formatCandidates(sample, delimiters, options).map((candidate) => score(candidate, sample));
  // The first of equals: candidates come with the most usual first.
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  const rival = Math.max(0, ...scored.filter((other) => other.dialect.delimiter !== best.dialect.delimiter).map((other) => other.score));
  const { rows, dialect } = best;
  const above = separator === undefined ? 0 : 1;
  const layout = shift(layoutOf(rows.slice(above), options), above);
  return {
    dialect,
    lineEnd: lineEndOf(sample, dialect.quote),
    confidence: delimiter === undefined ? confidence(best, rival) : 1,
    preambleRows: layout.preambleRows,
    hasHeader: layout.headerRows > 0,
    headerConfidence: layout.headerConfidence,
    columnCount: layout.width,
    layout,
  };
}

/** The same layout with `rows` more rows above it. */
function shift(layout: Layout, rows: number): Layout {
  if (rows === 0) return layout;
  const { from, to } = layout.footer;
  return {
    ...layout,
    preambleRows: layout.preambleRows + rows,
    unitsRow: layout.unitsRow === undefined ? undefined : layout.unitsRow + rows,
    dataStart: layout.dataStart + rows,
    dataEnd: layout.dataEnd + rows,
    totalRows: layout.totalRows.map((row) => row + rows),
    footer: { from: from + rows, to: to + rows },
    otherTables: layout.otherTables.map((table) => ({ ...table, from: table.from + rows, to: table.to + rows })),
  };
}

/** More rows teach nothing new about the dialect. */
const SAMPLE_ROWS = 300;

interface Scored {
  readonly dialect: Dialect;
  readonly rows: readonly (readonly string[])[];
  readonly layout: Layout;
  readonly score: number;
}

function score({ dialect, prior }: Candidate, sample: string): Scored {
  const splitter = new RecordSplitter(dialect, Number.POSITIVE_INFINITY, createFieldParser(dialect));
  const rows = [...splitter.push(sample), ...splitter.end()].slice(0, SAMPLE_ROWS);
  const layout = layoutOf(rows, { header: false });
  const malformed = splitter.takeProblems().length / Math.max(1, rows.length);
  const typed = typedShare(rows.slice(layout.preambleRows), dialect.quote);
  // A delimiter that most lines do not have parts nothing.
  const isTable = layout.width > (dialect.delimiter === null ? 0 : 1);
  // More columns are better evidence, a little; what had to be skipped above the table speaks against it.
  const width = dialect.delimiter === null ? SINGLE_COLUMN : 1 - 0.5 / layout.width;
  const preamble = layout.preambleRows === 0 ? 1 : 0.9;
  const value = prior * preamble * layout.consistency ** 2 * width * (0.5 + 0.5 * typed) * Math.max(0, 1 - malformed);
  return { dialect, rows, layout, score: isTable ? value : prior * 0.01 };
}

/** What one column is worth: less than two columns that mostly agree, more than a delimiter that comes now and then. */
const SINGLE_COLUMN = 0.22;

function confidence(best: Scored, rival: number): number {
  const lead = best.score === 0 ? 0 : 1 - (rival / best.score) * 0.5;
  return Math.round(Math.min(1, best.layout.consistency * lead) * 100) / 100;
}
