import type { RowStepCompiler } from "./row-step-compiler.ts";
/** Makes a row of each part of a cell. */
export declare const compileSplitRows: RowStepCompiler<"splitRows">;
//# sourceMappingURL=split-rows.d.ts.map
