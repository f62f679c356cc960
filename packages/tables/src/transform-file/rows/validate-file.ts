import type { TableSource } from "../../bytes/input-of.ts";
import { wholeNumber } from "../../table/check-format-options.ts";
import type { DetectedFormat } from "../../table/detected-format.ts";
import type { Mapping } from "../../transform/mapping.ts";
import type { LimitProblem } from "../../validate/limits.ts";
import { ownedReject, type RejectedRow, type RowProblem, type RowWarning } from "../../validate/reject.ts";
import type { Limits, Rule } from "../../validate/rule-schema.ts";
import { type FieldsMatch, fieldsMatchProblem } from "../../transform/plan/fields-match.ts";
import { openTransform } from "./open-transform.ts";
import { checkRowOptions, type RowOptions } from "./row-options.ts";

/** What a file must be. Fields are the columns of the file, by their names. */
export interface FileRules {
  readonly rules?: readonly Rule[] | undefined;
  readonly limits?: Limits | undefined;
  /** The columns that are expected. */
  readonly columns?: readonly string[] | undefined;
  /** How the columns of the file must relate to those that are expected. @defaultValue "subset": the file has them all and may have others */
  readonly fieldsMatch?: FieldsMatch | undefined;
}

/** Options of `validateFile`. */
export interface ValidateOptions extends RowOptions {
  /** How many rejected rows, and how many warnings, the result has; all are counted. @defaultValue 1,000 */
  readonly maxListed?: number | undefined;
  /** Called with all rejected rows of a batch. */
  readonly onRejects?: ((rejects: readonly RejectedRow[]) => void | Promise<void>) | undefined;
}

/** What was found out about a file. */
export interface FileValidation {
  /** Whether no row breaks a rule of severity `error`, and all limits hold. */
  readonly isValid: boolean;
  readonly format: DetectedFormat;
  readonly rows: number;
  /** Rows that break a rule of severity `error`. */
  readonly rejectedRows: number;
  readonly rejects: readonly RejectedRow[];
  readonly warningCount: number;
  readonly warnings: readonly RowWarning[];
  /** How often each rule is broken, the most frequent first. */
  readonly problems: readonly { readonly field: string | undefined; readonly rule: string; readonly count: number }[];
  readonly limits: readonly LimitProblem[];
  /** What is wrong with the columns of the file, if something is. */
  readonly columnsProblem: string | undefined;
  /** Whether the reading was stopped early, since a limit by count was passed. */
  readonly isStopped: boolean;
}

/**
 * Checks the rows of a file by rules, in memory that does not depend on its size.
 *
 * @throws RowmillError `MAPPING_INVALID` for rules that do not fit the file, and what `readRows` throws
 *
 * @example
 * ```ts
 * const { isValid, rejects } = await validateFile("customers.csv", {
 *   rules: [
 *     { rule: "required", field: "email" },
 *     { rule: "type", field: "email", type: "string", format: "email" },
 *     { rule: "primaryKey", fields: ["id"] },
 *   ],
 * });
 * ```
 */
export async function validateFile(source: TableSource, rules: FileRules, options: ValidateOptions = {}): Promise<FileValidation> {
  checkRowOptions(options, { maxListed: true, onRejects: true }, "validateFile");
  const maxListed = wholeNumber("maxListed", options.maxListed ?? 1_000, 0, 1_000_000);
  const { format, sourceColumns, limits, batches } = await openTransform(source, { mapping: (found) => mappingOf(rules, found) }, options);
  const columnsProblem = fieldsMatchProblem(rules.fieldsMatch ?? "subset", rules.columns ?? [], sourceColumns);
  const rejects: RejectedRow[] = [];
  const warnings: RowWarning[] = [];
  const counted = new Map<string, { field: string | undefined; rule: string; count: number }>();
  let [rows, rejectedRows, warningCount] = [0, 0, 0];
  let isStopped = false;
  for await (const batch of batches()) {
    rows = batch.counts.read;
    rejectedRows = batch.counts.rejected;
    warningCount += batch.warnings.length;
    rejects.push(...batch.rejects.slice(0, maxListed - rejects.length).map(ownedReject));
    warnings.push(...batch.warnings.slice(0, maxListed - warnings.length));
    for (const { problems } of batch.rejects) for (const problem of problems) count(problem);
    for (const { problem } of batch.warnings) count(problem);
    if (batch.rejects.length > 0) await options.onRejects?.(batch.rejects);
    isStopped = limits.problems.length > 0;
    if (isStopped) break;
  }
  return {
    isValid: rejectedRows === 0 && columnsProblem === undefined && limits.problems.length === 0,
    format,
    rows,
    rejectedRows,
    rejects,
    warningCount,
    warnings,
    problems: [...counted.values()].toSorted((a, b) => b.count - a.count),
    limits: limits.problems,
    columnsProblem,
    isStopped,
  };

  function count({ field, rule }: RowProblem): void {
    const key = JSON.stringify([field ?? null, rule]);
    const known = counted.get(key);
    if (known) known.count += 1;
    else counted.set(key, { field, rule, count: 1 });
  }
}

/** All columns as they are. Of columns with the same name, rules can name the first. */
function mappingOf({ rules = [], limits }: FileRules, columns: readonly string[]): Mapping {
  const ids = columns.map((_, index) => `column ${index + 1}`);
  const targets = columns.map((name, index) => (columns.indexOf(name) === index ? name : `${name} (column ${index + 1})`));
  return {
    source: { columns: columns.map((name, index) => ({ id: ids[index] ?? "", name, index })) },
    fields: targets.map((target, index) => ({ target: target === "" ? `column ${index + 1}` : target, from: ids[index] })),
    rules: [...rules],
    ...(limits === undefined ? {} : { limits }),
  };
}
