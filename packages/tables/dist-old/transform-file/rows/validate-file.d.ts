import type { TableSource } from "../../bytes/input-of.ts";
import type { DetectedFormat } from "../../table/detected-format.ts";
import type { LimitProblem } from "../../validate/limits.ts";
import { type RejectedRow, type RowWarning } from "../../validate/reject.ts";
import type { Limits, Rule } from "../../validate/rule-schema.ts";
import { type FieldsMatch } from "../../transform/plan/fields-match.ts";
import { type RowOptions } from "./row-options.ts";
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
  readonly problems: readonly {
    readonly field: string | undefined;
    readonly rule: string;
    readonly count: number;
  }[];
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
export declare function validateFile(source: TableSource, rules: FileRules, options?: ValidateOptions): Promise<FileValidation>;
//# sourceMappingURL=validate-file.d.ts.map
