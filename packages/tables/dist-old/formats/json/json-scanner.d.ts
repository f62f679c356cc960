import { JsonFault } from "./json-fault.ts";
/** What a scanner notices that is no reason to give up. */
export type JsonNote = "json_extensions" | "lone_surrogates" | "invalid_bytes";
/**
 * Scans JSON (RFC 8259) in a block of UTF-8. The block is looked at as a text of one character a byte, so places are byte
 * offsets and pieces of plain ASCII are cut from it without decoding.
 *
 * Beyond RFC 8259 it takes what people write and what can mean one thing only: comments, a comma after the last value, `NaN`
 * and `Infinity`, numbers such as `+1`, `.5` and `007`, tabs in strings. Each is noted.
 *
 * Throws `JsonFault` where there is no JSON, and `INCOMPLETE` where the block ends too early to tell.
 */
export declare class JsonScanner {
  #private;
  /** The next byte to look at. */
  at: number;
  /** The number of its line in the file, from 1. */
  line: number;
  /** Whether a value must end on the line where it starts. */
  oneLine: boolean;
  /** The block, a character a byte. */
  text: string;
  constructor(note: (note: JsonNote, at: number, detail: string) => void);
  /** Takes a block. The caller says where to go on in it. */
  load(bytes: Buffer, last: boolean, at: number): void;
  /** Takes a block that perhaps need not be scanned: `prepare` comes before each look at it, if its memory may have moved. */
  loadLater(view: () => Buffer, last: boolean, at: number): void;
  /** Makes a text of the block, once, and takes care that its bytes are where they are now. */
  prepare(): void;
  /** Whether the file ends with the block. */
  get isLast(): boolean;
  /** Whether everything was passed and nothing comes. */
  get atEnd(): boolean;
  /** Passes blanks and comments, and answers the code of the next character; `NaN` at the end of the file. */
  next(): number;
  /** Reads the string that starts here. */
  string(): string;
  /** Passes the number that starts here. */
  passNumber(): void;
  /** Passes `true`, `false`, `null`, `NaN` or `Infinity`, and answers which. */
  word(): string;
  /** Passes a value of any kind and checks it. */
  passValue(): void;
  /**
   * Passes a value without a look at what is in it: for whoever looks for keys only. Of what is no JSON it finds less, and nothing
   * that is JSON is taken for something else.
   */
  skipValue(code: number): void;
  /** Passes a value and answers it as JSON without blanks. */
  json(): string;
  /** Passes the sign that has to come next, after blanks. */
  expect(code: number, what: string): void;
  /**
   * Passes the comma between two values, or the sign that ends them, and answers whether it was the end. A comma before the end
   * is noted.
   */
  endOrComma(end: number): boolean;
  fault(detail: string): JsonFault;
  /** Forgets what it was in the middle of, after a fault. */
  reset(): void;
}
export declare const QUOTE = 34;
export declare const COMMA = 44;
export declare const COLON = 58;
export declare const OPEN_BRACKET = 91;
export declare const CLOSE_BRACKET = 93;
export declare const OPEN_BRACE = 123;
export declare const CLOSE_BRACE = 125;
export declare const LINE_FEED = 10;
export declare function isLetter(code: number): boolean;
//# sourceMappingURL=json-scanner.d.ts.map
