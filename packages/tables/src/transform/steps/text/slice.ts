import type { Cell } from "../../../table/table-reader.ts";
import { type ColumnReader, InvalidStep, type RowValues, StepFailure } from "../cell-step.ts";
import { onError } from "../on-error.ts";
import type { StepCompiler } from "../step-context.ts";
import { textStep } from "../text-step.ts";
import { sliceCodePoints } from "../../../values/code-points.ts";

/** Takes the code points from `start` up to `end`, each a parameter or the number in a column. */
export const compileSlice: StepCompiler<"slice"> = (step, context) => {
  const { start = 0, end, startColumn, endColumn } = step;
  if (step.start !== undefined && startColumn !== undefined) throw new InvalidStep("startColumn", "start is given, too");
  if (end !== undefined && endColumn !== undefined) throw new InvalidStep("endColumn", "end is given, too");
  if (startColumn === undefined && endColumn === undefined) return textStep((text) => sliceCodePoints(text, start, end));
  const startOf = startColumn === undefined ? undefined : context.column(startColumn, "startColumn");
  const endOf = endColumn === undefined ? undefined : context.column(endColumn, "endColumn");
  return onError(
    {
      run(value, row) {
        if (value === null) return null;
        const from = startOf ? position(startOf, row, value) : start;
        const to = endOf ? position(endOf, row, value) : end;
        if (from instanceof StepFailure) return from;
        return to instanceof StepFailure ? to : sliceCodePoints(value, from, to);
      },
      readsRow: true,
      isCostly: false,
    },
    step.onError,
  );
};

function position(column: ColumnReader, row: RowValues, value: Cell): number | StepFailure {
  const text = column(row);
  if (text instanceof StepFailure) return text;
  if (text !== null && /^[+-]?\d{1,9}$/.test(text)) return Number(text);
  return new StepFailure("slice", value, `A whole number is expected as position, not ${JSON.stringify(text)}`);
}
