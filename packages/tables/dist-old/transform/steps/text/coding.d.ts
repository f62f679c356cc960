import type { StepCompiler } from "../step-context.ts";
/** Reads HTML entities, percent-encoding or base64. */
export declare const compileDecode: StepCompiler<"decode">;
/** Writes HTML entities, percent-encoding or base64. */
export declare const compileEncode: StepCompiler<"encode">;
//# sourceMappingURL=coding.d.ts.map
