import { templatePieces } from "../../../transform/steps/combine/template.ts";
import type { CanonicalStep } from "../../../transform/steps/canonical-step.ts";
import type { FastStep, TemplatePiece } from "./fast-plan.ts";

/**
 * The steps of a field for the kernel; `undefined` if it does not know one of them.
 * @param fieldOf - the position of a column of the source, or `undefined` for other values
 */
export function kernelSteps(steps: readonly CanonicalStep[], fieldOf: (reference: string) => number | undefined): FastStep[] | undefined {
  const known: FastStep[] = [];
  for (const step of steps) {
    const one = kernelStep(step, fieldOf);
    if (one === undefined) return undefined;
    known.push(one);
  }
  return known;
}

function kernelStep(step: CanonicalStep, fieldOf: (reference: string) => number | undefined): FastStep | undefined {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- All others are for JavaScript.
  switch (step.op) {
    case "trim":
      return step.chars === undefined ? { kind: "trim", start: step.side !== "end", end: step.side !== "start" } : undefined;
    case "case":
      return step.locale === undefined && (step.to === "upper" || step.to === "lower") ? { kind: "case", to: step.to } : undefined;
    case "replace": {
      const { find, with: by = "", first = false } = step;
      return find !== undefined && find.isWellFormed() && by.isWellFormed() ? { kind: "replace", find, by, first } : undefined;
    }
    case "default":
      return step.value.isWellFormed() ? { kind: "default", text: step.value } : undefined;
    case "nullIf":
      return step.values.length <= FEW_TEXTS && step.values.every((text) => text.isWellFormed())
        ? { kind: "nullIf", texts: step.values }
        : undefined;
    case "template":
      return step.values === undefined ? template(step.text, fieldOf) : undefined;
    default:
      return undefined;
  }
}

/** Each is compared with every cell. */
const FEW_TEXTS = 16;

function template(text: string, fieldOf: (reference: string) => number | undefined): FastStep | undefined {
  if (!text.isWellFormed()) return undefined;
  const pieces: TemplatePiece[] = [];
  for (const piece of templatePieces(text)) {
    if (piece.kind === "text") pieces.push({ text: piece.text });
    else if (piece.text === "value") pieces.push("value");
    else {
      const field = fieldOf(piece.text);
      if (field === undefined) return undefined;
      pieces.push({ field });
    }
  }
  return { kind: "template", pieces };
}
