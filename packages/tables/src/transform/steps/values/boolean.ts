import { InvalidStep, StepFailure } from "../cell-step.ts";
import { onError } from "../on-error.ts";
import type { StepCompiler } from "../step-context.ts";
import { textStep } from "../text-step.ts";

/** Words that mean true by themselves, in eleven languages. */
const TRUE_WORDS = "true t yes y 1 on x ja j oui wahr vrai sí si sim verdadero vero verdadeiro да tak evet".split(" ");

/** Words that mean false by themselves. */
const FALSE_WORDS = "false f no n 0 off nein non não nao falsch faux falso нет nee nej nie hayır".split(" ");

/** Reads a truth value, ignoring case, and writes it. */
export const compileBoolean: StepCompiler<"boolean"> = (step) => {
  const { trueValues = TRUE_WORDS, falseValues = FALSE_WORDS, outputTrue = "true", outputFalse = "false" } = step;
  const known = new Map<string, string>();
  for (const word of falseValues) known.set(word.toLowerCase(), outputFalse);
  for (const word of trueValues) {
    const key = word.toLowerCase();
    if (known.has(key)) throw new InvalidStep("trueValues", `${JSON.stringify(word)} is among falseValues, too`);
    known.set(key, outputTrue);
  }
  return onError(
    textStep((text) => {
      const written = known.get(text.toLowerCase());
      if (written !== undefined || text === "") return written ?? text;
      return new StepFailure("boolean", text, `${JSON.stringify(text)} is neither true nor false`);
    }),
    step.onError,
  );
};
