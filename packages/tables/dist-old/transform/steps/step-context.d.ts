import type { Cell } from "../../table/table-reader.ts";
import type { CelExpression } from "../../values/cel-language.ts";
import type { DayMonthOrder } from "../../values/dates/usual-dates.ts";
import type { CellFunction, ColumnReader, CompiledStep } from "./cell-step.ts";
import type { Operation, Step } from "./step-schema.ts";
/** What a step is compiled with. */
export interface StepContext {
  /**
   * The reader of a column, a hidden field or a system's value.
   * @throws InvalidStep if there is none
   */
  readonly column: (reference: string, parameter: string) => ColumnReader;
  /** The columns of the field after its first. */
  readonly otherColumns: () => readonly ColumnReader[];
  /** How the column of the field writes numeric dates, if its profile proves it. */
  readonly dateOrder: DayMonthOrder | undefined;
  /** Compiles steps inside of a step, on the same value or on that of a column. Their problems are reported under the path. */
  readonly compile: (steps: readonly Step[], path: readonly (string | number)[], column?: string) => CompiledStep;
  /** Reads the table that a lookup names. */
  readonly lookupTable: (name: string, key: string | undefined, value: string | undefined) => ReadonlyMap<string, Cell>;
  /** The value of the option `secrets`. */
  readonly secret: (name: string) => string;
  /** The compiled expression. @throws InvalidStep without the option `allowExpressions` */
  readonly expression: (source: string) => CelExpression;
  /** A step of the host. */
  readonly custom: (
    step: Extract<
      Operation,
      {
        op: "custom";
      }
    >,
  ) => CellFunction;
}
/** Compiles one operation. @throws InvalidStep */
export type StepCompiler<Op extends Operation["op"]> = (
  step: Extract<
    Operation,
    {
      op: Op;
    }
  >,
  context: StepContext,
) => CompiledStep;
//# sourceMappingURL=step-context.d.ts.map
