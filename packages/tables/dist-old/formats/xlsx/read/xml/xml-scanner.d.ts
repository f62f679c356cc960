/** What `XmlScanner.next` came upon. A constant object, because Node runs our TypeScript without enums. */
export declare const Token: {
  /** The text ends before the next token does: push more. */
  readonly More: 0;
  /** `name`, `attribute()`, `selfClosing`. No `Close` follows one that closes itself. */
  readonly Open: 1;
  /** `name`. */
  readonly Close: 2;
  /** `piece`: text, still with its entities. A long one comes in several pieces, cut anywhere. */
  readonly Text: 3;
};
export type Token = (typeof Token)[keyof typeof Token];
/**
 * Finds tags and text in an XML document that comes in pieces. Made for workbooks: names are taken without their prefix,
 * comments and processing instructions are passed over, document types are refused, and nothing is kept but the token at hand, so
 * that no document can make it grow.
 *
 * It does not check what a workbook's reader has no use for, such as whether names match.
 */
export declare class XmlScanner {
  #private;
  /** What is being scanned, and where. A reader that knows what comes may go ahead by itself. */
  text: string;
  position: number;
  name: string;
  selfClosing: boolean;
  piece: string;
  /** How many elements are open. */
  depth: number;
  /** @param part - the name of the document, for errors */
  constructor(part: string);
  push(text: string): void;
  next(): Token;
  /** The value of an attribute of the tag at hand, whatever its prefix. */
  attribute(name: string): string | undefined;
  /**
   * Call it after the last piece.
   * @throws RowmillError `FILE_CORRUPT` if the document has not come to its end
   */
  end(): void;
  corrupt(what: string, details?: Readonly<Record<string, unknown>>): Error;
}
//# sourceMappingURL=xml-scanner.d.ts.map
