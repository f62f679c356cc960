import type { RecordKind } from "./json-records.ts";
/** An array in a document that may hold the records, as far as it was seen. */
export interface FoundArray {
  /** Keys joined by dots; `""` for the document itself. */
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
export declare function findArrays(bytes: Buffer, complete: boolean): SeenDocument | undefined;
//# sourceMappingURL=find-arrays.d.ts.map
