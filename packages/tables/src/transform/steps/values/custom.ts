import { onError } from "../on-error.ts";
import type { StepCompiler } from "../step-context.ts";

/** Calls a step of the host. */
export const compileCustom: StepCompiler<"custom"> = (step, context) => {
  return onError({ run: context.custom(step), readsRow: false, isCostly: false }, step.onError);
};
