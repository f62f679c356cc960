import type { StepCompiler } from "../step-context.ts";
/** Fills the text up to a length. A longer one is unchanged. */
export declare const compilePad: StepCompiler<"pad">;
//# sourceMappingURL=pad.d.ts.map
