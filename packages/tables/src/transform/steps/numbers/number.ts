import { type Decimal, type NumberForm, parseDecimal, stripZeros } from "../../../values/numbers/decimal.ts";
import { type CellResult, InvalidStep, StepFailure } from "../cell-step.ts";
import { onError } from "../on-error.ts";
import type { StepCompiler } from "../step-context.ts";
import type { Operation } from "../step-schema.ts";
import { textStep } from "../text-step.ts";
import { withoutCurrency } from "./currency.ts";
import { numberWriter } from "./write-number.ts";

type NumberStep = Extract<Operation, { op: "number" }>;

/** Reads a number and writes it, without ever going through a binary float. */
export const compileNumber: StepCompiler<"number"> = (step) => {
  if (step.radix !== undefined) return onError(textStep(radixReader(step), true), step.onError);
  const read = numberReader(step);
  const write = numberWriter(step);
  return onError(
    textStep((text) => {
      if (text === "") return text;
      const number = read(text);
      return typeof number === "string" ? new StepFailure("number", text, number) : write(number);
    }, true),
    step.onError,
  );
};

/** Returns the number, or a sentence with the reason why it is none. */
function numberReader({ decimalChar = ".", groupChar, currency = false, percent = false, integer = false }: NumberStep) {
  if (decimalChar === groupChar) throw new InvalidStep("groupChar", "It must differ from decimalChar");
  for (const [name, character] of Object.entries({ decimalChar, groupChar })) {
    if (character !== undefined && /[\d+\-eE]/.test(character))
      throw new InvalidStep(name, "A character other than digits, signs and e is expected");
  }
  const form: NumberForm = { decimalChar, groupChar };
  return (text: string): Decimal | string => {
    let rest = currency ? withoutCurrency(text) : text;
    if (percent) rest = rest.replace(/[ \u00a0\u202f]?%$/, "");
    const number = parseDecimal(rest, form);
    if (number === undefined) return `${JSON.stringify(text)} is not a number${described(form)}`;
    const value = percent ? { coefficient: number.coefficient, scale: number.scale + 2 } : number;
    if (!integer) return value;
    const whole = stripZeros(value);
    return whole.scale > 0 ? `${JSON.stringify(text)} is not a whole number` : whole;
  };
}

function described({ decimalChar, groupChar }: NumberForm): string {
  const decimal = decimalChar === "." ? "" : ` with the decimal character ${JSON.stringify(decimalChar)}`;
  return groupChar === undefined
    ? decimal
    : `${decimal || " with"}${decimal ? " and" : ""} ${JSON.stringify(groupChar)} between groups of three digits`;
}

/** Whole numbers from one base to another; letters of the result are capitals. */
function radixReader(step: NumberStep): (text: string) => CellResult {
  const { from = 10, to = 10 } = step.radix ?? {};
  const { minimumIntegerDigits = 1 } = step;
  for (const key of Object.keys(step)) {
    if (!["op", "radix", "minimumIntegerDigits", "onError"].includes(key))
      throw new InvalidStep(key, "It has no effect together with radix");
  }
  return (text) => {
    if (text === "") return text;
    const sign = /^[+-]/.exec(text)?.[0] ?? "";
    const digits = text.slice(sign.length).toLowerCase();
    let value = 0n;
    for (const digit of digits) {
      const worth = /[0-9a-z]/.test(digit) ? Number.parseInt(digit, 36) : 36;
      if (worth >= from || digits.length > 1_000)
        return new StepFailure("number", text, `${JSON.stringify(text)} is not a whole number in base ${from}`);
      value = value * BigInt(from) + BigInt(worth);
    }
    if (digits === "") return new StepFailure("number", text, `${JSON.stringify(text)} is not a whole number in base ${from}`);
    const written = value.toString(to).toUpperCase().padStart(minimumIntegerDigits, "0");
    return sign === "-" && value !== 0n ? `-${written}` : written;
  };
}
