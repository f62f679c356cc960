import type { Operation, Step } from "./step-schema.ts";

/** Operations with names of their own: short names are written out. */
export type CanonicalStep = Exclude<Operation, { op: "direct" | "uppercase" | "lowercase" | "int" | "float" }>;

/** What the short names mean. */
const MEANINGS = {
  direct: undefined,
  uppercase: { op: "case", to: "upper" },
  lowercase: { op: "case", to: "lower" },
  int: { op: "number", integer: true },
  float: { op: "number" },
  trim: { op: "trim" },
  boolean: { op: "boolean" },
  date: { op: "date" },
} as const;

/** A step written out: short names become operations. `undefined` for `direct`, which does nothing. */
export function canonicalStep(step: Step): CanonicalStep | undefined {
  if (typeof step === "string") return MEANINGS[step];
  return isShort(step) ? MEANINGS[step.op] : step;
}

function isShort(step: Operation): step is Exclude<Operation, CanonicalStep> {
  return ["direct", "uppercase", "lowercase", "int", "float"].includes(step.op);
}
