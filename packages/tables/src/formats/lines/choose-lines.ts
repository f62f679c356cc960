import type { Dialect } from "../../table/dialect.ts";
import type { TableFormat } from "../../table/format-options.ts";
import { readSample } from "../delimited/read-sample.ts";
import type { DetectedLayout } from "./detect-layout.ts";
import { topComments } from "../../frame/comment-lines.ts";
import { areWhole, evenBlanks } from "../../frame/even-blanks.ts";
import type { FixedLayout } from "../../table/fixed-layout.ts";
import { createFieldCutter } from "./cut-fields.ts";
import { isKnownText } from "./known-text.ts";

/** The dialect that delimited text would have, and how sure that is. */
export interface DialectGuess extends Dialect {
  readonly confidence: number;
}

/**
 * Whether nobody has to look for fixed fields or free text: a usual delimiter parts the text, beyond doubt. Semicolons that end
 * statements leave two columns.
 */
export function isSurelyDelimited({ delimiter, confidence }: DialectGuess, columnCount: number): boolean {
  return (
    (delimiter !== ";" || columnCount > 2) &&
    delimiter !== null &&
    USUAL.has(delimiter) &&
    delimiter.trim() !== "" &&
    confidence >= NO_DOUBT
  );
}

/**
 * Whether text whose fields are lined up is rather fixed-width than delimited. Blanks part them either way: what reads evenly with
 * a run of blanks between cells is left at that, since it does not mind a value that is longer than the others.
 *
 * @param text - the start of the file
 */
export function isFixedWidth(text: string, { layout, rulerLine }: DetectedLayout, dialect: DialectGuess): boolean {
  const { delimiter } = dialect;
  if (rulerLine === undefined && delimiter === null && layout.length === 2 && isSecondProse(text, layout[1]?.start ?? 1)) return false;
  if (delimiter === null && rulerLine === undefined && areWhole(filledLines(text))) return false;
  if (delimiter === null || rulerLine !== undefined) return delimiter === null || delimiter.trim() === "" || dialect.confidence < NO_DOUBT;
  if (delimiter.trim() !== "") {
    // A sign that the names of the columns do not have stands in values: 12:30.
    const isInNames = text.slice(0, text.search(/[\r\n]/)).includes(delimiter);
    return !USUAL.has(delimiter) && layout.length > 2 && (dialect.confidence < 0.5 || !isInNames);
  }
  const rows = readSample(text, dialect, SAMPLE_ROWS).rows.filter((row) => row.some((cell) => cell.trim() !== ""));
  // Who lines values up has no need of quotes around those with a blank.
  const quoting = text.split("\n", SAMPLE_ROWS).filter((line) => QUOTED_BLANK.test(line)).length;
  if (dialect.quote === '"' && quoting * 2 >= rows.length) return false;
  const even = evenBlanks(text.split(/\r\n|\n|\r/, SAMPLE_ROWS));
  // Without a run of blanks anywhere no field is padded: a gutter of one blank is chance.
  if (even?.hasRuns === true && even.hasTitles && even.width <= layout.length) return true;
  if (even) return even.hasRuns && even.width > layout.length && !joinsValues(text, layout);
  return rows.some((row) => row.length !== layout.length);
}

function filledLines(text: string): string[] {
  return text.split(/\r\n|\n|\r/, SAMPLE_ROWS).filter((line) => line.trim() !== "");
}

/** Whether a field has several values in most lines: then a border was missed. Several words are a value. */
function joinsValues(text: string, layout: FixedLayout): boolean {
  const cut = createFieldCutter(layout, false);
  const lines = filledLines(text);
  const rows = lines.slice(topComments(lines)).map((line) => cut(line, () => {}));
  return layout.some((_, field) => {
    const values = rows.map((row) => row[field] ?? "");
    return values.filter((value) => SEVERAL_NUMBERS.test(value)).length * 2 > rows.length || haveCodes(values);
  });
}

const SEVERAL_NUMBERS = /(?:^| )[-+]?[.\d]\S* +[-+]?[.\d]/;

/** Whether values are as many words each, of which one is a letter or a code with a digit in all of them but the first, which may be a name. */
function haveCodes([first = "", ...values]: readonly string[]): boolean {
  const rows = values.map((value) => value.split(/ +/));
  const width = first.split(/ +/).length;
  if (width < 2 || rows.length < LEAST_CODES || rows.some((row) => row.length !== width)) return false;
  return Array.from({ length: width }, (_, word) => word).some((word) => rows.every((row) => /^.$|\d/.test(row[word] ?? "")));
}

const LEAST_CODES = 4;

/** Whether the second of two fields is what a line says behind its first word: log entries that start alike. */
function isSecondProse(text: string, start: number): boolean {
  const rest = text.split("\n", SAMPLE_ROWS).map((line) => line.slice(start - 1).trim());
  const words = rest.filter((line) => line !== "").map((line) => line.split(/\s+/).length);
  return words.filter((count) => count >= 6).length * 2 > words.length;
}

const USUAL: ReadonlySet<string> = new Set([",", ";", "\t", "|"]);
const NO_DOUBT = 0.8;
const SAMPLE_ROWS = 200;
const QUOTED_BLANK = /(?:^| )"[^" ]* [^"]*"(?:\s|$)/;

/**
 * Whether lines are free text: sentences, log entries. A single word on the first line may be the name of a column.
 *
 * @param named - what the name of the file says
 */
export function isFreeText(lines: readonly string[], dialect: DialectGuess, named: TableFormat | undefined): boolean {
  const filled = lines.filter((line) => line.trim() !== "").slice(0, SAMPLE_ROWS);
  const [first] = filled;
  if (first === undefined) return false;
  if (!isUsual(dialect) && isKnownText(filled)) return true;
  if (dialect.delimiter !== null && dialect.confidence >= UNSURE) return false;
  if (named === "text") return true;
  if (named === "delimited") return false;
  const words = filled.map(countWords).toSorted((a, b) => a - b);
  const usual = words[words.length >> 1] ?? 0;
  const ends = filled.filter((line) => /[.!?:…。！？][”」』"')\]]?\s*$/.test(line)).length;
  const heads = countWords(first);
  return heads >= 3 && usual >= 4 && (ends * 3 >= filled.length || usual >= 7);
}

/** Whether a delimiter that people mean parts the lines evenly into more than two cells, or a name and a value. */
function isUsual({ delimiter, confidence }: DialectGuess): boolean {
  return delimiter !== null && delimiter !== ";" && USUAL.has(delimiter) && confidence >= SURE;
}

const SURE = 0.95;

/** Words of a line. Chinese and Japanese have no blanks between them: two characters are one. */
function countWords(line: string): number {
  return line.trim().split(/\s+/).length + ((line.match(/[\u3040-\u30ff\u4e00-\u9fff]/g)?.length ?? 0) >> 1);
}

/** Commas in sentences part them now and then, and never evenly. */
const UNSURE = 0.3;
