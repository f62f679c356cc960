import { type FoundArray } from "./find-arrays.ts";
import type { JsonForm } from "./read-json.ts";
/** What the start of a JSON file looks like. */
export interface DetectedJson {
  readonly format: "json" | "jsonl";
  readonly form: JsonForm;
  /** 0 to 1. */
  readonly confidence: number;
  /** Other arrays that could be tables. */
  readonly others: readonly FoundArray[];
  /** Keys of a document that are beside its records. */
  readonly otherKeys: readonly string[];
  /** What the columns of its rows are called, where an array beside them says so. */
  readonly names?: readonly string[] | undefined;
}
/** What a caller fixes. */
export interface JsonChoice {
  readonly format?: "json" | "jsonl" | undefined;
  readonly recordsPath?: string | undefined;
}
/**
 * Recognizes JSON Lines, JSON values one after the other, and JSON documents, by the start of a file.
 *
 * @param start - UTF-8
 * @param complete - whether that is the whole file
 */
export declare function detectJson(start: Buffer, complete: boolean, choice?: JsonChoice): DetectedJson | undefined;
//# sourceMappingURL=detect-json.d.ts.map
