import { PLAUSIBILITY, Shape, SHAPE_COUNT, shapeOf } from "./cell-shape.ts";
import { cutRows, type CutRows } from "./cut-rows.ts";
import type { Dialect } from "../../table/dialect.ts";
import type { Candidate } from "./dialect-candidates.ts";
import { isBlankRow } from "../../table/blank-row.ts";
import { tableRegion } from "../../frame/table-region.ts";

/** How well a dialect explains a sample. */
export interface DialectScore {
  /** 0 to 1, comparable between the dialects of one sample. */
  readonly score: number;
  /** How many cells its rows have, usually. */
  readonly width: number;
  /** The share of the rows that have that width. */
  readonly consistency: number;
  /** The share of all rows that these rows are; the others stand above and below. */
  readonly covered: number;
  /** How plausible the cells are, 0 to 1. */
  readonly plausibility: number;
  /** The share of the cells, without those of the first column, that start with a blank. */
  readonly blankLed: number;
  /** How many rows that is said of. */
  readonly rows: number;
}

/**
 * Scores a dialect by how consistent the rows are that it makes, and how plausible their cells.
 *
 * @param pieces - parts of the text, each starting at the start of a line
 * @param maxRows - how many rows of each piece are looked at
 */
export function scoreDialect(candidate: Candidate, pieces: readonly string[], maxRows: number): DialectScore {
  const { prior, needsTypes, marked } = candidate;
  const dialect = marked === null ? candidate.dialect : { ...candidate.dialect, comment: marked };
  const all: (readonly string[])[] = [];
  let quoted = 0;
  let malformed = 0;
  const enclosed = new Set<string>();
  for (const [index, piece] of pieces.entries()) {
    const cut = index === 0 ? cutRows(piece, dialect, maxRows) : cutLater(piece, dialect, maxRows);
    quoted += cut.quoted;
    malformed += cut.malformed;
    for (const cell of cut.enclosed) enclosed.add(cell);
    for (const row of cut.rows) if (row.length > 0 && !isBlankRow(row)) all.push(row);
  }
  // Nothing but delimiters.
  if (all.length === 0 && dialect.delimiter !== null) return { ...NOTHING, score: prior * 0.05 };
  const region = tableRegion(all);
  const { width, consistency } = region;
  const table = all.slice(region.from, region.to);
  if (width < (dialect.delimiter === null ? 1 : 2))
    return { score: prior * 0.01, width, consistency, covered: 0, plausibility: 0, blankLed: 0, rows: all.length };
  const { plausibility, typed, blankLed, typedColumns } = judgeColumns(table, width, enclosed);
  // Half quotes are worse than none, and a few among many are somebody's slip.
  const quotes = 1 - malformed / (quoted + malformed + 2);
  const covered = table.length / all.length;
  const columns = dialect.delimiter === null ? SINGLE_COLUMN + (1 - SINGLE_COLUMN) * wholeValues(table) : 1 - 0.5 / width;
  // What stands in text, too, needs another witness: cells with a type, or quotes next to it.
  const wholly = consistency === 1 && covered === 1 && typedColumns * 2 >= width && isHeader(table[0]) ? WHOLLY_TYPED : 0;
  const isEven = needsTypes && consistency === 1 && covered === 1 && isRarelyIn(dialect.delimiter, table, width, typedColumns);
  const witnesses = Math.min(1, Math.max(wholly, isEven ? EVENLY_CUT : 0, typed + (quoted / (table.length * width)) * 2));
  const isProse = (blankLed > 0.8 || dialect.skipInitialSpace) && quoted === 0;
  const unlikely = isProse && (covered < MOSTLY || endsLikeSentences(table)) ? LIKE_SENTENCES : 0.6;
  const usual =
    (isEven ? EVEN_PRIOR : prior) * (needsTypes ? 0.35 + 0.65 * witnesses : isProse ? unlikely + (1 - unlikely) * witnesses : 1);
  const score = usual * columns * consistency ** 2 * (0.4 + 0.6 * covered) * plausibility * quotes;
  return { score, width, consistency, covered, plausibility, blankLed, rows: all.length };
}

