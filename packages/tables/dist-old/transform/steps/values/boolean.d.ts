import type { StepCompiler } from "../step-context.ts";
/** Reads a truth value, ignoring case, and writes it. */
export declare const compileBoolean: StepCompiler<"boolean">;
//# sourceMappingURL=boolean.d.ts.map
