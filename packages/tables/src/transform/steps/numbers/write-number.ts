import {
  type Decimal,
  decimalOf,
  decimalText,
  divide,
  integerDigits,
  multiply,
  powerOfTen,
  type RoundingMode,
  roundTo,
  stripZeros,
} from "../../../values/numbers/decimal.ts";
import { InvalidStep } from "../cell-step.ts";
import type { Operation } from "../step-schema.ts";

type NumberStep = Extract<Operation, { op: "number" }>;

/** Makes the writer of numbers: rounded, with the digits, groups and notation that the step asks for. */
export function numberWriter(step: NumberStep): (number: Decimal) => string {
  const { notation = "standard", minimumIntegerDigits = 1 } = step;
  const rounded = rounder(step);
  const characters = charactersOf(step);
  if (notation === "scientific") return (number) => scientific(rounded(number, "increment"), step, characters);
  if (notation === "compact") return (number) => compact(rounded(number, "increment"), step, characters);
  return (number) => withCharacters(decimalText(rounded(number)), characters, minimumIntegerDigits);
}

/** What a written number has beside its digits. */
interface Characters {
  readonly decimalChar: string;
  readonly groupChar: string;
}

function charactersOf({ useGrouping, outputDecimalChar = ".", outputGroupChar }: NumberStep): Characters {
  const groups = useGrouping ?? outputGroupChar !== undefined;
  const groupChar = outputGroupChar ?? (outputDecimalChar === "," ? "." : ",");
  if (groups && groupChar === outputDecimalChar) throw new InvalidStep("outputGroupChar", "It must differ from outputDecimalChar");
  return { decimalChar: outputDecimalChar, groupChar: groups ? groupChar : "" };
}

/** Plain digits with other characters, zeros in front and groups. */
function withCharacters(plain: string, { decimalChar, groupChar }: Characters, minimumIntegerDigits: number): string {
  const [, sign = "", whole = "", fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain) ?? [];
  const digits = grouped(whole.padStart(minimumIntegerDigits, "0"), groupChar);
  return sign + digits + (fraction === undefined ? "" : decimalChar + fraction);
}

/** Digits in groups of three from the right. */
function grouped(digits: string, groupChar: string): string {
  if (groupChar === "") return digits;
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  return groups.join(groupChar);
}

type Rounder = (number: Decimal, only?: "increment") => Decimal;

function rounder(step: NumberStep): Rounder {
  const { scale, minimumFractionDigits, maximumFractionDigits, maximumSignificantDigits, keepZeros = false } = step;
  const mode: RoundingMode = step.roundingMode ?? "halfExpand";
  if (scale !== undefined && (minimumFractionDigits !== undefined || maximumFractionDigits !== undefined)) {
    throw new InvalidStep("scale", "It excludes minimumFractionDigits and maximumFractionDigits");
  }
  const least = scale ?? minimumFractionDigits;
  const most = scale ?? maximumFractionDigits;
  if (least !== undefined && most !== undefined && least > most) {
    throw new InvalidStep("minimumFractionDigits", "It is greater than maximumFractionDigits");
  }
  const increment = step.roundingIncrement === undefined ? undefined : decimalOf(step.roundingIncrement);
  if (increment !== undefined && increment.coefficient <= 0n) throw new InvalidStep("roundingIncrement", "A number above 0 is expected");

  return (number, only) => {
    let value = number;
    if (increment) value = stripZeros(multiply(divide(value, increment, 0, mode), increment));
    if (only === "increment") return value;
    if (maximumSignificantDigits !== undefined) value = stripZeros(toSignificant(value, maximumSignificantDigits, mode));
    if (most !== undefined) {
      const isLonger = value.scale > most;
      if (isLonger) value = roundTo(value, most, mode);
      if (!keepZeros) value = stripZeros(value, least ?? 0);
    }
    return least !== undefined && value.scale < least ? roundTo(value, least, mode) : value;
  };
}

function toSignificant(number: Decimal, digits: number, mode: RoundingMode): Decimal {
  return number.coefficient === 0n ? number : roundTo(number, digits - integerDigits(number), mode);
}

/** `1.2E4`, as Intl writes it. */
function scientific(number: Decimal, step: NumberStep, characters: Characters): string {
  const round = rounder({ ...step, roundingIncrement: undefined });
  if (number.coefficient === 0n) return `${withCharacters(decimalText(round({ coefficient: 0n, scale: 0 })), characters, 1)}E0`;
  let exponent = integerDigits(number) - 1;
  let mantissa = round(stripZeros(shifted(number, -exponent)));
  // 9.99 rounded to one digit is 10.
  if (integerDigits(mantissa) > 1) {
    exponent += 1;
    mantissa = round(stripZeros(shifted(mantissa, -1)));
  }
  return `${withCharacters(decimalText(mantissa), characters, 1)}E${exponent}`;
}

const COMPACT = ["", "K", "M", "B", "T"];

/** `12K`, `3.4M`: the digits of English, one after the decimal character unless the step sets another number. */
function compact(number: Decimal, step: NumberStep, characters: Characters): string {
  const says = step.scale ?? step.maximumFractionDigits ?? step.minimumFractionDigits ?? step.maximumSignificantDigits;
  const round = rounder({ ...step, roundingIncrement: undefined, ...(says === undefined ? { maximumFractionDigits: 1 } : {}) });
  let unit = Math.min(Math.max(0, Math.floor((integerDigits(number) - 1) / 3)), COMPACT.length - 1);
  let value = round(shifted(number, -3 * unit));
  if (integerDigits(value) > 3 && unit < COMPACT.length - 1) {
    unit += 1;
    value = round(shifted(number, -3 * unit));
  }
  return withCharacters(decimalText(value), characters, step.minimumIntegerDigits ?? 1) + COMPACT[unit];
}

/** The number with its point moved: times ten to a power. */
function shifted(number: Decimal, power: number): Decimal {
  const scale = number.scale - power;
  return scale >= 0 ? { coefficient: number.coefficient, scale } : { coefficient: number.coefficient * powerOfTen(-scale), scale: 0 };
}