const NOTHING = { width: 0, consistency: 0, covered: 0, plausibility: 0, blankLed: 0, rows: 0 };

/** Whether half of the rows end as sentences do. */
function endsLikeSentences(rows: readonly (readonly string[])[]): boolean {
  const some = rows.slice(0, JUDGED_ROWS);
  return some.filter((row) => /\p{Ll}\p{L}[.!?…]["'”’)]?\s*$/u.test(row.at(-1) ?? "")).length * 2 >= some.length;
}

/** Commas in sentences may be as many in each of a few lines, and so they prove less than others. */
const LIKE_SENTENCES = 0.35;
const MOSTLY = 0.75;

/** Cuts a piece from inside of a file. It may start within quotes: then what comes before the first quote at the end of a line is left out. */
function cutLater(piece: string, dialect: Dialect, maxRows: number): CutRows {
  const cut = cutRows(piece, dialect, maxRows);
  if (cut.malformed === 0 || dialect.quote === null) return cut;
  const close = /\r\n|\n|\r/g;
  for (let end = close.exec(piece); end !== null; end = close.exec(piece)) {
    if (piece[end.index - 1] !== dialect.quote) continue;
    const inside = cutRows(piece.slice(close.lastIndex), dialect, maxRows);
    return inside.malformed < cut.malformed ? inside : cut;
  }
  return cut;
}

function isHeader(row: readonly string[] = []): boolean {
  return row.every((cell) => /^\p{L}[\p{L}\d_.]*$/u.test(cell));
}

/** A delimiter that cuts all lines evenly and leaves words over columns, half of them of nothing but numbers or dates, is no chance. */
const WHOLLY_TYPED = 0.75;

/**
 * Whether a sign that is rarely a delimiter is one: it cuts all lines into as many cells, three or more, or two of which one is a number or a date;
 * and no cell has a blank at its side, as in a sentence, or another such sign, as in `a=1&b=2`.
 */
function isRarelyIn(sign: string | null, rows: readonly (readonly string[])[], width: number, typedColumns: number): boolean {
  if (sign === null || !RARELY.includes(sign) || rows.length < LEAST_EVEN) return false;
  // Settings have a name and a value.
  if (typedColumns < (sign === "=" ? 3 : 2) - width + 1) return false;
  if (rows.some((row) => row.some((cell) => SPACED_OR_SIGNED.test(cell)))) return false;
  // `level=info msg=done`: each cell but the last ends with the name of the next value.
  const lastWords = (column: number) => new Set(rows.map((row) => / (\S+)$/.exec(row[column] ?? "")?.[1] ?? ""));
  return !Array.from({ length: width - 1 }, (_, column) => lastWords(column)).some((words) => words.size === 1 && !words.has(""));
}

const RARELY = "#=&!?";
const SPACED_OR_SIGNED = /^ | $|[,;|\t#=&!?](?=\S)/;
const LEAST_EVEN = 4;
const EVENLY_CUT = 0.75;
const EVEN_PRIOR = 0.8;

/**
 * The share of the lines that are one value as a whole: a date and time, a link. `1,234` may be two numbers, and `1,5` more often is.
 */
function wholeValues(rows: readonly (readonly string[])[]): number {
  const some = rows.slice(0, JUDGED_ROWS);
  if (isNamedDecimals(some)) return 1;
  let whole = 0;
  for (const [line = ""] of some) {
    const shape = SEVERAL_NUMBERS.test(line) ? Shape.Words : shapeOf(line);
    if (shape === Shape.Date || (shape === Shape.Typed && !/[,;|\t]/.test(line))) whole += 1;
    else if (shape === Shape.Number) whole += line.includes(",") ? (/^\D?\d{1,3}(?:,\d{3})+$/.test(line) ? 0.6 : 0.5) : 1;
  }
  return some.length === 0 ? 0 : whole / some.length;
}

/** `0.1 1.5 0.02`: as digits in groups, it could be a telephone number. */
const SEVERAL_NUMBERS = /^\s*[-+]?\d*\.\d+\s+[-+]?\d*\.\d+/;

/** Whether all lines are numbers with a decimal comma, but for the first, which is one name. */
function isNamedDecimals([name, ...values]: readonly (readonly string[])[]): boolean {
  if (!/^\s*"?\p{L}[^,;|\t]*$/u.test(name?.[0] ?? "") || /:\s*$/.test(name?.[0] ?? "")) return false;
  return values.length > 1 && values.every(([line = ""]) => /^\s*[-+]?\d{1,3}(?:\d*|(?:\.\d{3})*),\d{1,4}\s*$/.test(line));
}

/** What one column is worth: less than two columns that mostly agree, more than a delimiter that comes now and then. */
const SINGLE_COLUMN = 0.32;

/** Wide tables are judged by this many of their columns, and rows by as many as make a column known. */
const JUDGED_COLUMNS = 40;
const JUDGED_ROWS = 120;

interface Judgement {
  /** The mean plausibility of the columns, each from that of its cells and from how alike they are. */
  readonly plausibility: number;
  /** The share of the cells that are numbers, dates and the like. */
  readonly typed: number;
  /** How many columns hold nothing else, below their first row. */
  readonly typedColumns: number;
  /** The share of the cells, without those of the first column, that start with a blank. */
  readonly blankLed: number;
}

function judgeColumns(rows: readonly (readonly string[])[], width: number, enclosed: ReadonlySet<string>): Judgement {
  const step = Math.max(1, width / JUDGED_COLUMNS);
  const rowStep = Math.max(1, rows.length / JUDGED_ROWS);
  let sum = 0;
  let columns = 0;
  let typed = 0;
  let typedColumns = 0;
  let filled = 0;
  let led = 0;
  let ledOf = 0;
  for (let at = 0; at < width; at += step) {
    const column = Math.floor(at);
    const counts = new Float64Array(SHAPE_COUNT);
    for (let index = 0; index < rows.length; index += rowStep) {
      const cell = rows[Math.floor(index)]?.[column];
      if (cell === undefined) continue;
      if (column > 0 && cell !== "") {
        ledOf += 1;
        if (cell.startsWith(" ")) led += 1;
      }
      const seen = shapeOf(cell);
      // What quotes enclose was not cut in the wrong place.
      const shape = seen === Shape.Odd && enclosed.has(cell) ? Shape.Words : seen;
      counts[shape] = (counts[shape] ?? 0) + 1;
    }
    const judged = judgeColumn(counts);
    // The last column may be one that a delimiter at the end of each line makes.
    if (judged.filled === 0 && column === width - 1 && width > 2) continue;
    sum += judged.plausibility;
    columns += 1;
    typed += judged.typed;
    if (judged.filled > 2 && judged.typed >= judged.filled - 1) typedColumns += 1;
    filled += judged.filled;
  }
  return {
    plausibility: columns === 0 ? 0 : sum / columns,
    typed: filled === 0 ? 0 : typed / filled,
    typedColumns,
    blankLed: ledOf === 0 ? 0 : led / ledOf,
  };
}

function judgeColumn(counts: Float64Array): Omit<Judgement, "blankLed" | "typedColumns"> & { readonly filled: number } {
  const filled = counts.reduce((total, count) => total + count, 0) - (counts[Shape.Empty] ?? 0);
  if (filled === 0) return { plausibility: EMPTY_COLUMN, typed: 0, filled };
  let plausible = 0;
  let most = 0;
  for (let shape = 1; shape < SHAPE_COUNT; shape += 1) {
    const count = counts[shape] ?? 0;
    plausible += count * (PLAUSIBILITY[shape] ?? 0);
    // Words and codes are often in one column.
    const alike = shape === Shape.Words ? count + (counts[Shape.Code] ?? 0) : count;
    most = Math.max(most, alike);
  }
  const typed = (counts[Shape.Number] ?? 0) + (counts[Shape.Date] ?? 0) + (counts[Shape.Typed] ?? 0);
  return { plausibility: (plausible / filled) * (0.75 + 0.25 * (most / filled)), typed, filled };
}

/** A column without a single value is more often the gap in a delimiter of two signs. */
const EMPTY_COLUMN = 0.4;
