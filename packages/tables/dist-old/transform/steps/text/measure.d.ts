import type { StepCompiler } from "../step-context.ts";
/** Counts code points, words, or a literal text. */
export declare const compileMeasure: StepCompiler<"measure">;
//# sourceMappingURL=measure.d.ts.map
