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
/** Reads a number strictly: a sign, digits, groups of three if the form has them, an exponent. `undefined` if it is none. */
export declare function parseDecimal(text: string, { decimalChar, groupChar }?: NumberForm): Decimal | undefined;
/** A decimal of the parameters of a step. A JavaScript number counts as its shortest text. */
export declare function decimalOf(value: string | number): Decimal;
/** Plain digits: `-1234.50`. Zero has no sign. */
export declare function decimalText({ coefficient, scale }: Decimal): string;
/** The same number without zeros at the end of its fraction. */
export declare function stripZeros(decimal: Decimal, leastScale?: number): Decimal;
/** The number with exactly `scale` digits after its point, which may be negative: then the last digits are zeros. */
export declare function roundTo({ coefficient, scale: from }: Decimal, scale: number, mode: RoundingMode): Decimal;
export declare function add(a: Decimal, b: Decimal): Decimal;
export declare function negate({ coefficient, scale }: Decimal): Decimal;
export declare function multiply(a: Decimal, b: Decimal): Decimal;
/** Negative if `a` is less than `b`, positive if it is greater. */
export declare function compare(a: Decimal, b: Decimal): number;
/** `a / b` with `scale` digits after the point. `b` is not zero. */
export declare function divide(a: Decimal, b: Decimal, scale: number, mode: RoundingMode): Decimal;
/** How many digits the number has before its point; 0 or less for numbers below 1, by their zeros after the point. */
export declare function integerDigits({ coefficient, scale }: Decimal): number;
export declare function powerOfTen(exponent: number): bigint;
//# sourceMappingURL=decimal.d.ts.map
