import type { StepCompiler } from "../step-context.ts";
import { textStep } from "../text-step.ts";

/** Writes a value for null and for empty. */
export const compileDefault: StepCompiler<"default"> = ({ value: filling }) => {
  return { run: (value) => (value === null || value === "" ? filling : value), readsRow: false, isCostly: false };
};

/** Makes null of values that equal one of the list, exactly. */
export const compileNullIf: StepCompiler<"nullIf"> = ({ values }) => {
  const nulls = new Set(values);
  return textStep((text) => (nulls.has(text) ? null : text));
};

/** Writes the same value, whatever came in. */
export const compileConst: StepCompiler<"const"> = ({ value }) => ({ run: () => value, readsRow: false, isCostly: false });
