import type { StepCompiler } from "../step-context.ts";
/** Takes a part out of the text; null if it is not there. */
export declare const compileExtract: StepCompiler<"extract">;
//# sourceMappingURL=extract.d.ts.map
