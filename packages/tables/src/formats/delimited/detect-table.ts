import { cutRows } from "./cut-rows.ts";
import type { Dialect, DialectOptions, LineEnd } from "../../table/dialect.ts";
import { delimiterCandidates, dialectCandidates, type Candidate, type DelimiterCandidate } from "./dialect-candidates.ts";
import { invalidOption } from "../../table/check-format-options.ts";
import { type FrameOptions, frameOf, type TableFrame } from "../../frame/table-frame.ts";
import { withOtherHeader } from "./other-header.ts";
import { lineEndOf } from "../../text/line-end.ts";
import { readSample } from "./read-sample.ts";
import { scoreDialect, type DialectScore } from "./score-dialect.ts";
import { separatorLine } from "./separator-line.ts";

/** What was found out about the form of a delimited text. */
export interface DetectedTable {
  readonly dialect: Dialect;
  readonly lineEnd: LineEnd;
  /** How sure the dialect is, 0 to 1. What the caller fixed is sure. */
  readonly confidence: number;
  /** Records above the table: titles, notes, blank lines, a `sep=` line. */
  readonly preambleRows: number;
  /** Whether there is a header: `frame.headerRows` says of how many rows. */
  readonly hasHeader: boolean;
  readonly headerConfidence: number;
  /** The usual width of a row, in cells. 0 for a text without rows. */
  readonly columnCount: number;
  /** All of it about the rows: header of several rows, column names, footer, other tables. */
  readonly frame: TableFrame;
  /** How many records were seen, of all samples the first. */
  readonly rowCount: number;
}

/** What is seen of a text. */
export interface TableSample {
  /** Its start; a last incomplete line is left out. */
  readonly text: string;
  /** Whether that is all of it. */
  readonly complete: boolean;
  /** Pieces from further on, each from a line's start on: an escape or a comment may come first after millions of rows. */
  readonly later?: readonly string[] | undefined;
}

/**
 * Detects delimiter, quote, escape, comments, preamble and header from samples of a text.
 *
 * Every plausible dialect cuts the samples into rows. The best one has rows of one width, cells that look like numbers, dates, words
 * rather than like leftovers, few malformed quotes, and a usual delimiter. The idea is that of van den Burg, Nazábal and Sutton,
 * "Wrangling messy CSV files by detecting row and type patterns" (2019); what counts as plausible, and the weights, are our own.
 */
export function detectTable(sample: TableSample, options: DialectOptions = {}): DetectedTable {
  const separator = separatorLine(sample.text);
  const body = separator === undefined ? sample.text : sample.text.slice(separator.length);
  const fixed = options.delimiter === undefined ? separator?.delimiter : options.delimiter;
  const pieces = [body, ...(sample.later ?? [])];
  const { dialect, confidence, marked } = detectDialect(pieces, fixed, options);
  // By the reader that will read the file: the frame's rows are its rows.
  const read = readSample(body, dialect, sample.complete ? Number.POSITIVE_INFINITY : LAYOUT_ROWS).rows;
  const rows = marked === null ? read : withoutMarked(read, marked);
  const frame = shift(
    withOtherHeader(frameOf(rows, { ...frameOptions(options, separator ? 1 : 0), complete: sample.complete }), rows, options),
    separator === undefined ? 0 : 1,
  );
  return {
    dialect,
    lineEnd: lineEndOf(sample.text, dialect.quote),
    confidence,
    preambleRows: frame.preambleRows,
    hasHeader: frame.headerRows > 0,
    headerConfidence: frame.headerConfidence,
    columnCount: frame.width,
    frame,
    rowCount: rows.length + (separator === undefined ? 0 : 1),
  };
}

