import type { RowStepCompiler } from "./row-step-compiler.ts";
/** Leaves out rows that have the same keys as another. */
export declare const compileDedupe: RowStepCompiler<"dedupe">;
//# sourceMappingURL=dedupe.d.ts.map
