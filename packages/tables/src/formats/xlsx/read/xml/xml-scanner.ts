import { corruptWorkbook } from "../corrupt-workbook.ts";
import { xmlText } from "./xml-text.ts";

/** What `XmlScanner.next` came upon. A constant object, because Node runs our TypeScript without enums. */
export const Token = {
  /** The text ends before the next token does: push more. */
  More: 0,
  /** `name`, `attribute()`, `selfClosing`. No `Close` follows one that closes itself. */
  Open: 1,
  /** `name`. */
  Close: 2,
  /** `piece`: text, still with its entities. A long one comes in several pieces, cut anywhere. */
  Text: 3,
} as const;
export type Token = (typeof Token)[keyof typeof Token];

/**
 * Finds tags and text in an XML document that comes in pieces. Made for workbooks: names are taken without their prefix,
 * comments and processing instructions are passed over, document types are refused, and nothing is kept but the token at hand, so
 * that no document can make it grow.
 *
 * It does not check what a workbook's reader has no use for, such as whether names match.
 */
export class XmlScanner {
  /** What is being scanned, and where. A reader that knows what comes may go ahead by itself. */
  text = "";
  position = 0;
  name = "";
  selfClosing = false;
  piece = "";
  /** How many elements are open. */
  depth = 0;
  readonly #part: string;
  #attributesFrom = 0;
  #attributesTo = 0;
  /** What ends the comment, instruction or CDATA section that is under way. */
  #until: string | undefined;
  #isEmpty = true;

  /** @param part - the name of the document, for errors */
  constructor(part: string) {
    this.#part = part;
  }

  push(text: string): void {
    // `join` makes one flat string. `+` makes a pair of two, and every look at a character of it would cost twice as much.
    this.text = this.position < this.text.length ? [this.text.slice(this.position), text].join("") : text;
    this.position = 0;
  }

  next(): Token {
    while (true) {
      if (this.#until !== undefined) {
        const token = this.#skip(this.#until);
        if (token !== undefined) return token;
        continue;
      }
      const { text, position } = this;
      if (position >= text.length) return Token.More;
      if (text.charCodeAt(position) !== LESS_THAN) return this.#readText();
      const sign = text.charCodeAt(position + 1);
      if (Number.isNaN(sign)) return Token.More;
      if (sign === SLASH) return this.#readClose();
      if (sign === QUESTION_MARK) {
        this.position += 2;
        this.#until = "?>";
      } else if (sign === EXCLAMATION_MARK) {
        if (!this.#enterDeclaration()) return Token.More;
      } else return this.#readOpen();
    }
  }

  /** The value of an attribute of the tag at hand, whatever its prefix. */
  attribute(name: string): string | undefined {
    const { text } = this;
    let at = this.#attributesFrom;
    const end = this.#attributesTo;
    while (true) {
      while (at < end && isBlank(text.charCodeAt(at))) at += 1;
      const equals = text.indexOf("=", at);
      if (equals < 0 || equals >= end) return undefined;
      let open = equals + 1;
      while (open < end && isBlank(text.charCodeAt(open))) open += 1;
      const close = text.indexOf(text[open] ?? '"', open + 1);
      if (close < 0 || close >= end) return undefined;
      const key = text.slice(at, equals).trimEnd();
      if (key === name || key.endsWith(`:${name}`)) return xmlText(text.slice(open + 1, close));
      at = close + 1;
    }
  }

  /**
   * Call it after the last piece.
   * @throws RowmillError `FILE_CORRUPT` if the document has not come to its end
   */
  end(): void {
    if (this.#isEmpty) throw this.corrupt("is empty");
    if (this.depth > 0 || this.#until !== undefined || this.position < this.text.length) throw this.corrupt("is cut off");
  }

  corrupt(what: string, details?: Readonly<Record<string, unknown>>): Error {
    return corruptWorkbook(this.#part, what, details);
  }

  #readText(): Token {
    const { text, position } = this;
    const end = text.indexOf("<", position);
    this.piece = text.slice(position, end < 0 ? text.length : end);
    this.position += this.piece.length;
    if (this.depth === 0 && this.piece.trim() !== "") throw this.corrupt("is no XML");
    return Token.Text;
  }

  #readClose(): Token {
    const { text, position } = this;
    const end = text.indexOf(">", position);
    if (end < 0) return this.#moreOfTag();
    this.name = localName(text.slice(position + 2, end).trimEnd());
    this.position = end + 1;
    this.depth -= 1;
    if (this.depth < 0) throw this.corrupt("closes a tag that is not open");
    return Token.Close;
  }

  #readOpen(): Token {
    const { text, position } = this;
    let at = position + 1;
    while (isNameSign(text.charCodeAt(at))) at += 1;
    if (at === position + 1 && at < text.length) throw this.corrupt("is no XML");
    this.#attributesFrom = at;
    const end = tagEnd(text, at);
    if (end < 0) return this.#moreOfTag();
    this.#isEmpty = false;
    this.name = localName(text.slice(position + 1, at));
    this.selfClosing = text.charCodeAt(end - 1) === SLASH;
    this.#attributesTo = this.selfClosing ? end - 1 : end;
    this.position = end + 1;
    if (!this.selfClosing) this.depth += 1;
    return Token.Open;
  }

  #moreOfTag(): Token {
    if (this.text.length - this.position > MAX_TAG_LENGTH) throw this.corrupt(`has a tag of more than ${MAX_TAG_LENGTH} characters`);
    return Token.More;
  }

