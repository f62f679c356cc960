import { MAX_COLUMNS, MAX_SHEET_ROWS } from "../../../table/limits.ts";
import type { ExpansionBudget } from "../../../table/expansion-budget.ts";
import type { CellFormat, CellFormats } from "./cells/cell-formats.ts";
import { codeText } from "./cells/code-format.ts";
import { numberText } from "./cells/number-text.ts";
import { Shown } from "./cells/number-format.ts";
import type { RowCollector } from "./row-collector.ts";
import { isoCellText, type SerialText } from "./cells/serial-date.ts";
import { LONG_LENGTH, type SharedStrings } from "./shared-strings.ts";
import { Token, XmlScanner } from "./xml/xml-scanner.ts";
import { cellText } from "./xml/xml-text.ts";

/** What cells refer to. */
export interface SheetContext {
  readonly strings: SharedStrings;
  readonly formats: CellFormats;
  readonly serialText: SerialText;
  readonly maxRecordLength: number;
  readonly budget: ExpansionBudget;
}

/**
 * Reads the cells of a worksheet, whose XML comes in pieces, into a collector of rows.
 *
 * Nearly all cells of nearly all sheets have one of a few forms, which are recognized by their characters; whatever else comes goes
 * the longer way of a token at a time. Both know the same cells.
 */
export class SheetScanner {
  readonly #scanner: XmlScanner;
  readonly #rows: RowCollector;
  readonly #context: SheetContext;
  #inData = false;
  #inRow = false;
  #inCell = false;
  #inInline = false;
  #collects = false;
  /** The depth of what is being left out: pronunciation, extensions. */
  #skipsAbove = Number.POSITIVE_INFINITY;
  // The cell under way.
  #column = 0;
  /** The column after the cell before. */
  #nextColumn = 0;
  #style = 0;
  #type = "n";
  #raw = "";
  #hasValue = false;
  #hasInline = false;
  #hasFormula = false;

  /** @param part - the name of the sheet's part, for errors */
  constructor(part: string, rows: RowCollector, context: SheetContext) {
    this.#scanner = new XmlScanner(part);
    this.#rows = rows;
    this.#context = context;
  }

  /** Takes the next piece of the sheet. Then call `readOn` until it answers false. */
  push(text: string): void {
    this.#scanner.push(text);
  }

