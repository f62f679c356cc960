/** An exact decimal number: `coefficient / 10 ** scale`. */
export interface Decimal {
  readonly coefficient: bigint;
  /** How many digits stand after the decimal point, from 0. */
  readonly scale: number;
}

/** How a number is rounded, by the names of `Intl.NumberFormat`. */
export type RoundingMode = "halfExpand" | "halfEven" | "floor" | "ceil" | "trunc" | "expand";

/** The characters of a text that is read as a number. */
export interface NumberForm {
  readonly decimalChar: string;
  /** The character between groups of three digits, or `undefined` if there are no groups. */
  readonly groupChar: string | undefined;
}

/** Digits of a number that is read. BigInt takes time by the square of their count. */
const MAX_DIGITS = 1_000;

/** The largest exponent, so that `1e999999999` does not become a gigabyte of zeros. */
const MAX_EXPONENT = 1_000;

const PLAIN: NumberForm = { decimalChar: ".", groupChar: undefined };

/** Reads a number strictly: a sign, digits, groups of three if the form has them, an exponent. `undefined` if it is none. */
export function parseDecimal(text: string, { decimalChar, groupChar }: NumberForm = PLAIN): Decimal | undefined {
  let at = text[0] === "-" || text[0] === "+" ? 1 : 0;
  const start = at;
  let digits = "";
  let groups = 0;
  let inGroup = 0;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character >= "0" && character <= "9") inGroup += 1;
    else if (groupChar !== undefined && isGroupCharacter(character, groupChar)) {
      if (groups === 0 ? inGroup === 0 || inGroup > 3 : inGroup !== 3) return undefined;
      digits += text.slice(at - inGroup, at);
      groups += 1;
      inGroup = 0;
    } else break;
  }
  if (groups > 0 && inGroup !== 3) return undefined;
  digits += text.slice(at - inGroup, at);
  let scale = 0;
  if (text[at] === decimalChar) {
    const from = at + 1;
    at = from;
    while (isDigit(text[at])) at += 1;
    scale = at - from;
    digits += text.slice(from, at);
  }
  if (digits === "" || digits.length > MAX_DIGITS) return undefined;
  if (at < text.length) {
    const exponent = EXPONENT.exec(text.slice(at))?.[1];
    if (exponent === undefined || Math.abs(Number(exponent)) > MAX_EXPONENT) return undefined;
    scale -= Number(exponent);
  }
  const value = BigInt(digits);
  const coefficient = start === 1 && text[0] === "-" ? -value : value;
  return scale < 0 ? { coefficient: coefficient * powerOfTen(-scale), scale: 0 } : { coefficient, scale };
}

/** A decimal of the parameters of a step. A JavaScript number counts as its shortest text. */
export function decimalOf(value: string | number): Decimal {
  const decimal = parseDecimal(String(value));
  if (decimal === undefined) throw new RangeError(`${JSON.stringify(value)} is no decimal number`);
  return decimal;
}

/** Plain digits: `-1234.50`. Zero has no sign. */
export function decimalText({ coefficient, scale }: Decimal): string {
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString().padStart(scale + 1, "0");
  const sign = coefficient < 0n ? "-" : "";
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The same number without zeros at the end of its fraction. */
export function stripZeros(decimal: Decimal, leastScale = 0): Decimal {
  let { coefficient, scale } = decimal;
  while (scale > leastScale && coefficient % 10n === 0n) {
    coefficient /= 10n;
    scale -= 1;
  }
  return { coefficient, scale };
}

/** The number with exactly `scale` digits after its point, which may be negative: then the last digits are zeros. */
export function roundTo({ coefficient, scale: from }: Decimal, scale: number, mode: RoundingMode): Decimal {
  if (scale >= from) return { coefficient: coefficient * powerOfTen(scale - from), scale };
  const rounded = divideRounded(coefficient, powerOfTen(from - scale), mode);
  return scale >= 0 ? { coefficient: rounded, scale } : { coefficient: rounded * powerOfTen(-scale), scale: 0 };
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { coefficient: scaled(a, scale) + scaled(b, scale), scale };
}

export function negate({ coefficient, scale }: Decimal): Decimal {
  return { coefficient: -coefficient, scale };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { coefficient: a.coefficient * b.coefficient, scale: a.scale + b.scale };
}

/** Negative if `a` is less than `b`, positive if it is greater. */
export function compare(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const [left, right] = [scaled(a, scale), scaled(b, scale)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** `a / b` with `scale` digits after the point. `b` is not zero. */
export function divide(a: Decimal, b: Decimal, scale: number, mode: RoundingMode): Decimal {
  const shift = scale + b.scale - a.scale;
  const dividend = shift >= 0 ? a.coefficient * powerOfTen(shift) : a.coefficient;
  const divisor = shift >= 0 ? b.coefficient : b.coefficient * powerOfTen(-shift);
  return { coefficient: divideRounded(dividend, divisor, mode), scale };
}

/** How many digits the number has before its point; 0 or less for numbers below 1, by their zeros after the point. */
export function integerDigits({ coefficient, scale }: Decimal): number {
  if (coefficient === 0n) return 1;
  return (coefficient < 0n ? -coefficient : coefficient).toString().length - scale;
}

export function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

function scaled({ coefficient, scale }: Decimal, to: number): bigint {
  return coefficient * powerOfTen(to - scale);
}

function divideRounded(dividend: bigint, divisor: bigint, mode: RoundingMode): bigint {
  const quotient = dividend / divisor;
  const rest = dividend % divisor;
  if (rest === 0n) return quotient;
  const away = dividend < 0n === divisor < 0n ? 1n : -1n;
  const doubled = 2n * (rest < 0n ? -rest : rest);
  const half = divisor < 0n ? -divisor : divisor;
  switch (mode) {
    case "trunc":
      return quotient;
    case "expand":
      return quotient + away;
    case "floor":
      return away < 0n ? quotient - 1n : quotient;
    case "ceil":
      return away > 0n ? quotient + 1n : quotient;
    case "halfEven":
      return doubled > half || (doubled === half && quotient % 2n !== 0n) ? quotient + away : quotient;
    case "halfExpand":
      return doubled >= half ? quotient + away : quotient;
  }
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

/** A space stands for the no-break and narrow no-break ones, an apostrophe for the typographic one: files mix them. */
function isGroupCharacter(character: string, groupChar: string): boolean {
  if (character === groupChar) return true;
  return LIKE_GROUP_CHARACTERS.some((alike) => alike.includes(character) && alike.includes(groupChar));
}

const LIKE_GROUP_CHARACTERS = [" \u{a0}\u{202f}\u{2009}", "'\u{2019}"];
const EXPONENT = /^[eE]([+-]?\d{1,5})$/;
