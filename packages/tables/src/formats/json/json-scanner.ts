import { INCOMPLETE, JsonFault } from "./json-fault.ts";

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
export class JsonScanner {
  /** The next byte to look at. */
  at = 0;
  /** The number of its line in the file, from 1. */
  line = 1;
  /** Whether a value must end on the line where it starts. */
  oneLine = false;
  /** The block, a character a byte. */
  text = "";
  #bytes: Buffer = Buffer.alloc(0);
  #view = () => this.#bytes;
  #isPrepared = true;
  #last = false;
  readonly #note: (note: JsonNote, at: number, detail: string) => void;
  /** What `#passString` found out. */
  #stringStart = 0;
  #hasEscapes = false;
  #hasNonAscii = false;
  /** Whether blanks or odd things were passed since it was set to false. */
  #passedBlanks = false;
  #passedNonAscii = false;
  /** Where the line of the string that was skipped last ends; -1 if that is not known. */
  #lineEnd = -1;
  #depth = 0;

  constructor(note: (note: JsonNote, at: number, detail: string) => void) {
    this.#note = note;
  }

  /** Takes a block. The caller says where to go on in it. */
  load(bytes: Buffer, last: boolean, at: number): void {
    this.loadLater(() => bytes, last, at);
    this.prepare();
  }

  /** Takes a block that perhaps need not be scanned: `prepare` comes before each look at it, if its memory may have moved. */
  loadLater(view: () => Buffer, last: boolean, at: number): void {
    this.#view = view;
    this.#isPrepared = false;
    this.#last = last;
    this.#lineEnd = -1;
    this.at = at;
  }

