import { RowmillError } from "@rowmill/core/errors";
import { MAX_COLUMNS, MAX_SHEET_ROWS } from "../../../table/limits.ts";
import { isFormula } from "../../../values/formula.ts";
import { dateSerial, dateTimeSerial, timeSerial } from "./date-serial.ts";
import { Style, WORKSHEET_END, worksheetStart } from "./workbook-xml.ts";
import { xmlEscaped } from "./xml-escaped.ts";

/** What a cell may be given as. `null`, `undefined` and `""` are empty cells. A marked text has a coloured cell, also where it is empty. */
export type XlsxValue = string | number | boolean | null | undefined | MarkedText;

/** A text in a cell that the reader of the sheet is to look at. */
export interface MarkedText {
  readonly marked: string;
}

/** A column of a workbook. */
export interface XlsxColumn {
  readonly name: string;
  /**
   * What its texts are written as, if they are such: `1.5`, `true`, and dates in ISO 8601. Others in the same column stay text.
   * @defaultValue `"text"`
   */
  readonly type?: "text" | "number" | "boolean" | "date" | "datetime" | "time" | undefined;
  /** In characters of the standard font, up to 255. @defaultValue the program's own */
  readonly width?: number | undefined;
}

/** How a sheet is written. */
export interface SheetStyle {
  readonly freezeHeader: boolean;
  readonly formulaGuard: boolean;
}

/** Where rows come from, some at a time. */
interface RowSource {
  take(most: number): Promise<readonly (readonly XlsxValue[])[] | undefined>;
}

/** Makes the XML of one sheet, which ends with the rows or when it is full. */
export class SheetXml {
  readonly #columns: readonly XlsxColumn[] | undefined;
  readonly #style: SheetStyle;
  readonly #letters: string[] = [];
  #row = 0;
  #xml = "";

  constructor(columns: readonly XlsxColumn[] | undefined, style: SheetStyle) {
    this.#columns = columns;
    this.#style = style;
  }

  async *chunks(rows: RowSource): AsyncGenerator<Uint8Array> {
    const frozenRows = this.#columns !== undefined && this.#style.freezeHeader ? 1 : 0;
    this.#xml = worksheetStart(frozenRows, this.#columns?.map(({ width }) => width) ?? []);
    if (this.#columns) this.#addHeader(this.#columns);
    while (this.#row < MAX_SHEET_ROWS) {
      const taken = await rows.take(MAX_SHEET_ROWS - this.#row);
      if (!taken) break;
      for (const row of taken) {
        this.#addRow(row);
        if (this.#xml.length < CHUNK_LENGTH) continue;
        yield Buffer.from(this.#xml);
        this.#xml = "";
      }
    }
    yield Buffer.from(this.#xml + WORKSHEET_END);
  }

  #addHeader(columns: readonly XlsxColumn[]): void {
    this.#row += 1;
    const cells = columns.map(({ name }, column) => (name === "" ? "" : this.#textCell(name, column, Style.Header)));
    this.#xml += `<row r="${this.#row}">${cells.join("")}</row>`;
  }

  #addRow(row: readonly XlsxValue[]): void {
    this.#row += 1;
    let xml = `<row r="${this.#row}">`;
    for (let column = 0; column < row.length; column += 1) {
      const value = row[column];
      if (value === "" || value === null || value === undefined) continue;
      if (typeof value === "object") xml += this.#textCell(value.marked, column, Style.Marked);
      else if (typeof value === "string") xml += this.#typedCell(value, column);
      else if (typeof value === "boolean") xml += `<c r="${this.#place(column)}" t="b"><v>${value ? 1 : 0}</v></c>`;
      else if (Number.isFinite(value)) xml += `<c r="${this.#place(column)}"><v>${value}</v></c>`;
      else xml += this.#textCell(String(value), column);
    }
    this.#xml += `${xml}</row>`;
  }

  #typedCell(text: string, column: number): string {
    switch (this.#columns?.[column]?.type) {
      case "number":
        return isExactNumber(text) ? `<c r="${this.#place(column)}"><v>${text}</v></c>` : this.#textCell(text, column);
      case "boolean":
        return text === "true" || text === "false"
          ? `<c r="${this.#place(column)}" t="b"><v>${text === "true" ? 1 : 0}</v></c>`
          : this.#textCell(text, column);
      case "date":
        return this.#serialCell(text, dateSerial(text), column, Style.Date);
      case "datetime":
        return this.#serialCell(text, dateTimeSerial(text), column, Style.DateTime);
      case "time":
        return this.#serialCell(text, timeSerial(text), column, Style.Time);
      case "text":
      case undefined:
        return this.#textCell(text, column);
    }
  }

  #serialCell(text: string, serial: number | undefined, column: number, style: number): string {
    if (serial === undefined) return this.#textCell(text, column);
    return `<c r="${this.#place(column)}" s="${style}"><v>${serial}</v></c>`;
  }

  /**
   * An inline text: it needs no list of texts in memory, and programs take it for what it is, also if it begins with `=`. A guarded one
   * stays a text when a user edits the cell, and when the sheet is saved and opened again.
   */
  #textCell(text: string, column: number, style?: number): string {
    if (text.length > MAX_TEXT_LENGTH) {
      throw new RowmillError(
        "FILE_RECORD_TOO_LARGE",
        `The text at ${this.#place(column)} has ${text.length} characters, and a cell holds ${MAX_TEXT_LENGTH}: write CSV instead`,
        { details: { row: this.#row, column, maxLength: MAX_TEXT_LENGTH }, retriable: false },
      );
    }
    const space = NEEDS_SPACE.test(text) ? ' xml:space="preserve"' : "";
    const shown = style ?? (this.#style.formulaGuard && isFormula(text) ? Style.Guarded : undefined);
    const styled = shown === undefined ? "" : ` s="${shown}"`;
    return `<c r="${this.#place(column)}"${styled} t="inlineStr"><is><t${space}>${xmlEscaped(text)}</t></is></c>`;
  }

  #place(column: number): string {
    return this.#letter(column) + this.#row;
  }

  #letter(column: number): string {
    const known = this.#letters[column];
    if (known !== undefined) return known;
    if (column >= MAX_COLUMNS) {
      throw new RowmillError(
        "FILE_RECORD_TOO_LARGE",
        `Row ${this.#row} has more than ${MAX_COLUMNS} cells, which no sheet holds: write CSV instead`,
        {
          details: { row: this.#row, maxColumns: MAX_COLUMNS },
          retriable: false,
        },
      );
    }
    let letters = "";
    for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
      letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
    this.#letters[column] = letters;
    return letters;
  }
}

const MAX_TEXT_LENGTH = 32_767;

const CHUNK_LENGTH = 64 * 1024;

/** Blanks that a program may drop otherwise. */
const NEEDS_SPACE = /^\s|\s$|[\n\t]| {2}/;

/** Whether a spreadsheet brings back the same number: at most 15 digits, no leading zeros, which would be an identifier. */
function isExactNumber(text: string): boolean {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/.test(text)) return false;
  const digits = text
    .replace(/[eE].*/, "")
    .replaceAll(/[-.]/g, "")
    .replace(/^0+/, "");
  return digits.length <= 15 && Math.abs(Number(text)) < 1e300;
}
