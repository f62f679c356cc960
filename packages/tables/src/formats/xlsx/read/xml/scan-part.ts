import { decodeXml } from "./decode-xml.ts";
import { Token, XmlScanner } from "./xml-scanner.ts";

/** Is told of every tag of a part; `path` are the names of the elements that it stands in, outermost first. */
export type TagVisitor = (scanner: XmlScanner, path: readonly string[]) => void;

/**
 * Scans a small part of a workbook, such as its list of sheets or its styles.
 * @throws RowmillError `FILE_CORRUPT`
 */
export async function scanPart(name: string, bytes: AsyncIterable<Uint8Array>, visit: TagVisitor): Promise<void> {
  const scanner = new XmlScanner(name);
  const path: string[] = [];
  for await (const text of decodeXml(bytes)) {
    scanner.push(text);
    for (let token = scanner.next(); token !== Token.More; token = scanner.next()) {
      if (token === Token.Close) path.pop();
      if (token !== Token.Open) continue;
      visit(scanner, path);
      if (scanner.selfClosing) continue;
      if (path.length === MAX_DEPTH) throw scanner.corrupt(`has elements in each other more than ${MAX_DEPTH} deep`);
      path.push(scanner.name);
    }
  }
  scanner.end();
}

const MAX_DEPTH = 256;
