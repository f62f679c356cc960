/**
 * Whether a text is a plain decimal number that a double holds exactly, written as JSON writes it: at most 15 digits, no leading
 * zeros, no exponent. `-0` is none, because it would come back as another text.
 */
export function isExactNumber(text: string): boolean {
  if (text.length > LONGEST_NUMBER) return false;
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) && text.replace(/[-.]/g, "").length <= 15 && !/^-[0.]+$/.test(text);
}

/** A minus, 15 digits and a decimal point. */
const LONGEST_NUMBER = 17;
