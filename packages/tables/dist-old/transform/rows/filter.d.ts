import type { RowStepCompiler } from "./row-step-compiler.ts";
/** Keeps the rows for which the condition holds. */
export declare const compileFilter: RowStepCompiler<"filter">;
//# sourceMappingURL=filter.d.ts.map
