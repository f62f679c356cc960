import { type OutputColumn, type OutputPart, type OutputRows } from "../../../table/output.ts";
/** How JSON is written. */
export interface JsonOptions {
  /** Whether each member of a record has a line of its own, indented by two spaces. @defaultValue false */
  readonly pretty?: boolean | undefined;
}
/**
 * Writes rows as a JSON array of objects, as a stream of bytes. Values of typed columns are numbers and booleans where JSON holds
 * them exactly: a number of more than 15 digits, or with leading zeros, stays a string.
 *
 * @throws RowmillError `OPTION_INVALID`
 *
 * @example
 * ```ts
 * const columns = [{ name: "id", type: "integer" }, { name: "email" }] as const;
 * await pipeline(writeJson([[["1", "ada@example.org"]]], columns), createWriteStream("people.json"));
 * ```
 */
export declare function writeJson(
  rows: OutputRows,
  columns: readonly OutputColumn[],
  options?: JsonOptions,
  part?: OutputPart,
): AsyncGenerator<Uint8Array>;
/**
 * Writes rows as JSON Lines: an object in each line, with values as `writeJson` writes them.
 *
 * @example
 * ```ts
 * await pipeline(writeJsonLines(rows, columns), createWriteStream("people.jsonl"));
 * ```
 */
export declare function writeJsonLines(rows: OutputRows, columns: readonly OutputColumn[], part?: OutputPart): AsyncGenerator<Uint8Array>;
//# sourceMappingURL=write-json.d.ts.map
