import type { CompiledRule } from "../../validate/compiled-rule.ts";
import type { CompiledRowStep } from "../rows/row-stage.ts";
import type { HostCalls } from "../host/host-step.ts";
import type { CanonicalStep } from "../steps/canonical-step.ts";
import type { CellResult, RowValues } from "../steps/cell-step.ts";
import type { SystemValue } from "../mapping.ts";
/** Where the value of a field starts. */
export type FieldInput =
  | {
      readonly kind: "column";
      readonly index: number;
    }
  | {
      readonly kind: "field";
      readonly index: number;
    }
  | {
      readonly kind: "const";
      readonly value: string | null;
    }
  | {
      readonly kind: "system";
      readonly name: SystemValue;
    };
/** A field that is ready to run. */
export interface PlannedField {
  readonly target: string;
  readonly hidden: boolean;
  readonly input: FieldInput;
  /** The steps with short names written out, for an engine of another kind. */
  readonly steps: readonly CanonicalStep[];
  /** The name of the column that the file's owner knows, if the field has one. */
  readonly column: string | undefined;
  /** Whether the result depends on nothing but the input. */
  readonly isPure: boolean;
  /** The columns that the result depends on, by position, those of hidden fields that it reads among them. */
  readonly reads: readonly number[];
  /** Whether it depends on values of the system, too. */
  readonly readsSystem: boolean;
  /** The result for a row. Fields before it are already in `row.fields`. */
  readonly run: (row: RowValues) => CellResult;
}
/** A mapping that is compiled for the columns of a file. */
export interface TransformPlan {
  /** The names of the file's columns. */
  readonly sourceColumns: readonly string[];
  readonly rowSteps: readonly CompiledRowStep[];
  /** In an order in which each field is after the hidden ones that it reads. */
  readonly fields: readonly PlannedField[];
  /** For each column of the result, its place in `fields`. */
  readonly output: readonly number[];
  readonly hostCalls: readonly HostCalls[];
  /** Rules that remember rows or ask the host start empty: they serve one run. */
  readonly rules: readonly CompiledRule[];
  /** Whether a row with a problem is in the result, with a warning for each. @defaultValue false: it is rejected */
  readonly keepsProblems?: boolean;
}
//# sourceMappingURL=transform-plan.d.ts.map
