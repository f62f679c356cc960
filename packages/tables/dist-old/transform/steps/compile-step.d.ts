import type { CanonicalStep } from "./canonical-step.ts";
import type { CompiledStep } from "./cell-step.ts";
import type { StepContext } from "./step-context.ts";
/** Compiles one step, once for a job. @throws InvalidStep */
export declare function compileStep(step: CanonicalStep, context: StepContext): CompiledStep;
//# sourceMappingURL=compile-step.d.ts.map
