import { XmlScanner } from "./xml-scanner.ts";
/** Is told of every tag of a part; `path` are the names of the elements that it stands in, outermost first. */
export type TagVisitor = (scanner: XmlScanner, path: readonly string[]) => void;
/**
 * Scans a small part of a workbook, such as its list of sheets or its styles.
 * @throws RowmillError `FILE_CORRUPT`
 */
export declare function scanPart(name: string, bytes: AsyncIterable<Uint8Array>, visit: TagVisitor): Promise<void>;
//# sourceMappingURL=scan-part.d.ts.map
