import { type CellResult, StepFailure } from "../cell-step.ts";
import { onError } from "../on-error.ts";
import type { StepCompiler } from "../step-context.ts";

/** Evaluates an expression. Null comes in as null: the expression decides. */
export const compileCel: StepCompiler<"cel"> = (step, context) => {
  const expression = context.expression(step.expression);
  const readers = new Map(expression.columns.map((name) => [name, context.column(name, "expression")]));
  return onError(
    {
      run(value, row) {
        let failed: StepFailure | undefined;
        try {
          const result = expression.evaluate(value, (name) => {
            const read = readers.get(name)?.(row) ?? null;
            if (!(read instanceof StepFailure)) return read;
            failed = read;
            return null;
          });
          return failed ?? cellOf(result, value);
        } catch (error) {
          return failed ?? new StepFailure("cel", value, error instanceof Error ? error.message : String(error));
        }
      },
      readsRow: readers.size > 0,
      isCostly: true,
    },
    step.onError,
  );
};

function cellOf(result: unknown, value: string | null): CellResult {
  if (result === null || result === undefined) return null;
  if (typeof result === "string") return result;
  if (typeof result === "bigint" || typeof result === "boolean") return String(result);
  if (typeof result === "number" && Number.isFinite(result)) return String(result);
  const kind = typeof result === "number" ? "no finite number" : "no text, number or truth value";
  return new StepFailure("cel", value, `The result of the expression is ${kind}`);
}
