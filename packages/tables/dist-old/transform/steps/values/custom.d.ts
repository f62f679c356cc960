import type { StepCompiler } from "../step-context.ts";
/** Calls a step of the host. */
export declare const compileCustom: StepCompiler<"custom">;
//# sourceMappingURL=custom.d.ts.map
