import type { StepCompiler } from "../step-context.ts";
/** Writes a value for null and for empty. */
export declare const compileDefault: StepCompiler<"default">;
/** Makes null of values that equal one of the list, exactly. */
export declare const compileNullIf: StepCompiler<"nullIf">;
/** Writes the same value, whatever came in. */
export declare const compileConst: StepCompiler<"const">;
//# sourceMappingURL=constants.d.ts.map
