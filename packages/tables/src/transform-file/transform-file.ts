import { RowmillError } from "@rowmill/core/errors";
import { writeTable } from "../formats/registry.ts";
import { invalidOption } from "../table/check-format-options.ts";
import { defaultWorkerPool } from "../threads/worker-pool.ts";
import type { Mapping } from "../transform/mapping.ts";
import { runFast } from "./run-fast.ts";
import { type TransformOptions, type TransformResult, transformSettings, type TransformTarget } from "./transform-options.ts";

/**
 * Transforms a table file into another one: maps its columns, changes their values and writes the result, row by row, in memory that does not
 * depend on the size of the file. Rows that do not fit are rejected with their reasons and are never lost.
 *
 * The work is done in worker threads. The output is the same byte by byte for any number of threads, and for a run that was stopped and
 * continued from one of its marks.
 *
 * @param source - the path of a file
 * @throws RowmillError `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `FILE_NOT_TEXT`, `FILE_RECORD_TOO_LARGE`, `OPTION_INVALID`, `TOO_MANY_REJECTS`, and
 *   `WORKER_FAILED` if a thread dies. Rejects with the reason of an aborted signal.
 *
 * @example
 * ```ts
 * const mapping = { fields: [{ target: "email", from: "E-Mail", steps: ["trim", "lowercase"] }] };
 * const { counts } = await transformFile("customers.csv", mapping, { path: "customers.jsonl", format: "jsonl" });
 * ```
 */
export async function transformFile(
  source: string,
  mapping: Mapping,
  target: TransformTarget,
  options: TransformOptions = {},
): Promise<TransformResult> {
  const settings = transformSettings(options);
  checkTarget(target);
  const result = await runFast({ path: source, settings, mapping, target, pool: options.pool ?? defaultWorkerPool(), options });
  if (!("reason" in result)) return result;
  throw new RowmillError("FILE_FORMAT_UNSUPPORTED", `transformFile cannot do this yet: ${result.reason}`, {
    details: { reason: result.reason },
  });
}

/** @throws RowmillError `OPTION_INVALID` */
function checkTarget({ path, ...output }: TransformTarget): void {
  if (typeof path !== "string" || path === "") throw invalidOption("The target of transformFile needs the path of a file");
  // It checks its options before it is asked for bytes.
  writeTable([], [], output);
}
