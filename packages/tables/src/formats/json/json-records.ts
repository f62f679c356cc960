import type { ExpansionBudget } from "../../table/expansion-budget.ts";
import type { Cell, ReadProblemCode } from "../../table/table-reader.ts";
import type { JsonColumns, JsonKey } from "./json-columns.ts";
import { CLOSE_BRACE, CLOSE_BRACKET, COLON, isLetter, type JsonScanner, OPEN_BRACE, OPEN_BRACKET, QUOTE } from "./json-scanner.ts";

/** What the records of a table are: objects, arrays of cells, or single values. */
export type RecordKind = "object" | "row" | "value";

/** Turns JSON values into rows: each value that a scanner stands at becomes one. */
export class JsonRecords {
  readonly #scanner: JsonScanner;
  readonly #columns: JsonColumns;
  readonly #kind: RecordKind;
  readonly #flattenDepth: number;
  readonly #note: (code: ReadProblemCode, at: number, detail: string) => void;
  readonly #keysOnly: boolean;
  readonly #hasRows: boolean;
  readonly #budget: ExpansionBudget;
  #blank: Cell[] = [];

  /**
   * @param columns - gets the keys of objects as they come
   * @param options - `flattenDepth` is how many levels of objects inside of a record become columns of their own; with `keysOnly`
   *   objects add their keys to the columns, and their rows have nothing; without `rows` they are checked as well, and have nothing either
   */
  constructor(
    scanner: JsonScanner,
    columns: JsonColumns,
    kind: RecordKind,
    options: { readonly flattenDepth: number; readonly keysOnly: boolean; readonly rows: boolean; readonly budget: ExpansionBudget },
    note: (code: ReadProblemCode, at: number, detail: string) => void,
  ) {
    this.#scanner = scanner;
    this.#columns = columns;
    this.#kind = kind;
    this.#flattenDepth = options.flattenDepth;
    this.#keysOnly = options.keysOnly && kind === "object";
    this.#hasRows = options.rows || kind !== "object";
    this.#budget = options.budget;
    this.#note = note;
  }

