import type { StepCompiler } from "../step-context.ts";
/** Makes a digest of the text, or an HMAC with a secret of the host's. */
export declare const compileHash: StepCompiler<"hash">;
//# sourceMappingURL=hash.d.ts.map
