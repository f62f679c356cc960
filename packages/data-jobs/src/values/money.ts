import { Kind } from "./kind.ts";
import { readNumber } from "./numbers.ts";
import type { Reading } from "./reading.ts";

/**
 * Reads a number with a percent sign, or with a currency sign or code before or after it: `12.5 %`, `£1,183.23`,
 * `-€5`, `100 USD`. Fills `reading` and answers true, or answers false. `(5.00)` is not read: accountants mean -5.
 */
export function readMoney(text: string, reading: Reading): boolean {
  if (text.length > LONGEST_AMOUNT) return false;
  const last = text.charCodeAt(text.length - 1);
  if (last === PERCENT) return readInside(text.slice(0, -1), Kind.Percent, reading);
  const match = AMOUNT.exec(text);
  if (!match) return false;
  const [, sign = "", before = "", number = "", after = ""] = match;
  if ((before === "") === (after === "")) return false;
  return readInside(sign + number, Kind.Currency, reading);
}

function readInside(text: string, kind: Kind, reading: Reading): boolean {
  if (!readNumber(text.trim(), reading) || reading.kind === Kind.Identifier) return false;
  // 1,234 and 1.234 beside a currency: two or no decimals are usual, three are a group.
  if (reading.kind === Kind.PointOrGroup || reading.kind === Kind.CommaOrGroup) {
    if (kind === Kind.Currency) reading.number *= 1000;
  }
  reading.kind = kind;
  return true;
}

const PERCENT = 0x25;
const LONGEST_AMOUNT = 40;
const SIGN_OR_CODE = "[$€£¥₹]|USD|EUR|GBP|CHF|JPY|CNY|INR|CAD|AUD|SEK|NOK|DKK|PLN|CZK|BRL|US\\$|kr|zł";
// Bounded by LONGEST_AMOUNT, and the blanks around the number can be matched in one way only.
const AMOUNT = new RegExp(`^([+-]?)(${SIGN_OR_CODE})?[ \\u00a0]?([+-]?\\d[\\d.,'’\\u00a0\\u202f]*)[ \\u00a0]?(${SIGN_OR_CODE})?$`);