/** What the caller says about the place of the table, among rows that come after so many. */
function frameOptions({ header, headerRows, preambleRows, table }: DialectOptions, rowsAbove: number): FrameOptions {
  const first = typeof table === "string" ? /^rows (\d+)-\d+$/.exec(table)?.[1] : undefined;
  if (typeof table === "string" && first === undefined)
    throw invalidOption(`table must be an index or a name such as "rows 12-30", not ${JSON.stringify(table)}`);
  return {
    header,
    headerRows,
    preambleRows: preambleRows === undefined ? undefined : Math.max(0, preambleRows - rowsAbove),
    table: first === undefined ? (table as number | undefined) : { from: Number(first) - 1 - rowsAbove },
  };
}

/** So many rows of a longer file show where its table starts. */
const LAYOUT_ROWS = 1_000;

/** The rows without cells that stand above the names of columns and start with the same sign. */
function withoutMarked(rows: readonly string[][], sign: string): readonly (readonly string[])[] {
  const end = rows.findIndex(([first = ""]) => first !== "" && !first.startsWith(sign));
  return rows.map((row, index) => (index < end - 1 ? [] : row));
}

/** A first look at less of the text leaves few candidates for the second. */
const FIRST_LOOK = { characters: 24 * 1024, rows: 60 };
const SECOND_LOOK = { characters: 256 * 1024, rows: 300 };
const FINALISTS = 6;

/** Detects the dialect alone. */
function detectDialect(
  pieces: readonly string[],
  fixed: string | null | undefined,
  options: DialectOptions,
): { readonly dialect: Dialect; readonly confidence: number; readonly marked: string | null } {
  const lines = pieces.flatMap((piece) => linesOf(piece));
  const delimiters: DelimiterCandidate[] =
    fixed === undefined ? delimiterCandidates(lines) : [{ delimiter: fixed, prior: 1, needsTypes: false }];
  const shortened = (characters: number) => pieces.map((piece) => piece.slice(0, characters));
  const quick = shortened(FIRST_LOOK.characters);
  const candidates = dialectCandidates(pieces.join("\n"), lines, delimiters, options);
  const first = rank(candidates, quick, FIRST_LOOK.rows).slice(0, FINALISTS);
  const ranked = rank(
    inReach(first).map(({ candidate }) => candidate),
    shortened(SECOND_LOOK.characters),
    SECOND_LOOK.rows,
  );
  const [winner] = ranked;
  if (!winner) throw new Error("no dialect was tried");
  const best = cutsFirstLine(winner, lines) ? winner : (ranked.find((other) => cutsAll(other, lines)) ?? winner);
  const dialect = fitQuoting(withoutPadding(best, first), candidates, pieces);
  const rival = ranked.find(({ candidate }) => candidate.dialect.delimiter !== best.candidate.dialect.delimiter);
  const confidence = fixed === undefined ? confidenceOf(best.score, rival?.score.score ?? 0) : 1;
  return { dialect, confidence, marked: best.candidate.marked };
}

/** Whether the first line has the delimiter, too: `id;list` over `1;2,3,4` names two columns, whatever else parts their cells. */
function cutsFirstLine({ candidate }: Ranked, lines: readonly string[]): boolean {
  const [first = ""] = lines;
  const { delimiter } = candidate.dialect;
  return delimiter === null ? !NAMES.test(first) : first.includes(delimiter);
}

/** Words with a usual delimiter between them and no blank: `time,count` over `2015-01-01 01:00:00,2`, which is a time as a whole, too. */
const NAMES = /^\p{L}[\p{L}\d_]*(?:([,;|\t])\p{L}[\p{L}\d_]*)(?:\1\p{L}[\p{L}\d_]*)*$/u;

/** Whether a usual delimiter cuts every line, the first one too, into the same number of cells. */
function cutsAll({ candidate, score }: Ranked, [first = ""]: readonly string[]): boolean {
  const { delimiter } = candidate.dialect;
  const isEven = score.consistency === 1 && score.covered === 1 && score.width > 1 && score.rows > 2;
  return isEven && candidate.prior > 0.9 && delimiter !== null && first.includes(delimiter);
}

