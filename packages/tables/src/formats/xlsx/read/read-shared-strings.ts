import { RowmillError } from "@rowmill/core/errors";
import { decodeXml } from "./xml/decode-xml.ts";
import { SharedStringStore, type SharedStrings } from "./shared-strings.ts";
import { Token, XmlScanner } from "./xml/xml-scanner.ts";
import { cellText } from "./xml/xml-text.ts";

/**
 * Reads the part `sharedStrings.xml`. Of rich text the runs are joined; how a Japanese text is pronounced is left out.
 * @throws RowmillError `FILE_CORRUPT`, `FILE_RECORD_TOO_LARGE`, `FILE_TOO_LARGE_INFLATED`
 */
export async function readSharedStrings(name: string, bytes: AsyncIterable<Uint8Array>, maxRecordLength: number): Promise<SharedStrings> {
  const strings = new SharedStringStore();
  try {
    const scanner = new XmlScanner(name);
    const reader = new ItemReader(scanner, strings, maxRecordLength);
    for await (const text of decodeXml(bytes)) {
      scanner.push(text);
      reader.readOn();
    }
    scanner.end();
    return strings;
  } catch (error) {
    strings.close();
    throw error;
  }
}

class ItemReader {
  readonly #scanner: XmlScanner;
  readonly #strings: SharedStringStore;
  readonly #maxRecordLength: number;
  #inItem = false;
  #collects = false;
  #raw = "";
  /** The depth of the pronunciation that is being left out. */
  #skipsAbove = Number.POSITIVE_INFINITY;

  constructor(scanner: XmlScanner, strings: SharedStringStore, maxRecordLength: number) {
    this.#scanner = scanner;
    this.#strings = strings;
    this.#maxRecordLength = maxRecordLength;
  }

  readOn(): void {
    const scanner = this.#scanner;
    while (true) {
      if (!this.#inItem && this.#readPlainItem()) continue;
      switch (scanner.next()) {
        case Token.More:
          return;
        case Token.Open:
          this.#open();
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

  /** The form that nearly all texts have, without a token at a time. Answers false if this is not one, or not all of it. */
  #readPlainItem(): boolean {
    const { text, position, depth } = this.#scanner;
    if (depth !== 1 || !text.startsWith(ITEM_START, position)) return false;
    const tagEnd =
      text.charCodeAt(position + ITEM_START.length) === GREATER_THAN ? position + ITEM_START.length : preservingTagEnd(text, position);
    if (tagEnd < 0) return false;
    const end = text.indexOf("<", tagEnd + 1);
    if (end < 0 || !text.startsWith(ITEM_END, end)) return false;
    this.#strings.add(cellText(text.slice(tagEnd + 1, end)));
    this.#scanner.position = end + ITEM_END.length;
    return true;
  }

  #open(): void {
    const { name, selfClosing, depth } = this.#scanner;
    if (name === "si") {
      this.#raw = "";
      this.#inItem = !selfClosing;
      if (selfClosing) this.#strings.add("");
    } else if (name === "rPh" && !selfClosing) this.#skipsAbove = Math.min(this.#skipsAbove, depth);
    else if (name === "t" && this.#inItem && depth < this.#skipsAbove) this.#collects = !selfClosing;
  }

  #close(): void {
    const { name, depth } = this.#scanner;
    if (depth < this.#skipsAbove) this.#skipsAbove = Number.POSITIVE_INFINITY;
    if (name === "t") this.#collects = false;
    if (name !== "si") return;
    this.#inItem = false;
    this.#strings.add(cellText(this.#raw));
  }

  #collect(piece: string): void {
    this.#raw += piece;
    if (this.#raw.length <= this.#maxRecordLength) return;
    throw new RowmillError(
      "FILE_RECORD_TOO_LARGE",
      `Shared text ${this.#strings.count} of the workbook has more than ${this.#maxRecordLength} characters`,
      {
        details: { sharedString: this.#strings.count, maxRecordLength: this.#maxRecordLength },
        retriable: false,
      },
    );
  }
}

const ITEM_START = "<si><t";
const ITEM_END = "</t></si>";
const PRESERVING = ' xml:space="preserve">';
const GREATER_THAN = 62;

function preservingTagEnd(text: string, position: number): number {
  return text.startsWith(PRESERVING, position + ITEM_START.length) ? position + ITEM_START.length + PRESERVING.length - 1 : -1;
}
