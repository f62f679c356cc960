import { INCOMPLETE, JsonFault } from "./json-fault.ts";
import type { RecordKind } from "./json-records.ts";
import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, JsonScanner, OPEN_BRACE, OPEN_BRACKET, QUOTE } from "./json-scanner.ts";
import { BrokenRecords } from "./broken-record.ts";
import { areRecords } from "./keyed-records.ts";

/** An array in a document that may hold the records, as far as it was seen. */
export interface FoundArray {
  /** Keys joined by dots; `""` for the document itself; `1` for what comes second in a document that is an array. */
  readonly path: string;
  /** What most of its items are. */
  readonly kind: RecordKind;
  readonly items: number;
  /** Where it starts, in bytes. */
  readonly start: number;
  readonly bytes: number;
  /** Where its first item starts and ends, if it was seen whole. */
  readonly firstItem: readonly [start: number, end: number] | undefined;
  /** Whether it goes on behind what was seen. */
  readonly open: boolean;
}

/** What was seen of a document. */
export interface SeenDocument {
  /** The document is an array itself, or an object. */
  readonly isArray: boolean;
  readonly arrays: readonly FoundArray[];
  /** Keys of values that are in no array. */
  readonly otherKeys: readonly string[];
  /** Items of the arrays, or keys, that were read well; and items that are no JSON. */
  readonly good: number;
  readonly bad: number;
  /** Whether the document is an object whose values are records. */
  readonly hasKeyedRecords: boolean;
  /** Whether the document ends within what was seen, and where. */
  readonly end: number | undefined;
}

/**
 * Looks through the start of a JSON document for arrays, in objects up to four levels deep. Broken items are passed. Answers `undefined`
 * if no document starts here.
 *
 * @param bytes - UTF-8
 * @param complete - whether these are all of them
 */
export function findArrays(bytes: Buffer, complete: boolean): SeenDocument | undefined {
  const finder = new Finder(bytes, complete);
  return finder.find();
}

const MAX_LEVELS = 4;

/** So many objects may stand before an array of the records, in a document that is an array. */
const MOST_BESIDE = 2;

class Finder {
  readonly #scanner = new JsonScanner(() => {});
  readonly #broken = new BrokenRecords();
  readonly #arrays: FoundArray[] = [];
  readonly #otherKeys: string[] = [];
  readonly #bytes: Buffer;
  /** The first values of a document that is an object; `undefined` for what is no object or cannot be read. */
  readonly #values: unknown[] = [];
  #good = 0;
  #bad = 0;

  constructor(bytes: Buffer, complete: boolean) {
    this.#bytes = bytes;
    this.#scanner.load(bytes, complete, 0);
  }

  find(): SeenDocument | undefined {
    const scanner = this.#scanner;
    let end: number | undefined;
    let isArray = false;
    try {
      const code = scanner.next();
      isArray = code === OPEN_BRACKET;
      if (isArray) this.#array("");
      else if (code === OPEN_BRACE) this.#object([]);
      else return undefined;
      end = scanner.at;
    } catch (error) {
      if (error !== INCOMPLETE && !(error instanceof JsonFault)) throw error;
      if (error !== INCOMPLETE) this.#bad += 1;
    }
    // An array of objects in them is rather the table.
    const hasKeyedRecords = !isArray && this.#arrays.every(({ kind }) => kind === "value") && areRecords(this.#values);
    return { isArray, arrays: this.#arrays, otherKeys: this.#otherKeys, hasKeyedRecords, good: this.#good, bad: this.#bad, end };
  }

  #object(path: readonly string[]): void {
    const scanner = this.#scanner;
    scanner.at += 1;
    if (scanner.next() === CLOSE_BRACE) {
      scanner.at += 1;
      return;
    }
    do {
      if (scanner.next() !== QUOTE) scanner.expect(QUOTE, "a key in quotes");
      const key = scanner.string();
      scanner.expect(COLON, "a colon");
      const code = scanner.next();
      const inner = [...path, key];
      const start = scanner.at;
      if (code === OPEN_BRACKET) this.#array(inner.join("."));
      else if (code === OPEN_BRACE && inner.length < MAX_LEVELS) this.#object(inner);
      else {
        scanner.passValue();
        if (this.#otherKeys.length < SHOWN_KEYS) this.#otherKeys.push(inner.join("."));
      }
      this.#good += 1;
      if (path.length === 0 && this.#values.length < SHOWN_KEYS) this.#values.push(code === OPEN_BRACE ? this.#parsed(start) : undefined);
    } while (!scanner.endOrComma(CLOSE_BRACE));
  }

  /** The value that ends here, as far as it is JSON. */
  #parsed(start: number): unknown {
    try {
      return JSON.parse(this.#bytes.toString("utf8", start, this.#scanner.at));
    } catch {
      return undefined;
    }
  }

  #array(path: string): void {
    const scanner = this.#scanner;
    const start = scanner.at;
    const kinds: Record<RecordKind, number> = { object: 0, row: 0, value: 0 };
    let open = true;
    let firstItem: readonly [number, number] | undefined;
    scanner.at += 1;
    try {
      while (scanner.next() !== CLOSE_BRACKET) {
        const itemStart = scanner.at;
        const place = kinds.object + kinds.row + kinds.value;
        // `[{"page": 1}, [{...}, {...}]]`: what describes the records, and the records.
        if (path === "" && kinds.object === place && place > 0 && place <= MOST_BESIDE && scanner.next() === OPEN_BRACKET) {
          kinds.row += 1;
          this.#array(String(place));
        } else this.#item(kinds);
        firstItem ??= [itemStart, scanner.at];
        if (scanner.next() === COMMA) scanner.at += 1;
        else if (scanner.next() !== CLOSE_BRACKET && scanner.atEnd) throw INCOMPLETE;
      }
      scanner.at += 1;
      open = false;
    } finally {
      const items = kinds.object + kinds.row + kinds.value;
      const most = Math.max(kinds.object, kinds.row, kinds.value);
      const kind = kinds.object === most ? "object" : kinds.row === most ? "row" : "value";
      this.#arrays.push({ path, kind, items, start, bytes: scanner.at - start, firstItem, open });
    }
  }

  #item(kinds: Record<RecordKind, number>): void {
    const scanner = this.#scanner;
    const { at, line } = scanner;
    const code = scanner.next();
    try {
      scanner.reset();
      scanner.passValue();
      this.#good += 1;
    } catch (fault) {
      if (!(fault instanceof JsonFault)) throw fault;
      this.#bad += 1;
      if (!this.#broken.pass(scanner, at, line, fault)) throw INCOMPLETE;
    }
    kinds[code === OPEN_BRACE ? "object" : code === OPEN_BRACKET ? "row" : "value"] += 1;
  }
}

/** Enough to tell a person what a document has beside its records. */
const SHOWN_KEYS = 20;
