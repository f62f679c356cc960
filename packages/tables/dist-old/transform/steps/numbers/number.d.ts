import type { StepCompiler } from "../step-context.ts";
/** Reads a number and writes it, without ever going through a binary float. */
export declare const compileNumber: StepCompiler<"number">;
//# sourceMappingURL=number.d.ts.map
