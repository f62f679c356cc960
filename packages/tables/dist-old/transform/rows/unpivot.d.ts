import type { RowStepCompiler } from "./row-step-compiler.ts";
/** Makes a row of each of some columns, or of each group of columns. */
export declare const compileUnpivot: RowStepCompiler<"unpivot">;
//# sourceMappingURL=unpivot.d.ts.map
