import type { StepCompiler } from "../step-context.ts";
/** Evaluates an expression. Null comes in as null: the expression decides. */
export declare const compileCel: StepCompiler<"cel">;
//# sourceMappingURL=cel.d.ts.map
