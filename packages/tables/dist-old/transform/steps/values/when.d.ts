import type { StepCompiler } from "../step-context.ts";
/** Runs one of two lists of steps. `onError` is about the condition: steps of the lists have their own. */
export declare const compileWhen: StepCompiler<"when">;
//# sourceMappingURL=when.d.ts.map