  /** Makes a text of the block, once, and takes care that its bytes are where they are now. */
  prepare(): void {
    // A view of memory that has moved is empty.
    if (!this.#isPrepared || this.#bytes.length === 0) this.#bytes = this.#view();
    if (!this.#isPrepared) this.text = this.#bytes.toString("latin1");
    this.#isPrepared = true;
  }

  /** Whether the file ends with the block. */
  get isLast(): boolean {
    return this.#last;
  }

  /** Whether everything was passed and nothing comes. */
  get atEnd(): boolean {
    return this.#last && this.at >= this.text.length;
  }

  /** Passes blanks and comments, and answers the code of the next character; `NaN` at the end of the file. */
  next(): number {
    const code = this.text.charCodeAt(this.at);
    return code > SPACE && code !== SLASH ? code : this.#nextAfterBlanks();
  }

  #nextAfterBlanks(): number {
    while (true) {
      const code = this.text.charCodeAt(this.at);
      if (code > SPACE && code !== SLASH) return code;
      if (code === LINE_FEED) {
        if (this.oneLine) return code;
        this.line += 1;
      } else if (code === SLASH) {
        if (!this.#passComment()) return code;
        continue;
      } else if (code !== SPACE && code !== TAB && code !== CARRIAGE_RETURN) {
        if (this.at >= this.text.length && !this.#last) throw INCOMPLETE;
        return code;
      }
      this.#passedBlanks = true;
      this.at += 1;
    }
  }

  /** Reads the string that starts here. */
  string(): string {
    const start = this.at + 1;
    this.#passString();
    const end = this.at - 1;
    if (!this.#hasEscapes && !this.#hasNonAscii) return this.text.slice(start, end);
    const raw = this.#hasNonAscii ? this.#bytes.toString("utf8", start, end) : this.text.slice(start, end);
    if (this.#hasNonAscii && raw.includes("\ufffd")) this.#note("invalid_bytes", start, "bytes that are no UTF-8");
    return this.#hasEscapes ? this.#unescape(raw, start) : raw;
  }

  /** Passes the number that starts here. */
  passNumber(): void {
    const { text } = this;
    let at = this.at;
    let code = text.charCodeAt(at);
    if (code === MINUS) code = text.charCodeAt((at += 1));
    if (code === ZERO) code = text.charCodeAt((at += 1));
    else if (isDigit(code)) {
      do code = text.charCodeAt((at += 1));
      while (isDigit(code));
    } else return this.#passOddNumber();
    if (code === POINT) {
      code = text.charCodeAt((at += 1));
      if (!isDigit(code)) return this.#passOddNumber();
      do code = text.charCodeAt((at += 1));
      while (isDigit(code));
    }
    // Exponents are rare: one regular expression knows them.
    if (isNumberPart(code)) return this.#passOddNumber();
    if (at >= text.length && !this.#last) throw INCOMPLETE;
    this.at = at;
  }

  /** Passes `true`, `false`, `null`, `NaN` or `Infinity`, and answers which. */
  word(): string {
    const start = this.at;
    let at = start;
    while (isLetter(this.text.charCodeAt(at))) at += 1;
    if (at >= this.text.length && !this.#last) throw INCOMPLETE;
    const word = this.text.slice(start, at);
    if (word !== "true" && word !== "false" && word !== "null") {
      if (word !== "NaN" && word !== "Infinity") throw this.fault(this.#unexpected("a value"));
      this.#note("json_extensions", start, `${word} is no value of JSON`);
      this.#passedBlanks = true;
    }
    this.at = at;
    return word;
  }

  /** Passes a value of any kind and checks it. */
  passValue(): void {
    const code = this.next();
    if (code === QUOTE) {
      this.#passString();
      if (this.#hasEscapes) this.#checkEscapes();
    } else if (code === OPEN_BRACE) this.#passObject();
    else if (code === OPEN_BRACKET) this.#passArray();
    else if (isLetter(code)) this.word();
    else this.passNumber();
  }

  /**
   * Passes a value without a look at what is in it: for whoever looks for keys only. Of what is no JSON it finds less, and nothing
   * that is JSON is taken for something else.
   */
  skipValue(code: number): void {
    if (code === QUOTE) this.#skipString();
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) this.#skipNested();
    else if (isLetter(code)) this.word();
    else this.passNumber();
  }

  /** Passes a value and answers it as JSON without blanks. */
  json(): string {
    this.next();
    const start = this.at;
    this.#passedBlanks = false;
    this.#passedNonAscii = false;
    this.passValue();
    const raw = this.#passedNonAscii ? this.#bytes.toString("utf8", start, this.at) : this.text.slice(start, this.at);
    return this.#passedBlanks ? compact(raw) : raw;
  }

  /** Passes the sign that has to come next, after blanks. */
  expect(code: number, what: string): void {
    if (this.next() !== code) throw this.fault(this.#unexpected(what));
    this.at += 1;
  }

  /**
   * Passes the comma between two values, or the sign that ends them, and answers whether it was the end. A comma before the end
   * is noted.
   */
  endOrComma(end: number): boolean {
    // As most writers have it.
    if (this.text.charCodeAt(this.at) === COMMA && this.text.charCodeAt(this.at + 1) === QUOTE) {
      this.at += 1;
      return false;
    }
    const code = this.next();
    if (code === end) {
      this.at += 1;
      return true;
    }
    if (code !== COMMA) throw this.fault(this.#unexpected(`a comma or ${String.fromCharCode(end)}`));
    const comma = this.at;
    this.at += 1;
    if (this.next() !== end) return false;
    this.#note("json_extensions", comma, `a comma before ${String.fromCharCode(end)}`);
    this.#passedBlanks = true;
    this.at += 1;
    return true;
  }

  fault(detail: string): JsonFault {
    return new JsonFault(detail, this.at, this.line);
  }

  #unexpected(wanted: string): string {
    if (this.at >= this.text.length) return `the file ends where ${wanted} should follow`;
    const sign = this.text[this.at] ?? "";
    if (sign === "\n") return `the line ends where ${wanted} should follow`;
    const shown = sign >= " " && sign < "\u007f" ? sign : `byte 0x${sign.charCodeAt(0).toString(16).padStart(2, "0")}`;
    return `${wanted} should stand where ${shown} stands`;
  }

  /** Answers `false` if no comment starts here, or one that does not end where it has to. */
  #passComment(): boolean {
    const start = this.at;
    const second = this.text.charCodeAt(start + 1);
    const isBlock = second === STAR;
    if (start + 1 >= this.text.length && !this.#last) throw INCOMPLETE;
    if (!isBlock && second !== SLASH) return false;
    const end = this.text.indexOf(isBlock ? "*/" : "\n", start + 2);
    if (end < 0 && !this.#last) throw INCOMPLETE;
    if (end < 0 && isBlock) return false;
    const after = end < 0 ? this.text.length : isBlock ? end + 2 : end;
    const breaks = this.text.slice(start, after).split("\n").length - 1;
    if (breaks > 0 && this.oneLine) return false;
    this.#note("json_extensions", start, "a comment");
    this.#passedBlanks = true;
    this.line += breaks;
    this.at = after;
    return true;
  }

  #passString(): void {
    const { text } = this;
    const { length } = text;
    let hasEscapes = false;
    let hasNonAscii = false;
    let at = this.at + 1;
    while (at < length) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.#stringStart = this.at;
        this.at = at + 1;
        this.#hasEscapes = hasEscapes;
        this.#hasNonAscii = hasNonAscii;
        if (hasNonAscii) this.#passedNonAscii = true;
        return;
      }
      if (code === BACKSLASH) {
        hasEscapes = true;
        at += 1;
      } else if (code >= 0x80) hasNonAscii = true;
      else if (code < SPACE) {
        if (code === LINE_FEED || code === CARRIAGE_RETURN) throw this.fault("a string is not closed before its line ends");
        this.#note("json_extensions", at, "a control character in a string");
      }
      at += 1;
    }
    if (!this.#last) throw INCOMPLETE;
    throw new JsonFault("the file ends inside a string", length, this.line);
  }

  #skipString(): void {
    const { text } = this;
    let end = text.indexOf('"', this.at + 1);
    while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
    if (this.oneLine) {
      if (this.#lineEnd < this.at) this.#lineEnd = text.indexOf("\n", this.at);
      if (this.#lineEnd < 0) this.#lineEnd = text.length;
      if (this.#lineEnd < text.length && (end < 0 || end > this.#lineEnd)) throw this.fault("a string is not closed before its line ends");
    }
    if (end < 0 && !this.#last) throw INCOMPLETE;
    if (end < 0) throw new JsonFault("the file ends inside a string", text.length, this.line);
    this.at = end + 1;
  }

  #skipNested(): void {
    const { text } = this;
    let depth = 0;
    do {
      const code = this.next();
      if (code === QUOTE) {
        this.#skipString();
        continue;
      }
      if (code === OPEN_BRACE || code === OPEN_BRACKET) depth += 1;
      else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
      else if (this.at >= text.length || code === LINE_FEED) throw this.fault(this.#unexpected("the end of a value"));
      this.at += 1;
    } while (depth > 0);
  }

  /** @param start - where in the block `raw` starts */
  #unescape(raw: string, start: number): string {
    let value = "";
    let from = 0;
    for (let at = raw.indexOf("\\"); at >= 0; at = raw.indexOf("\\", from)) {
      const sign = raw[at + 1] ?? "";
      const plain = ESCAPES.get(sign);
      const hex = sign === "u" ? raw.slice(at + 2, at + 6) : "";
      if (plain === undefined && !HEX.test(hex)) throw this.fault(`a string has the escape \\${sign}${hex}, which JSON does not know`);
      value += raw.slice(from, at) + (plain ?? String.fromCharCode(Number.parseInt(hex, 16)));
      from = at + (plain === undefined ? 6 : 2);
    }
    value += raw.slice(from);
    if (!value.isWellFormed()) this.#note("lone_surrogates", start, "half of a character");
    return value;
  }

  #checkEscapes(): void {
    const start = this.#stringStart + 1;
    this.#unescape(this.text.slice(start, this.at - 1), start);
  }

  #passOddNumber(): void {
    const start = this.at;
    let at = start;
    while (isNumberPart(this.text.charCodeAt(at))) at += 1;
    if (at >= this.text.length && !this.#last) throw INCOMPLETE;
    const token = this.text.slice(start, at);
    if ((token === "-" || token === "+") && this.text[at] === "I") {
      this.at = at;
      this.word();
      return;
    }
    if (!STRICT_NUMBER.test(token)) {
      if (!ODD_NUMBER.test(token)) throw this.fault(token === "" ? this.#unexpected("a value") : `${token.slice(0, 40)} is no number`);
      this.#note("json_extensions", start, `${token.slice(0, 40)} is no number of JSON`);
    }
    this.at = at;
  }

  #passObject(): void {
    this.#enter();
    if (this.next() === CLOSE_BRACE) this.at += 1;
    else {
      do {
        if (this.next() !== QUOTE) throw this.fault(this.#unexpected("a key in quotes"));
        this.#passString();
        if (this.#hasEscapes) this.#checkEscapes();
        this.expect(COLON, "a colon");
        this.passValue();
      } while (!this.endOrComma(CLOSE_BRACE));
    }
    this.#depth -= 1;
  }

  #passArray(): void {
    this.#enter();
    if (this.next() === CLOSE_BRACKET) this.at += 1;
    else {
      do this.passValue();
      while (!this.endOrComma(CLOSE_BRACKET));
    }
    this.#depth -= 1;
  }

  #enter(): void {
    this.at += 1;
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.fault(`values are nested in more than ${MAX_DEPTH} levels`);
  }

  /** Forgets what it was in the middle of, after a fault. */
  reset(): void {
    this.#depth = 0;
  }
}

/** Deeper values are no data of a table, and each level costs stack. */
const MAX_DEPTH = 256;

const STRICT_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const ODD_NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const HEX = /^[\da-fA-F]{4}$/;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const LINE_FEED = 0x0a;
const TAB = 0x09;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const STAR = 0x2a;
const MINUS = 0x2d;
const POINT = 0x2e;
const SLASH = 0x2f;
const ZERO = 0x30;
const BACKSLASH = 0x5c;

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}

export function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Digits, signs, a point and the E of an exponent. */
function isNumberPart(code: number): boolean {
  return isDigit(code) || code === MINUS || code === POINT || code === 0x2b || code === 0x65 || code === 0x45;
}

/** Takes the blanks out that stand between the tokens of JSON. What is no strict JSON stays as it was written. */
function compact(json: string): string {
  try {
    JSON.parse(json);
  } catch {
    return json;
  }
  return json.replaceAll(/("[^"\\]*(?:\\.[^"\\]*)*"?)|\s+/gs, "$1");
}
