import type { StepCompiler } from "../step-context.ts";
/** Writes one text for characters that look alike. */
export declare const compileNormalize: StepCompiler<"normalize">;
//# sourceMappingURL=normalize.d.ts.map
