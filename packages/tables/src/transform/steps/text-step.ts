import type { CellResult, CompiledStep } from "./cell-step.ts";

/** A step on the text alone. Null passes through. */
export function textStep(run: (text: string) => CellResult, isCostly = false): CompiledStep {
  return { run: (value) => (value === null ? null : run(value)), readsRow: false, isCostly };
}
