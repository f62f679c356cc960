import type { Dialect } from "../../table/dialect.ts";

/** Rows that were cut from a sample of a text, and how well its quotes fit the dialect. */
export interface CutRows {
  /** Every record in order. A blank line is `[""]`, a comment `[]`. */
  readonly rows: readonly (readonly string[])[];
  /** How many cells were quoted and well-formed. */
  readonly quoted: number;
  /** How many quotes were closed before something other than a delimiter or a line end, or never. */
  readonly malformed: number;
  /** The texts of well-formed quoted cells that hold signs which would look odd without the quotes. */
  readonly enclosed: ReadonlySet<string>;
}

/**
 * Cuts a sample into rows in any dialect, also those that the fast reader does not know. Takes time in proportion to the text, whatever
 * is in it.
 *
 * A quote opens only at the start of a cell. A quoted cell that something follows is kept as it stands; one that never ends opens nothing,
 * and neither does a quote after it.
 */
export function cutRows(text: string, dialect: Dialect, maxRows = Number.POSITIVE_INFINITY): CutRows {
  const cutter = new SampleCutter(text, dialect);
  const rows: string[][] = [];
  while (rows.length < maxRows && cutter.position < text.length) rows.push(cutter.row());
  return { rows, quoted: cutter.quoted, malformed: cutter.malformed, enclosed: cutter.enclosed };
}

/** What would look odd in a cell without quotes. */
const ENCLOSED = /[^\w .-]/;

class SampleCutter {
  position = 0;
  quoted = 0;
  malformed = 0;
  readonly enclosed = new Set<string>();
  readonly #text: string;
  readonly #delimiter: string | null;
  readonly #escape: string | null;
  readonly #merge: boolean;
  readonly #skipSpace: boolean;
  readonly #comment: string | null;
  #quote: string | null;
  #lineFeed: number;
  #carriageReturn: number;
  #nextQuote: number;

  constructor(text: string, dialect: Dialect) {
    this.#text = text;
    this.#delimiter = dialect.delimiter;
    this.#quote = dialect.quote;
    this.#escape = dialect.escape === dialect.quote ? null : dialect.escape;
    this.#merge = dialect.mergeDelimiters === true;
    this.#skipSpace = dialect.skipInitialSpace;
    this.#comment = dialect.comment ?? null;
    this.#lineFeed = text.indexOf("\n");
    this.#carriageReturn = text.indexOf("\r");
    this.#nextQuote = this.#quote === null ? -1 : text.indexOf(this.#quote);
  }

