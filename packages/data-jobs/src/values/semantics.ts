/** Whether a text is an e-mail address, as people write them: one `@`, a dot in the domain, no blanks. */
export function isEmail(text: string): boolean {
  const at = text.indexOf("@");
  if (at < 1 || text.length > 254) return false;
  return EMAIL.test(text);
}

/** Whether a text is a web address: `http://`, `https://`, `ftp://` or `www.`, then no blanks. */
export function isUrl(text: string): boolean {
  const first = text.charCodeAt(0) | 0x20;
  // h, f, w
  if (first !== 0x68 && first !== 0x66 && first !== 0x77) return false;
  return URL_START.test(text) && !BLANK.test(text);
}

/** Whether a text is a UUID of any version, with hyphens. */
export function isUuid(text: string): boolean {
  if (text.length !== 36) return false;
  for (let index = 0; index < 36; index += 1) {
    const code = text.charCodeAt(index);
    const hyphen = index === 8 || index === 13 || index === 18 || index === 23;
    if (hyphen ? code !== 0x2d : !isHexDigit(code)) return false;
  }
  return true;
}

/**
 * Whether a text is a phone number: 7 to 15 digits (the limit of ITU-T E.164) with `+`, `00` or `(` in front or parted
 * in two places at least. Dates and IP addresses are not.
 */
export function isPhone(text: string): boolean {
  if (text.length < 7 || text.length > 24 || !PHONE.test(text) || NOT_PHONE.test(text)) return false;
  let digits = 0;
  let parts = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x30 && code <= 0x39) digits += 1;
    else if (index > 0) parts += 1;
  }
  if (digits < 7 || digits > 15) return false;
  return parts >= 2 || text.startsWith("+") || text.startsWith("00") || text.startsWith("(");
}

// Each class leaves out the character that ends it, so there is one way to match and no backtracking.
const EMAIL = /^[^\s@,;:<>"()]+@[^\s@.,;:<>"()]+(?:\.[^\s@.,;:<>"()]+)+$/;
const URL_START = /^(?:https?:\/\/|ftp:\/\/|www\.)[^\s]/i;
const BLANK = /\s/;
const PHONE = /^[+(\d][\d ()./-]*\d$/;
/** Something like a date, also one that does not exist, or an IP address. */
const NOT_PHONE = /^(?:\d{1,4}([-/.])\d{1,2}\1\d{1,4}|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$)/;

function isHexDigit(code: number): boolean {
  const small = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (small >= 0x61 && small <= 0x66);
}