  /**
   * Reads until a batch of rows is full, and answers true; or to the end of what was pushed, and answers false. Few characters can make rows
   * of many cells, so not all of a piece may be read at once.
   *
   * @throws RowmillError `FILE_CORRUPT`, `FILE_RECORD_TOO_LARGE`
   */
  readOn(): boolean {
    const scanner = this.#scanner;
    while (true) {
      if (this.#inRow && !this.#inCell) while (this.#readPlainCell());
      switch (scanner.next()) {
        case Token.More:
          return false;
        case Token.Open:
          if (scanner.depth >= this.#skipsAbove) break;
          this.#open();
          if (this.#rows.hasBatch) return true;
          break;
        case Token.Close:
          this.#close();
          break;
        case Token.Text:
          if (this.#collects) this.#collect(scanner.piece);
          break;
      }
    }
  }

  end(): void {
    this.#scanner.end();
  }

  #open(): void {
    const scanner = this.#scanner;
    const { name, selfClosing } = scanner;
    if (name === "sheetData") this.#inData = !selfClosing;
    else if (name === "extLst" || name === "rPh") {
      if (!selfClosing) this.#skipsAbove = scanner.depth;
    } else if (!this.#inData) return;
    else if (name === "row") this.#openRow();
    else if (name === "c" && this.#inRow) this.#openCell();
    else if (!this.#inCell) return;
    else if (name === "t" && this.#inInline) this.#startText();
    else if (name === "v") {
      // A text that stands in the cell counts more than a value beside it.
      if (!this.#hasInline) this.#startText();
    } else if (name === "is") {
      this.#inInline = !selfClosing;
      this.#hasInline = true;
      this.#raw = "";
    } else if (name === "f") this.#hasFormula = true;
  }

  #close(): void {
    const { name, depth } = this.#scanner;
    if (depth >= this.#skipsAbove) return;
    this.#skipsAbove = Number.POSITIVE_INFINITY;
    if (name === "v" || name === "t") this.#collects = false;
    else if (name === "is") this.#inInline = false;
    else if (name === "c") this.#closeCell();
    else if (name === "row") this.#inRow = false;
    else if (name === "sheetData") this.#inData = false;
  }

  #openRow(): void {
    const scanner = this.#scanner;
    const declared = Number(scanner.attribute("r"));
    const row = Number.isInteger(declared) && declared > 0 ? declared : this.#rows.row + 1;
    if (row > MAX_SHEET_ROWS) throw scanner.corrupt(`has a row ${row}, and a sheet has ${MAX_SHEET_ROWS} at most`, { row });
    this.#rows.startRow(row);
    this.#nextColumn = this.#rows.nextColumn;
    this.#inRow = !scanner.selfClosing;
  }

  #openCell(): void {
    const scanner = this.#scanner;
    this.#column = this.#columnOf(scanner.attribute("r") ?? "");
    this.#style = Number(scanner.attribute("s") ?? 0);
    this.#type = scanner.attribute("t") ?? "n";
    this.#raw = "";
    this.#hasValue = false;
    this.#hasInline = false;
    this.#hasFormula = false;
    this.#inInline = false;
    this.#nextColumn = this.#column + 1;
    this.#inCell = !scanner.selfClosing;
  }

  #startText(): void {
    this.#collects = !this.#scanner.selfClosing;
    this.#hasValue = true;
  }

  #closeCell(): void {
    if (!this.#inCell) return;
    this.#inCell = false;
    this.#collects = false;
    if (this.#hasFormula && !this.#hasValue) this.#rows.note("formula_without_value", this.#column);
    if (this.#hasValue) this.#setCell(this.#column, this.#type, this.#style, this.#raw);
  }

  #collect(piece: string): void {
    this.#raw += piece;
    // The row's own limit sees a cell only when it is complete.
    if (this.#raw.length > this.#context.maxRecordLength) this.#rows.set(this.#column, this.#raw);
  }

  /**
   * Reads `<c r="B7" s="3" t="s"><v>12</v></c>`, the same with an inline text, or an empty cell. Answers false, and leaves everything as
   * it was, if what comes has another form or is not there completely.
   */
  #readPlainCell(): boolean {
    const scanner = this.#scanner;
    const { text } = scanner;
    // Never past the end of the text: one look there, and V8 takes every character for a floating-point number.
    const limit = text.length - LONGEST_PLAIN_TAG;
    let at = scanner.position;
    if (at >= limit || text.charCodeAt(at) !== LESS_THAN || text.charCodeAt(at + 1) !== 99 || text.charCodeAt(at + 2) !== 32) return false;
    at += 3;
    let column = this.#nextColumn;
    let style = 0;
    let type = "n";
    let sign = text.charCodeAt(at);
    while (sign !== GREATER_THAN && sign !== SLASH) {
      if (at >= limit || text.charCodeAt(at + 1) !== EQUALS || text.charCodeAt(at + 2) !== QUOTE) return false;
      const from = at + 3;
      at = from;
      if (sign === 114) {
        column = 0;
        while ((sign = text.charCodeAt(at)) >= 65 && sign <= 90 && at < from + 3) {
          column = column * 26 + sign - 64;
          at += 1;
        }
        if (at === from) return false;
        column -= 1;
        while (sign >= 48 && sign <= 57 && at < from + MOST_SIGNS) sign = text.charCodeAt((at += 1));
      } else if (sign === 115) {
        while ((sign = text.charCodeAt(at)) >= 48 && sign <= 57 && at < from + MOST_SIGNS) {
          style = style * 10 + sign - 48;
          at += 1;
        }
      } else if (sign === 116) {
        if (text.charCodeAt(at + 1) === QUOTE) {
          type = oneLetterType(text.charCodeAt(at));
          at += 1;
        } else if (text.startsWith(INLINE_TYPE, at)) {
          type = INLINE_TYPE;
          at += INLINE_TYPE.length;
        } else if (text.startsWith("str", at)) {
          type = "str";
          at += 3;
        } else return false;
      } else return false;
      if (text.charCodeAt(at) !== QUOTE) return false;
      sign = text.charCodeAt((at += 1));
      if (sign === 32) sign = text.charCodeAt((at += 1));
    }
    if (column >= MAX_COLUMNS || at >= limit) return false;
    at += 1;
    if (sign === SLASH) {
      if (text.charCodeAt(at) !== GREATER_THAN) return false;
      scanner.position = at + 1;
      this.#nextColumn = column + 1;
      return true;
    }
    let end: number;
    if (text.charCodeAt(at) === LESS_THAN && text.charCodeAt(at + 1) === 118 && text.charCodeAt(at + 2) === GREATER_THAN) {
      at += 3;
      end = at;
      // Values are short: a loop is faster than a call.
      while (end < limit && text.charCodeAt(end) !== LESS_THAN) end += 1;
      if (end >= limit || !isValueEnd(text, end)) return false;
      scanner.position = end + VALUE_END_LENGTH;
    } else if (type === INLINE_TYPE && text.startsWith("<is><t", at)) {
      at = text.indexOf(">", at + 6) + 1;
      if (at === 0 || text.charCodeAt(at - 2) === SLASH) return false;
      end = text.indexOf("<", at);
      if (end < 0 || !text.startsWith(INLINE_END, end)) return false;
      scanner.position = end + INLINE_END.length;
    } else return false;
    this.#nextColumn = column + 1;
    if (type === "s") this.#setShared(column, text, at, end);
    else this.#setCell(column, type, style, text.slice(at, end));
    return true;
  }

  /** A cell whose text is at the index that stands between `from` and `to`. */
  #setShared(column: number, text: string, from: number, to: number): void {
    let index = from === to || to - from > MOST_SIGNS ? Number.NaN : 0;
    for (let at = from; at < to; at += 1) {
      const digit = text.charCodeAt(at) - 48;
      index = digit >= 0 && digit <= 9 ? index * 10 + digit : Number.NaN;
    }
    const shared = this.#context.strings.get(index);
    if (shared === undefined) {
      this.#rows.note("broken_cell", column, `there is no shared text ${JSON.stringify(text.slice(from, Math.min(to, from + 20)))}`);
    }
    if (shared !== undefined && shared.length >= LONG_LENGTH) this.#context.budget.addRepeated(shared.length);
    this.#rows.set(column, shared ?? "");
  }

  #columnOf(reference: string): number {
    const letters = /^[A-Za-z]+/.exec(reference)?.[0];
    if (letters === undefined) return this.#inBounds(this.#nextColumn, reference);
    let column = 0;
    for (const letter of letters.slice(0, 8).toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
    return this.#inBounds(column - 1, reference);
  }

  #inBounds(column: number, reference: string): number {
    if (column < MAX_COLUMNS) return column;
    const cell = reference === "" ? `column ${column + 1}` : `a cell ${reference.slice(0, 20)}`;
    throw this.#scanner.corrupt(`has ${cell}, and a sheet has ${MAX_COLUMNS} columns at most`, { row: this.#rows.row });
  }

  #setCell(column: number, type: string, style: number, raw: string): void {
    const { formats, serialText } = this.#context;
    const rows = this.#rows;
    switch (type) {
      case "s": {
        const index = raw.trim();
        this.#setShared(column, index, 0, index.length);
        return;
      }
      case "n": {
        const shown = formats[style] ?? Shown.Number;
        rows.set(column, shownText(raw, shown, serialText) ?? numberText(cellText(raw)));
        return;
      }
      case "b":
        rows.set(column, raw === "1" ? "true" : raw === "0" ? "false" : cellText(raw));
        return;
      case "e":
        if (raw !== "") rows.note("error_value", column, cellText(raw).slice(0, 20));
        rows.set(column, cellText(raw));
        return;
      case "d": {
        const shown = formats[style] ?? Shown.Number;
        rows.set(column, isoCellText(cellText(raw), typeof shown === "string" ? Shown.Number : shown));
        return;
      }
      default:
        // `str`, `inlineStr`, and what no version has yet.
        rows.set(column, cellText(raw));
    }
  }
}

const LESS_THAN = 60;
const GREATER_THAN = 62;
const SLASH = 47;
const VALUE_END_LENGTH = "</v></c>".length;
const EQUALS = 61;
const QUOTE = 34;

/** Three attributes of a letter each, and what they have at most: `r="XFD1048576" s="1000000000" t="inlineStr"`. */
const LONGEST_PLAIN_TAG = 64;
const MOST_SIGNS = 10;

const INLINE_TYPE = "inlineStr";
const INLINE_END = "</t></is></c>";

/** The types of one letter as constants: a slice of the text would be a new string for each cell. */
function oneLetterType(sign: number): string {
  return sign === 115 ? "s" : sign === 110 ? "n" : sign === 98 ? "b" : sign === 101 ? "e" : sign === 100 ? "d" : "";
}

/** Whether `</v></c>` stands there. */
function isValueEnd(text: string, at: number): boolean {
  return (
    text.charCodeAt(at + 1) === SLASH &&
    text.charCodeAt(at + 2) === 118 &&
    text.charCodeAt(at + 3) === GREATER_THAN &&
    text.charCodeAt(at + 4) === LESS_THAN &&
    text.charCodeAt(at + 5) === SLASH &&
    text.charCodeAt(at + 6) === 99 &&
    text.charCodeAt(at + 7) === GREATER_THAN
  );
}

/** A number as its format shows it; `undefined` if it shows a plain number. */
function shownText(raw: string, shown: CellFormat, serialText: SerialText): string | undefined {
  if (shown === Shown.Number || raw === "") return undefined;
  return typeof shown === "string" ? codeText(raw, shown) : serialText(Number(raw), shown);
}
