import { compileMapping } from "./plan/compile-mapping.ts";
import { StepFailure } from "./steps/cell-step.ts";
import type { Step } from "./steps/step-schema.ts";

/** A value on which steps fail. */
export interface FailedValue {
  readonly value: string;
  /** The operation that failed: `date`. */
  readonly op: string;
  /** A sentence for the owner of the file. */
  readonly message: string;
}

/**
 * Tries the steps of a field that has one source column on values of it, without a file. Returns the values on which they fail, in their order.
 *
 * @throws RowmillError `MAPPING_INVALID` for steps that need more than the value: other columns, lookup files, secrets, steps of the host
 *
 * @example
 * ```ts
 * trySteps([{ op: "date", from: "dd.MM.yyyy" }], ["31.12.2024", "soon"]); // [{ value: "soon", op: "date", message: "…" }]
 * ```
 */
export function trySteps(steps: readonly Step[], values: readonly string[]): FailedValue[] {
  const mapping = { fields: [{ target: "value", from: "value", steps: [...steps] }] };
  // No row step and no rule needs the folder.
  const [field] = compileMapping(mapping, ["value"], { temporaryFolder: "" }).fields;
  return values.flatMap((value, index) => {
    const result = field?.run({ cells: [value], rowNumber: index + 1, fields: [] });
    return result instanceof StepFailure ? [{ value, op: result.op, message: result.message }] : [];
  });
}
