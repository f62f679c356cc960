import type { StepCompiler } from "../step-context.ts";
/** Makes one space of each run of white space. */
export declare const compileCollapse: StepCompiler<"collapse">;
//# sourceMappingURL=collapse.d.ts.map
