import { InvalidStep } from "../cell-step.ts";
import type { StepCompiler } from "../step-context.ts";
import { textStep } from "../text-step.ts";
import { codePointCount } from "../../../values/code-points.ts";

/** Counts code points, words, or a literal text. */
export const compileMeasure: StepCompiler<"measure"> = ({ unit, of }) => {
  if ((unit === undefined) === (of === undefined)) throw new InvalidStep("", "Either unit or of is expected");
  if (of !== undefined) return textStep((text) => String(text.split(of).length - 1));
  if (unit === "words") return textStep((text) => String(text.match(/[^\s\u0085]+/g)?.length ?? 0));
  return textStep((text) => String(codePointCount(text)));
};