  row(): string[] {
    const start = this.position;
    const end = this.#lineEnd(start);
    if (this.#comment !== null && this.#text.startsWith(this.#comment, start)) {
      this.#endRow(end);
      return [];
    }
    if (this.#nextQuote >= 0 && this.#nextQuote < start) this.#nextQuote = this.#text.indexOf(this.#quote ?? "", start);
    const plain =
      (this.#nextQuote < 0 || this.#nextQuote >= end) && (this.#escape === null || !this.#text.slice(start, end).includes(this.#escape));
    if (!plain) return this.#quotedRow();
    const line = this.#text.slice(start, end);
    this.#endRow(end);
    return this.#plainCells(line);
  }

  #plainCells(line: string): string[] {
    if (this.#delimiter === null) return [line];
    if (!this.#merge) {
      const cells = line.split(this.#delimiter);
      return this.#skipSpace ? cells.map((cell) => cell.trimStart()) : cells;
    }
    const cells = line.split(this.#delimiter).filter((cell) => cell !== "");
    return cells.length === 0 ? [""] : cells;
  }

  /** A row with quotes or escapes, cell by cell. */
  #quotedRow(): string[] {
    const text = this.#text;
    const cells: string[] = [];
    while (true) {
      if (this.#merge) this.#skip(this.#delimiter ?? "");
      const lineEnd = this.#lineEnd(this.position);
      if (this.#merge && this.position >= lineEnd && cells.length > 0) {
        this.#endRow(lineEnd);
        return cells;
      }
      if (this.#skipSpace) while (text[this.position] === " ") this.position += 1;
      cells.push(this.#cell(lineEnd));
      if (this.#delimiter !== null && text.startsWith(this.#delimiter, this.position)) {
        this.position += this.#delimiter.length;
        continue;
      }
      this.#endRow(this.position);
      return cells;
    }
  }

  #skip(sign: string): void {
    while (this.#text.startsWith(sign, this.position)) this.position += sign.length;
  }

  #cell(lineEnd: number): string {
    const start = this.position;
    if (this.#quote !== null && this.#text.startsWith(this.#quote, start)) {
      const close = this.#closingQuote(start + 1);
      const after = close < 0 ? -1 : this.#afterQuote(close + 1);
      if (after >= 0) return this.#enclosedCell(start, close, after);
      this.malformed += 1;
      const pair = this.#closingPair(start + 1, lineEnd);
      if (pair >= 0) return this.#enclosedCell(start, pair, pair + 1);
      if (close < 0) {
        // What follows is read without quotes: looking for the end again at every further quote could take indefinitely.
        this.#quote = null;
        this.#nextQuote = -1;
      } else {
        this.position = this.#plainEnd(close + 1, this.#lineEnd(close + 1));
        return this.#text.slice(start, this.position);
      }
    }
    this.position = this.#plainEnd(start, lineEnd);
    const cell = this.#text.slice(start, this.position);
    return this.#escape !== null && cell.includes(this.#escape) && this.#quote === null ? this.#unescaped(cell) : cell;
  }

  #enclosedCell(start: number, close: number, after: number): string {
    this.quoted += 1;
    this.position = after;
    const cell = this.#unescaped(this.#text.slice(start + 1, close));
    if (ENCLOSED.test(cell)) this.enclosed.add(cell);
    return cell;
  }

  /** Where the first of two quotes stands that end a cell together, the first of them a character, as in `"pipe 7"",`; -1 if none do in its line. */
  #closingPair(from: number, lineEnd: number): number {
    const text = this.#text;
    const quote = this.#quote ?? "";
    if (this.#escape !== null) return -1;
    for (let at = text.indexOf(quote, from); at >= 0 && at < lineEnd && text[at + 1] === quote; at = text.indexOf(quote, at + 2)) {
      const isEnd = at + 2 >= lineEnd || (this.#delimiter !== null && text.startsWith(this.#delimiter, at + 2));
      if (isEnd) return at + 1;
    }
    return -1;
  }

  /** Where a cell without quotes ends: at a delimiter that no escape stands before, or with its line. */
  #plainEnd(from: number, lineEnd: number): number {
    if (this.#delimiter === null) return lineEnd;
    let at = this.#text.indexOf(this.#delimiter, from);
    while (at >= 0 && at < lineEnd && this.#escape !== null && this.#quote === null && this.#text[at - 1] === this.#escape && at > from) {
      at = this.#text.indexOf(this.#delimiter, at + 1);
    }
    return at < 0 || at > lineEnd ? lineEnd : at;
  }

  #closingQuote(from: number): number {
    const quote = this.#quote ?? "";
    let at = this.#text.indexOf(quote, from);
    while (at >= 0) {
      if (this.#escape !== null) {
        if (!this.#isEscaped(at, from)) return at;
        at = this.#text.indexOf(quote, at + 1);
      } else if (this.#text[at + 1] === quote) at = this.#text.indexOf(quote, at + 2);
      else return at;
    }
    return -1;
  }

  /** Whether an odd number of escapes stands before a position. */
  #isEscaped(at: number, from: number): boolean {
    let before = at - 1;
    while (before >= from && this.#text[before] === this.#escape) before -= 1;
    return (at - 1 - before) % 2 === 1;
  }

  /** Where the cell ends after its closing quote: there, or after blanks; -1 if something else follows. */
  #afterQuote(from: number): number {
    const text = this.#text;
    let at = from;
    while (true) {
      const sign = text[at];
      if (sign === undefined || sign === "\n" || sign === "\r") return at;
      if (this.#delimiter !== null && text.startsWith(this.#delimiter, at)) return at;
      if (sign !== " ") return -1;
      at += 1;
    }
  }

  #unescaped(content: string): string {
    if (this.#escape === null) {
      const quote = this.#quote ?? "";
      return quote !== "" && content.includes(quote) ? content.replaceAll(quote + quote, quote) : content;
    }
    if (!content.includes(this.#escape)) return content;
    const special = this.#quote ?? this.#delimiter ?? "";
    return content.replaceAll(this.#escape + special, special).replaceAll(this.#escape + this.#escape, this.#escape);
  }

  #lineEnd(from: number): number {
    const { length } = this.#text;
    if (this.#lineFeed >= 0 && this.#lineFeed < from) this.#lineFeed = this.#text.indexOf("\n", from);
    if (this.#carriageReturn >= 0 && this.#carriageReturn < from) this.#carriageReturn = this.#text.indexOf("\r", from);
    return Math.min(this.#lineFeed < 0 ? length : this.#lineFeed, this.#carriageReturn < 0 ? length : this.#carriageReturn);
  }

  #endRow(end: number): void {
    this.position = end + (this.#text.startsWith("\r\n", end) ? 2 : 1);
  }
}
