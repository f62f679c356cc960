import type { StepCompiler } from "../step-context.ts";
/** Removes white space, or the given characters, from the ends. */
export declare const compileTrim: StepCompiler<"trim">;
//# sourceMappingURL=trim.d.ts.map
