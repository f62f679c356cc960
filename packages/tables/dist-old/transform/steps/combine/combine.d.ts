import type { StepCompiler } from "../step-context.ts";
/** Joins values that are neither null nor empty: those of `columns`, or the value and the other columns of the field. */
export declare const compileJoin: StepCompiler<"join">;
/** Takes the first value that is neither null nor empty; if there is none, the value as it came. */
export declare const compileCoalesce: StepCompiler<"coalesce">;
//# sourceMappingURL=combine.d.ts.map
