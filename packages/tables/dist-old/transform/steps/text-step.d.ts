import type { CellResult, CompiledStep } from "./cell-step.ts";
/** A step on the text alone. Null passes through. */
export declare function textStep(run: (text: string) => CellResult, isCostly?: boolean): CompiledStep;
//# sourceMappingURL=text-step.d.ts.map
