import type { StepCompiler } from "../step-context.ts";
import { textStep } from "../text-step.ts";
import { codePointCount, sliceCodePoints } from "../../../values/code-points.ts";

/** Fills the text up to a length. A longer one is unchanged. */
export const compilePad: StepCompiler<"pad"> = ({ length, with: filling = " ", side = "start" }) => {
  const whole = filling.repeat(Math.ceil(length / codePointCount(filling)));
  return textStep((text) => {
    const missing = length - codePointCount(text);
    if (missing <= 0) return text;
    const added = sliceCodePoints(whole, 0, missing);
    return side === "start" ? added + text : text + added;
  });
};
