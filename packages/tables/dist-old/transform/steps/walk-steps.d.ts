import { type CanonicalStep } from "./canonical-step.ts";
import type { Step } from "./step-schema.ts";
/** All steps of a list and those inside of them, each with the column that it works on if that is another than the field's. */
export declare function walkSteps(
  steps: readonly Step[],
  column?: string,
): Generator<{
  readonly step: CanonicalStep;
  readonly column: string | undefined;
}>;
//# sourceMappingURL=walk-steps.d.ts.map
