import type { z } from "zod";
import type { TableSource } from "../../bytes/input-of.ts";
import type { Cell } from "../../table/table-reader.ts";
import type { RowCounts } from "../../transform/engine/row-counts.ts";
import type { ResultRow } from "../../transform/engine/row-transform.ts";
import type { Mapping } from "../../transform/mapping.ts";
import type { TransformPlan } from "../../transform/plan/transform-plan.ts";
import { limitExceeded } from "../../validate/limits.ts";
import type { RejectedRow, RowWarning } from "../../validate/reject.ts";
import { openTransform } from "./open-transform.ts";
import { checkRowOptions, type RowOptions } from "./row-options.ts";
import { typedRows } from "./typed-row.ts";

/** Options of `transformRows`. */
export interface TransformRowsOptions<Schema extends z.ZodObject | undefined = undefined> extends RowOptions {
  /** A zod object with a key for each target. Rows come out as it types them; rows that it refuses are rejected. */
  readonly schema?: Schema | undefined;
  /**
   * The `counts` of an earlier batch that could be continued after, with the same source and mapping: its rows, and those before, are read again and not
   * yielded. @throws RowmillError `MARK_MISMATCH` if they are others this time
   */
  readonly continueAfter?: RowCounts | undefined;
}

/** Some rows of a result. */
export interface RowsTransformed<Row> {
  readonly rows: readonly Row[];
  /** The number of each row in the file, from 1, as a spreadsheet shows it. Rows that were made of one row have the same. */
  readonly rowNumbers: readonly number[];
  readonly rejects: readonly RejectedRow[];
  readonly warnings: readonly RowWarning[];
  /** What became of rows up to here; of the last batch: of all. */
  readonly counts: RowCounts;
  /** Whether `continueAfter` takes these counts: not where row steps yield rows after the end of the file. */
  readonly canContinue: boolean;
}

type RowOf<Schema> = Schema extends z.ZodObject ? z.output<Schema> : Record<string, Cell>;

/**
 * Transforms the rows of a file for a caller that writes them somewhere by itself: objects with a key for each target, in batches of about
 * a thousand, with the rows that were rejected. Memory does not depend on the size of the file. The mapping is refused before the first
 * batch, with all of its problems.
 *
 * A batch is made when it is asked for, on the calling thread, some milliseconds at a time.
 *
 * @param source - the path of a file, its bytes, or a stream of bytes
 * @throws RowmillError `MAPPING_INVALID`, `DATA_LIMIT_EXCEEDED` when a limit of the mapping is passed, and what `readRows` throws
 *
 * @example
 * ```ts
 * const mapping: Mapping = {
 *   fields: [
 *     { target: "email", from: "E-Mail", steps: ["trim", "lowercase"] },
 *     { target: "age", from: "Age", steps: ["int"] },
 *   ],
 * };
 * const schema = z.object({ email: z.email(), age: z.int().nullable() });
 * for await (const { rows, rejects } of transformRows("customers.csv", mapping, { schema })) {
 *   await db.insert(rows);
 *   for (const { rowNumber, problems } of rejects) console.warn(rowNumber, problems[0]?.message);
 * }
 * ```
 */
export async function* transformRows<Schema extends z.ZodObject | undefined = undefined>(
  source: TableSource,
  mapping: Mapping,
  options: TransformRowsOptions<Schema> = {},
): AsyncGenerator<RowsTransformed<RowOf<Schema>>, void, undefined> {
  checkRowOptions(options, { schema: true, continueAfter: true }, "transformRows");
  const { schema, continueAfter: after } = options;
  const typed = schema && typedRows(schema);
  const moreRules = (compiled: TransformPlan) => (typed ? [typed.rule(compiled)] : []);
  const { plan, limits, batches } = await openTransform(source, { mapping, moreRules, after }, options);
  const rowOf = (typed?.rowOf ?? plainRow) as (row: ResultRow, plan: TransformPlan) => RowOf<Schema>;
  for await (const { rows, rejects, warnings, counts, canContinue, isRepeated } of batches()) {
    if (limits.problems.length > 0) throw limitExceeded(limits.problems);
    if (isRepeated) continue;
    yield {
      rows: rows.map((row) => rowOf(row, plan)),
      rowNumbers: rows.map(({ rowNumber }) => rowNumber),
      rejects,
      warnings,
      counts,
      canContinue,
    };
  }
  if (limits.problems.length > 0) throw limitExceeded(limits.problems);
}

/** An object of texts and null. */
function plainRow({ values }: ResultRow, { output, fields }: TransformPlan): Record<string, Cell> {
  const row: Record<string, Cell> = {};
  for (const place of output) row[fields[place]?.target ?? ""] = values[place] ?? null;
  return row;
}
