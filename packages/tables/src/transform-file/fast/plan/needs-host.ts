import type { Mapping } from "../../../transform/mapping.ts";
import { walkSteps } from "../../../transform/steps/walk-steps.ts";

/** Why a mapping needs more than its own document and the row at hand; `undefined` if it does not. */
export function needsHost({ rows = [], fields, rules = [], limits, source }: Mapping): string | undefined {
  if (rows.length > 0) return "steps on rows";
  if (limits !== undefined) return "limits";
  if (source?.fieldsMatch !== undefined) return "fieldsMatch";
  for (const { rule } of rules) if (rule === "foreignKeys" || rule === "row") return `the rule ${rule}`;
  for (const { steps = [] } of fields) {
    for (const { step } of walkSteps(steps)) {
      if (step.op === "custom" || step.op === "cel") return `the step ${step.op}`;
      if (step.op === "lookup" && step.file !== undefined) return "a lookup in a file";
      if (step.op === "date" && step.from === undefined && (step.order ?? "column") === "column")
        return "dates whose order the column proves";
    }
  }
  return undefined;
}
