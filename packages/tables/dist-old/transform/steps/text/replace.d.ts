import type { StepCompiler } from "../step-context.ts";
/** Replaces parts of the text: a literal, a pattern, or characters of some kinds. */
export declare const compileReplace: StepCompiler<"replace">;
//# sourceMappingURL=replace.d.ts.map
