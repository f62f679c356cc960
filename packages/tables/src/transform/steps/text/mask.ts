import { InvalidStep, StepFailure } from "../cell-step.ts";
import { onError } from "../on-error.ts";
import type { StepCompiler } from "../step-context.ts";
import { textStep } from "../text-step.ts";

/** Hides letters and digits, or lays the digits of the value out by a format. */
export const compileMask: StepCompiler<"mask"> = (step) => {
  const { keepStart = 0, keepEnd = 0, with: hidden = "*", format } = step;
  if (format !== undefined) {
    for (const name of ["keepStart", "keepEnd", "with"] as const) {
      if (step[name] !== undefined) throw new InvalidStep(name, "It excludes format");
    }
    return onError(byFormat(format), step.onError);
  }
  return textStep((text) => {
    const characters = [...text];
    // A value as short as what is to stay readable is hidden as a whole.
    const isShort = characters.length <= keepStart + keepEnd;
    const end = isShort ? characters.length : characters.length - keepEnd;
    return characters
      .map((one, at) => ((isShort || at >= keepStart) && at < end && /[\p{L}\p{M}\p{N}]/u.test(one) ? hidden : one))
      .join("");
  }, true);
};

function byFormat(format: string) {
  const pieces = [...format.matchAll(/\\([^])|([^])/gu)].map(([, escaped, plain = ""]) => ({
    isDigit: plain === "#",
    text: escaped ?? plain,
  }));
  const places = pieces.filter(({ isDigit }) => isDigit).length;
  if (places === 0) throw new InvalidStep("format", "A # is expected for each digit");
  return textStep((text) => {
    if (text === "") return text;
    const digits = text.match(/\d/g) ?? [];
    if (digits.length !== places) {
      return new StepFailure("mask", text, `${places} digits are expected for the format ${format}, the value has ${digits.length}`);
    }
    let next = 0;
    return pieces.map((piece) => (piece.isDigit ? digits[next++] : piece.text)).join("");
  }, true);
}
