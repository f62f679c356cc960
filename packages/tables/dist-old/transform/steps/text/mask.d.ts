import type { StepCompiler } from "../step-context.ts";
/** Hides letters and digits, or lays the digits of the value out by a format. */
export declare const compileMask: StepCompiler<"mask">;
//# sourceMappingURL=mask.d.ts.map
