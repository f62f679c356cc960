import { type CanonicalStep, canonicalStep } from "./canonical-step.ts";
import type { Step } from "./step-schema.ts";

/** All steps of a list and those inside of them, each with the column that it works on if that is another than the field's. */
export function* walkSteps(
  steps: readonly Step[],
  column?: string,
): Generator<{ readonly step: CanonicalStep; readonly column: string | undefined }> {
  for (const one of steps) {
    const step = canonicalStep(one);
    if (step === undefined) continue;
    yield { step, column };
    if (step.op === "when") yield* walkSteps([...step.then, ...(step.else ?? [])], column);
    if (step.op === "template")
      for (const { from, steps: inner = [] } of Object.values(step.values ?? {})) yield* walkSteps(inner, from ?? column);
  }
}
