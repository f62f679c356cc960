import type { StepCompiler } from "../step-context.ts";
/** Takes the code points from `start` up to `end`, each a parameter or the number in a column. */
export declare const compileSlice: StepCompiler<"slice">;
//# sourceMappingURL=slice.d.ts.map
