import type { StepCompiler } from "../step-context.ts";
/** Calculates with exact decimals. */
export declare const compileMath: StepCompiler<"math">;
//# sourceMappingURL=math.d.ts.map
