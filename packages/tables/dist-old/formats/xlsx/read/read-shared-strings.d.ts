import { type SharedStrings } from "./shared-strings.ts";
/**
 * Reads the part `sharedStrings.xml`. Of rich text the runs are joined; how a Japanese text is pronounced is left out.
 * @throws RowmillError `FILE_CORRUPT`, `FILE_RECORD_TOO_LARGE`, `FILE_TOO_LARGE_INFLATED`
 */
export declare function readSharedStrings(name: string, bytes: AsyncIterable<Uint8Array>, maxRecordLength: number): Promise<SharedStrings>;
//# sourceMappingURL=read-shared-strings.d.ts.map
