import type { RowStepCompiler } from "./row-step-compiler.ts";
/** Leaves out rows at the ends of the table, or by a condition. */
export declare const compileSkip: RowStepCompiler<"skip">;
//# sourceMappingURL=skip.d.ts.map
