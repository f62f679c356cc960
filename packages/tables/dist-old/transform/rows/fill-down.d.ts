import type { RowStepCompiler } from "./row-step-compiler.ts";
/** Fills empty cells with the last value above them, or all rows with that of the heading above them. */
export declare const compileFillDown: RowStepCompiler<"fillDown">;
//# sourceMappingURL=fill-down.d.ts.map
