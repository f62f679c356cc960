import { deferErrors } from "@rowmill/core/bytes";
import type { TableSource } from "../bytes/input-of.ts";
import { writeTable } from "../formats/registry.ts";
import { invalidOption } from "../table/check-format-options.ts";
import { defaultWorkerPool } from "../threads/worker-pool.ts";
import type { Mapping } from "../transform/mapping.ts";
import { needsHost } from "./fast/plan/needs-host.ts";
import { runFast } from "./run-fast.ts";
import { runRowsInThread } from "./rows/thread/run-rows-in-thread.ts";
import { type TransformOptions, type TransformResult, transformSettings, type TransformTarget } from "./transform-options.ts";

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
export async function transformFile(
  source: TableSource,
  mapping: Mapping,
  target: TransformTarget,
  options: TransformOptions = {},
): Promise<TransformResult> {
  // A stream may fail before it is read.
  deferErrors(source);
  const settings = transformSettings(options);
  const parsed = parse(mapping, target);
  // It is awaited below, or where the kernel's threads have started.
  parsed.catch(() => {});
  const reason = whyNotFast(source, mapping, options);
  const pool = options.pool ?? defaultWorkerPool();
  const result =
    reason === undefined ? await runFast({ path: source as string, settings, mapping: parsed, target, pool, options }) : { reason };
  if (!("reason" in result)) return result;
  return runRowsInThread({ ...settings, source, mapping: await parsed, target, options, engineReason: result.reason, pool });
}

/** Checks the mapping and the target. @throws RowmillError `MAPPING_INVALID`, `OPTION_INVALID` */
async function parse(mapping: Mapping, target: TransformTarget): Promise<Mapping> {
  // oxlint-disable-next-line no-restricted-imports -- import() loads zod on the first call, not with the package.
  const { parseMapping } = await import("../transform/mapping-schema.ts");
  const parsed = parseMapping(mapping);
  checkTarget(target, parsed);
  return parsed;
}

/** Why the kernel cannot do it, as far as that shows without a look at the file: then no thread is started. */
function whyNotFast(
  source: TableSource,
  mapping: Mapping,
  { format, engine, omit = [], onProblem, returned }: TransformOptions,
): string | undefined {
  if (typeof source !== "string") return "a source that is no path";
  if (format !== undefined && format !== "delimited") return `the format ${format}`;
  if (engine !== undefined) return `the engine ${engine}`;
  if (returned !== undefined) return "rejects that came back";
  if (onProblem === "keep") return "rows that are kept with their problems";
  if (omit.length > 0) return "rows that are left out";
  try {
    return needsHost(mapping);
  } catch {
    // It has not the form of a mapping, and is refused.
    return undefined;
  }
}

/** @throws RowmillError `OPTION_INVALID` */
function checkTarget({ path, ...output }: TransformTarget, { fields }: Mapping): void {
  if (typeof path !== "string" || path === "") throw invalidOption("The target of transformFile needs the path of a file");
  const shown = fields.filter(({ hidden }) => hidden !== true);
  // It checks its options before it is asked for bytes.
  writeTable(
    [],
    shown.map(({ target }) => ({ name: target })),
    output,
  );
}
