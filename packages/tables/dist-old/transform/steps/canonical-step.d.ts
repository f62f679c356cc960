import type { Operation, Step } from "./step-schema.ts";
/** Operations with names of their own: short names are written out. */
export type CanonicalStep = Exclude<
  Operation,
  {
    op: "direct" | "uppercase" | "lowercase" | "int" | "float";
  }
>;
/** A step written out: short names become operations. `undefined` for `direct`, which does nothing. */
export declare function canonicalStep(step: Step): CanonicalStep | undefined;
//# sourceMappingURL=canonical-step.d.ts.map