  /** At `<!`. Answers whether enough of it is there. */
  #enterDeclaration(): boolean {
    const { text, position } = this;
    if (text.length - position < CDATA.length) return this.#isShortDeclaration(text.slice(position));
    if (text.startsWith(CDATA, position)) {
      this.position += CDATA.length;
      this.#until = CDATA_END;
    } else if (text.startsWith("<!--", position)) {
      this.position += 4;
      this.#until = "-->";
    } else throw this.corrupt("declares a document type or entities, which no workbook needs and an attack does");
    return true;
  }

  #isShortDeclaration(start: string): boolean {
    if (!CDATA.startsWith(start) && start.startsWith("<!--")) {
      this.position += 4;
      this.#until = "-->";
      return true;
    }
    return false;
  }

  /** Goes on to the end of a comment, an instruction or a CDATA section. Of the last, the text is a token. */
  #skip(until: string): Token | undefined {
    const { text, position } = this;
    const end = text.indexOf(until, position);
    // The end may be cut in two.
    const upTo = end < 0 ? Math.max(position, text.length - until.length + 1) : end;
    const isText = until === CDATA_END && upTo > position;
    if (isText) this.piece = text.slice(position, upTo).replaceAll("&", "&amp;");
    this.position = end < 0 ? upTo : end + until.length;
    if (end >= 0) this.#until = undefined;
    if (isText) return Token.Text;
    return end < 0 ? Token.More : undefined;
  }
}

/** No tag of a workbook has more than a few hundred, but a sheet may have a long name or a header a long text. */
const MAX_TAG_LENGTH = 1024 * 1024;

const CDATA = "<![CDATA[";
const CDATA_END = "]]>";
const LESS_THAN = 60;
const SLASH = 47;
const QUESTION_MARK = 63;
const EXCLAMATION_MARK = 33;

function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Where the tag ends, whose attributes start at `from`; a `>` in a value does not end it. -1 if that is not there yet. */
function tagEnd(text: string, from: number): number {
  let quote = 0;
  for (let at = from; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (quote !== 0) {
      if (sign === quote) quote = 0;
    } else if (sign === 34 || sign === 39) quote = sign;
    else if (sign === 62) return at;
  }
  return -1;
}

function isBlank(sign: number): boolean {
  return sign === 32 || sign === 9 || sign === 10 || sign === 13;
}

/** Anything but a blank, `/`, `>`, `<`, `=`, a quote and the end of the text. */
function isNameSign(sign: number): boolean {
  return sign > 32 && sign !== SLASH && sign !== 62 && sign !== LESS_THAN && sign !== 61 && sign !== 34 && sign !== 39;
}
