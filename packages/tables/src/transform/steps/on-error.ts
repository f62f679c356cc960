import { type CompiledStep, StepFailure } from "./cell-step.ts";

/** What becomes of a value that a step cannot process. */
export type OnError = "reject" | "null" | "keep" | { readonly value: string };

/** The step with its failures turned into what the policy says. */
export function onError(step: CompiledStep, policy: OnError = "reject"): CompiledStep {
  if (policy === "reject") return step;
  return {
    ...step,
    run(value, row) {
      const result = step.run(value, row);
      if (!(result instanceof StepFailure)) return result;
      if (policy === "null") return null;
      return policy === "keep" ? value : policy.value;
    },
  };
}
