import { isCurrencyWord } from "../../../values/words.ts";

/** The amount without the currency at either end, with the sign that stood before it. The text itself if there is none. */
export function withoutCurrency(text: string): string {
  const [, sign = "", front, rest = ""] = FRONT.exec(text) ?? [];
  if (front !== undefined && isCurrency(front)) return sign + rest;
  const [, amount, end] = END.exec(text) ?? [];
  return amount !== undefined && end !== undefined && isCurrency(end) ? amount : text;
}

const SPACE = "[ \\u00a0\\u202f]?";
const CURRENCY = "([\\p{L}.]{0,4}\\p{Sc}|[\\p{L}.]{1,4})";
const FRONT = new RegExp(`^([+-]?)${SPACE}${CURRENCY}${SPACE}([+-]?[\\d.,].*)$`, "u");
const END = new RegExp(`^(.*[\\d.,])${SPACE}${CURRENCY}$`, "u");

const CODES = new Set(Intl.supportedValuesOf("currency"));

function isCurrency(text: string): boolean {
  return /^(\p{Lu}{1,2})?\p{Sc}$/u.test(text) || CODES.has(text.toUpperCase()) || isCurrencyWord(text);
}