/** Where every cell comes after a blank, the blank belongs to the delimiter. */
function withoutPadding({ candidate, score }: Ranked, ranked: readonly Ranked[]): Dialect {
  const { dialect } = candidate;
  if (score.blankLed < ALWAYS || dialect.skipInitialSpace) return dialect;
  const { delimiter, quote, escape } = dialect;
  const isSpaced = (other: Dialect) =>
    other.skipInitialSpace && other.delimiter === delimiter && other.quote === quote && other.escape === escape;
  return ranked.find((other) => isSpaced(other.candidate.dialect))?.candidate.dialect ?? dialect;
}

const ALWAYS = 0.98;

/**
 * Looks at all that was sampled for how quotes are written: the first escape may come after thousands of rows. Another way of quoting
 * than the best one's is taken if it leaves fewer malformed quotes.
 */
function fitQuoting(best: Dialect, candidates: readonly Candidate[], pieces: readonly string[]): Dialect {
  const malformed = (dialect: Dialect) => pieces.reduce((sum, piece) => sum + cutRows(piece, dialect).malformed, 0);
  let fittest = best;
  let least = best.quote === null ? 0 : malformed(best);
  for (const { dialect } of candidates) {
    const isVariant = dialect.delimiter === best.delimiter && dialect.mergeDelimiters === best.mergeDelimiters;
    if (least === 0 || !isVariant || dialect.quote !== best.quote) continue;
    const found = malformed(dialect);
    if (found < least) [fittest, least] = [dialect, found];
  }
  return fittest;
}

/** The leader, other delimiters, and other quoting of the leader's delimiter that makes at least half as much sense. */
function inReach(ranked: readonly Ranked[]): Ranked[] {
  const [leader] = ranked;
  const isOther = ({ candidate }: Ranked) => candidate.dialect.delimiter !== leader?.candidate.dialect.delimiter;
  return ranked.filter((other) => isOther(other) || other.score.score >= REACH * (leader?.score.score ?? 0));
}

const REACH = 0.5;

interface Ranked {
  readonly candidate: Candidate;
  readonly score: DialectScore;
}

/** From best to worst. Of equals, the one that comes first stays first: candidates come with the most usual first. */
function rank(candidates: readonly Candidate[], pieces: readonly string[], maxRows: number): Ranked[] {
  return candidates
    .map((candidate) => ({ candidate, score: scoreDialect(candidate, pieces, maxRows) }))
    .toSorted((a, b) => b.score.score - a.score.score);
}

/** The lines that candidates are looked for in, without blank ones. */
function linesOf(piece: string): string[] {
  return piece
    .slice(0, 32_768)
    .split(/\r\n|\n|\r/, 200)
    .filter((line) => line.trim() !== "")
    .map((line) => line.slice(0, 4_096));
}

/**
 * How often a detection with this score and this lead over the best other delimiter is right. A logistic curve, fitted to made-up files
 * (`npm run bench -- detection` shows how well it holds), and set a little lower, because files of the world are odder.
 */
function confidenceOf(best: DialectScore, rival: number): number {
  const lead = best.score === 0 ? 0 : 1 - rival / best.score;
  return Math.round(100 / (1 + Math.exp(0.8 - 3.7 * lead - 3.2 * best.score))) / 100;
}

/** The same frame with `rows` more rows above it. */
function shift(frame: TableFrame, rows: number): TableFrame {
  if (rows === 0) return frame;
  const { from, to } = frame.footer;
  return {
    ...frame,
    preambleRows: frame.preambleRows + rows,
    unitsRow: frame.unitsRow === undefined ? undefined : frame.unitsRow + rows,
    dataStart: frame.dataStart + rows,
    dataEnd: frame.dataEnd + rows,
    totalRows: frame.totalRows.map((row) => row + rows),
    footer: { from: from + rows, to: to + rows },
    otherTables: frame.otherTables.map((table) => ({ ...table, from: table.from + rows, to: table.to + rows })),
  };
}