  /**
   * Reads the record that starts here, after blanks. Throws what the scanner throws; the columns that were added until then stay.
   */
  read(): Cell[] {
    const code = this.#scanner.next();
    if (this.#keysOnly) {
      if (code === OPEN_BRACE) this.#skipObject(this.#columns.root, 0);
      else this.#readOther(code, [...NO_CELLS]);
      return NO_CELLS;
    }
    if (this.#kind === "object") {
      const row = this.#hasRows ? this.#blankRow() : [...NO_CELLS];
      if (code === OPEN_BRACE) this.#readObject(this.#columns.root, 0, row);
      else this.#readOther(code, row);
      return this.#hasRows ? row : NO_CELLS;
    }
    if (this.#kind === "row") return code === OPEN_BRACKET ? this.#readRow() : [this.#mixed(code)];
    return [code === OPEN_BRACE || code === OPEN_BRACKET ? this.#mixed(code) : this.#readCell(code)];
  }

  #blankRow(): Cell[] {
    const width = this.#columns.names.length;
    // Columns come and, with a broken record, go.
    this.#budget.addCells(width);
    if (this.#blank.length > width) this.#blank.length = width;
    while (this.#blank.length < width) this.#blank.push(null);
    return this.#blank.slice();
  }

  #readObject(parent: JsonKey, depth: number, row: Cell[]): void {
    const scanner = this.#scanner;
    this.#columns.objects += 1;
    const object = this.#columns.objects;
    scanner.at += 1;
    if (scanner.next() === CLOSE_BRACE) {
      scanner.at += 1;
      if (depth > 0) this.#put(parent, "{}", row);
      return;
    }
    let expected = 0;
    do {
      if (scanner.next() !== QUOTE) scanner.expect(QUOTE, "a key in quotes");
      const start = scanner.at;
      const key = this.#key(parent, expected);
      if (!key) {
        this.#note("too_many_keys", start, "there are too many different keys");
        scanner.passValue();
        continue;
      }
      expected = key.position + 1;
      if (key.metIn === object) this.#note("duplicate_keys", start, `the key ${JSON.stringify(shown(key.path.join(".")))} comes twice`);
      key.metIn = object;
      const code = scanner.next();
      if (code === OPEN_BRACE && depth < this.#flattenDepth) this.#readObject(key, depth + 1, row);
      else this.#put(key, this.#readCell(code), row);
    } while (!scanner.endOrComma(CLOSE_BRACE));
  }

  /** Reads a key and its colon. */
  #key(parent: JsonKey, expected: number): JsonKey | undefined {
    const scanner = this.#scanner;
    // Most records have the keys of the one before, in the same order.
    const key = parent.order[expected];
    if (key?.written !== undefined && scanner.text.startsWith(key.written, scanner.at + 1)) {
      scanner.at += key.written.length + 1;
      return key;
    }
    const name = scanner.string();
    scanner.expect(COLON, "a colon");
    return this.#columns.key(parent, name);
  }

  /** Goes through an object for its keys alone. The columns are the same as those of `#readObject`. */
  #skipObject(parent: JsonKey, depth: number): void {
    const scanner = this.#scanner;
    scanner.at += 1;
    if (scanner.next() === CLOSE_BRACE) {
      scanner.at += 1;
      if (depth > 0) this.#columns.columnOf(parent);
      return;
    }
    let expected = 0;
    do {
      if (scanner.next() !== QUOTE) scanner.expect(QUOTE, "a key in quotes");
      const key = this.#key(parent, expected);
      const code = scanner.next();
      if (key && code === OPEN_BRACE && depth < this.#flattenDepth) this.#skipObject(key, depth + 1);
      else {
        scanner.skipValue(code);
        if (key && key.column < 0) this.#columns.columnOf(key);
      }
      expected = (key?.position ?? 0) + 1;
    } while (!scanner.endOrComma(CLOSE_BRACE));
  }

  #readRow(): Cell[] {
    const scanner = this.#scanner;
    scanner.at += 1;
    // An empty array is a row without values, and a row without cells would be no row.
    const row: Cell[] = [];
    if (scanner.next() === CLOSE_BRACKET) {
      scanner.at += 1;
      return [null];
    }
    do row.push(this.#readCell(scanner.next()));
    while (!scanner.endOrComma(CLOSE_BRACKET));
    return row;
  }

  #readCell(code: number): Cell {
    const scanner = this.#scanner;
    if (code === QUOTE) return scanner.string();
    if (code === OPEN_BRACE || code === OPEN_BRACKET) return scanner.json();
    if (isLetter(code)) {
      const word = scanner.word();
      return word === "null" ? null : word;
    }
    const start = scanner.at;
    scanner.passNumber();
    return scanner.text.slice(start, scanner.at);
  }

  /** A record that is no object, among objects: a column of its own. `null` is a record without values. */
  #readOther(code: number, row: Cell[]): void {
    if (isLetter(code) && this.#scanner.text.startsWith("null", this.#scanner.at)) {
      this.#readCell(code);
      return;
    }
    const value = this.#mixed(code);
    const key = this.#columns.key(this.#columns.root, OTHER_COLUMN);
    if (key) this.#put(key, value, row);
  }

  #mixed(code: number): Cell {
    this.#note("mixed_records", this.#scanner.at, `a record is ${kindOf(code)}`);
    return this.#readCell(code);
  }

  #put(key: JsonKey, value: Cell, row: Cell[]): void {
    const column = key.column >= 0 ? key.column : this.#columns.columnOf(key);
    if (column < 0) {
      this.#note("too_many_keys", this.#scanner.at, "there are too many different keys");
      return;
    }
    if (!this.#hasRows) return;
    while (row.length < column) row.push(null);
    row[column] = value;
  }
}

/** Not an empty row, which would be a record that is none. */
const NO_CELLS: Cell[] = [null];

/** What the column of records is called that are no objects, where the others are. */
const OTHER_COLUMN = "value";

function kindOf(code: number): string {
  if (code === OPEN_BRACE) return "an object";
  if (code === OPEN_BRACKET) return "an array";
  return code === QUOTE ? "a string" : "a single value";
}

function shown(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
