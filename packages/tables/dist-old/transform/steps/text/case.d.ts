import type { StepCompiler } from "../step-context.ts";
/** Changes the case, by the root locale or the given one. */
export declare const compileCase: StepCompiler<"case">;
//# sourceMappingURL=case.d.ts.map
