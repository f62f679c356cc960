import type { StepCompiler } from "../step-context.ts";
/** Looks the value up in a table. */
export declare const compileLookup: StepCompiler<"lookup">;
//# sourceMappingURL=lookup.d.ts.map
