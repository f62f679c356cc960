import { type JsonScanner } from "./json-scanner.ts";
import type { JsonSource } from "./json-source.ts";
/** What stands at the place of the records: an array of them, one record, or nothing. And in how many objects it lies. */
export interface RecordsPlace {
  readonly what: "list" | "one" | "nothing";
  readonly depth: number;
}
/**
 * Goes to the records of a document: to the first of an array, or to the only one. What lies before is passed without keeping it.
 * Throws `JsonFault` if the document is broken before that.
 *
 * @param path - keys joined by dots
 */
export declare function seekRecords(source: JsonSource, scanner: JsonScanner, path: string): Promise<RecordsPlace>;
/** Passes what follows the records. Answers whether the document is closed. */
export declare function passRest(source: JsonSource, scanner: JsonScanner, depth: number): Promise<boolean>;
/** Whether something follows after the document. */
export declare function somethingFollows(source: JsonSource, scanner: JsonScanner): Promise<boolean>;
//# sourceMappingURL=seek-records.d.ts.map
