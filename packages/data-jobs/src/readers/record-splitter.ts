import { RowmillError } from "@rowmill/core";
import type { Dialect } from "./dialect.ts";
import { cutQuoted } from "./cut-quoted.ts";
import { LineEnds, lineEndLength } from "./line-ends.ts";
import { scanQuoted, type QuotedScan } from "./quoted-record.ts";
import type { ReadProblem } from "./table-reader.ts";

/** Cuts records whose quotes are not simply those of RFC 4180 into their cells: one row for each text. */
export type FieldParser = (records: readonly string[]) => string[][];

/**
 * Cuts a text that comes in blocks into rows. LF, CR and CRLF each end a record outside of quotes, also mixed. A cut
 * between two blocks may be anywhere, also inside CRLF or between two quotes.
 *
 * A quote that is still open at the end of the file is taken to close at the end of its line, and reported.
 */
export class RecordSplitter {
  readonly #dialect: Dialect;
  readonly #quote: string | null;
  /** Whether `cutQuoted` knows this dialect. */
  readonly #isPlain: boolean;
  readonly #maxLength: number;
  readonly #parseFields: FieldParser;
  /** What came after the last complete record. */
  #rest = "";
  /** How far `#rest` was scanned, if it starts with a record that has quotes. */
  #scan: QuotedScan | undefined;
  #row = 1;
  #line = 1;
  #problems: ReadProblem[] = [];

  constructor(dialect: Dialect, maxLength: number, parseFields: FieldParser) {
    this.#dialect = dialect;
    this.#quote = dialect.quote;
    this.#isPlain = dialect.escape === dialect.quote && !dialect.skipInitialSpace;
    this.#maxLength = maxLength;
    this.#parseFields = parseFields;
  }

  /** Takes in a block and answers the rows that are complete now. */
  push(text: string): string[][] {
    const rows = this.#split(this.#rest === "" ? text : this.#rest + text, false);
    if (this.#rest.length > this.#maxLength) throw this.#recordTooLarge();
    return rows;
  }

  /** Answers the rows that the end of the file completes. */
  end(): string[][] {
    const rows = this.#split(this.#rest, true);
    // Ends soon: after an open quote comes no other that could close it, so none that could open at the start of a cell.
    // A backslash at the end of the line takes a second turn.
    while (this.#rest !== "") {
      this.#closeQuote();
      for (const row of this.#split(this.#rest, true)) rows.push(row);
    }
    // Ctrl-Z, the end-of-file sign of CP/M and DOS.
    if (rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === "\u001a") rows.pop();
    return rows;
  }

  /** Answers what was met since the last call. */
  takeProblems(): ReadProblem[] {
    const problems = this.#problems;
    this.#problems = [];
    return problems;
  }

  #split(text: string, last: boolean): string[][] {
    const rows: string[][] = [];
    const quotedAt: number[] = [];
    const quoted: string[] = [];
    const ends = new LineEnds(text);
    let position = 0;
    let nextQuote = this.#quote === null ? -1 : text.indexOf(this.#quote);
    while (position < text.length) {
      if (nextQuote >= 0 && nextQuote < position) nextQuote = text.indexOf(this.#quote ?? "", position);
      let end = ends.next(position, last);
      if (nextQuote >= 0 && (end < 0 || nextQuote < end)) {
        const scan = scanQuoted(text, position, this.#scan, this.#dialect, last);
        if (scan.end < 0) {
          this.#scan = scan;
          break;
        }
        this.#scan = undefined;
        end = scan.end;
        if (scan.malformed) this.#problems.push({ code: "malformed_quotes", row: this.#row, line: this.#line });
        this.#line += scan.lineBreaks;
        const record = text.slice(position, end);
        const { quote, delimiter } = this.#dialect;
        if (this.#isPlain && !scan.malformed && quote !== null && delimiter !== null) rows.push(cutQuoted(record, quote, delimiter));
        else {
          quotedAt.push(rows.length);
          quoted.push(record);
          rows.push([]);
        }
      } else {
        if (end < 0) break;
        rows.push(this.#cells(text.slice(position, end)));
      }
      this.#row += 1;
      this.#line += 1;
      position = end + lineEndLength(text, end);
    }
    this.#rest = text.slice(position);
    if (quoted.length > 0) {
      for (const [index, row] of this.#parseFields(quoted).entries()) rows[quotedAt[index] ?? 0] = row;
    }
    return rows;
  }

  #cells(line: string): string[] {
    const { delimiter, skipInitialSpace } = this.#dialect;
    const cells = delimiter === null ? [line] : line.split(delimiter);
    return skipInitialSpace ? cells.map((cell) => cell.trimStart()) : cells;
  }

  /** Closes the quote that the rest of the file has open, at the end of the line where it opens. */
  #closeQuote(): void {
    const { openedAt, openedLine } = this.#scan ?? { openedAt: 0, openedLine: 0 };
    this.#scan = undefined;
    this.#problems.push({ code: "unclosed_quote", row: this.#row, line: this.#line + openedLine });
    const lineEnd = new LineEnds(this.#rest).next(openedAt, true);
    this.#rest = this.#rest.slice(0, lineEnd) + (this.#quote ?? "") + this.#rest.slice(lineEnd);
  }

  #recordTooLarge(): RowmillError {
    const inQuotes = this.#scan?.inQuotes === true;
    const line = this.#line + (inQuotes ? (this.#scan?.openedLine ?? 0) : 0);
    const what = inQuotes
      ? `the quote that opens in line ${line} (row ${this.#row}) is not closed within ${this.#maxLength} characters. Close it, or raise maxRecordLength if the cell is really that long`
      : `row ${this.#row} (line ${line}) is longer than ${this.#maxLength} characters. Raise maxRecordLength if it is really that long`;
    return new RowmillError("FILE_RECORD_TOO_LARGE", `The file can not be read on: ${what}`, {
      details: { row: this.#row, line, maxRecordLength: this.#maxLength },
      retriable: false,
    });
  }
}
