import type { StepCompiler } from "../step-context.ts";
/** Reads a date or a time by patterns and writes it by another. */
export declare const compileDate: StepCompiler<"date">;
//# sourceMappingURL=date.d.ts.map
