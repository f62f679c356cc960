import type { TableSource } from "../bytes/input-of.ts";
import type { Mapping } from "../transform/mapping.ts";
import { type TransformOptions, type TransformResult, type TransformTarget } from "./transform-options.ts";
/**
 * Transforms a table file into another one: maps its columns, changes their values and writes the result, row by row, in memory that does not
 * depend on the size of the file. Rows that do not fit are rejected with their reasons and are never lost.
 *
 * Delimited UTF-8 text that becomes delimited text or JSON is transformed in worker threads, where the mapping allows it; the output is the
 * same byte by byte for any number of threads, and for a run that was stopped and continued from one of its marks. Everything else is
 * transformed by rows of texts, in one worker thread. `engine` of the result says which it was, and why. Steps and references of the host,
 * and streams, stay on the calling thread; bytes are copied to the other one.
 *
 * @param source - the path of a file, its bytes, or a stream of bytes
 * @throws RowmillError `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `FILE_NOT_TEXT`, `FILE_RECORD_TOO_LARGE`, `OPTION_INVALID`, `MAPPING_INVALID`,
 *   `DATA_LIMIT_EXCEEDED`, `TOO_MANY_REJECTS`, `VALUE_UNWRITABLE`, `MARK_MISMATCH`, and
 *   `WORKER_FAILED` if a thread dies. Rejects with the reason of an aborted signal.
 *
 * @example
 * ```ts
 * const mapping = { fields: [{ target: "email", from: "E-Mail", steps: ["trim", "lowercase"] }] };
 * const { counts } = await transformFile("customers.csv", mapping, { path: "customers.jsonl", format: "jsonl" });
 * ```
 */
export declare function transformFile(
  source: TableSource,
  mapping: Mapping,
  target: TransformTarget,
  options?: TransformOptions,
): Promise<TransformResult>;
//# sourceMappingURL=transform-file.d.ts.map
