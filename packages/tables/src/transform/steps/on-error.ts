import type { Cell } from "../../table/table-reader.ts";
import { type CellResult, type CompiledStep, StepFailure } from "./cell-step.ts";

/** What becomes of a value that a step cannot process. */
export type OnError = "reject" | "null" | "keep" | { readonly value: string };

/** The step with its failures replaced by the policy. */
export function onError(step: CompiledStep, policy: OnError = "reject"): CompiledStep {
  if (policy === "reject") return step;
  return {
    ...step,
    run(value, row) {
      const result = step.run(value, row);
      return result instanceof StepFailure ? afterFailure(result, value, policy) : result;
    },
  };
}

/** What the policy makes of a failure of a step on a value. */
export function afterFailure(failure: StepFailure, value: Cell, policy: OnError): CellResult {
  if (policy === "reject") return failure;
  if (policy === "null") return null;
  return policy === "keep" ? value : policy.value;
}
