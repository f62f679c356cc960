import type { CanonicalStep } from "../../../transform/steps/canonical-step.ts";
import type { FastStep } from "./fast-plan.ts";
/**
 * The steps of a field for the kernel; `undefined` if it does not know one of them.
 * @param fieldOf - the position of a column of the source, or `undefined` for other values
 */
export declare function kernelSteps(
  steps: readonly CanonicalStep[],
  fieldOf: (reference: string) => number | undefined,
): FastStep[] | undefined;
//# sourceMappingURL=kernel-steps.d.ts.map
