/**
 * What a number format shows a code as: zeros, of which each is a digit, and signs that stand between them, `000-00-0000`. A postal code, a number of
 * an article or of a person is stored as a number, and the format is all that keeps its zeros.
 */
export type CodeFormat = string;

/** The form of codes that a format code shows; `undefined` if it is a format of numbers, dates or text. */
export function codeFormat(code: string): CodeFormat | undefined {
  const section = /^(?:[^";\\]|\\.|"[^"]*")*/.exec(code.slice(0, MAX_CODE_LENGTH))?.[0] ?? "";
  const form = section
    .replaceAll(/_.|\*./gsu, "")
    .replaceAll(/\[\$-[^\]]*\]/g, "")
    .replaceAll(/\\(.)/gsu, "$1")
    .replaceAll('"', "");
  const isPlain = /^[0\-/ ]+$/.test(section.replaceAll(/\\.|"[^"]*"|_.|\*.|\[\$-[^\]]*\]/gsu, ""));
  return isPlain && !/[1-9]/.test(form) && form.split("0").length > 2 ? form : undefined;
}

/** A format code of Excel has at most 255 characters. */
const MAX_CODE_LENGTH = 1000;

/** A number as its format shows it, or `undefined` for one that is no code: with a sign, decimals or more than 15 digits. */
export function codeText(raw: string, form: CodeFormat): string | undefined {
  const digits = raw.trim();
  if (!/^\d{1,15}$/.test(digits)) return undefined;
  const places = form.split("0").length - 1;
  const padded = digits.padStart(places, "0");
  // What has more digits than the form has them all at its first place.
  let at = padded.length - places + 1;
  let isFirst = true;
  return form.replaceAll("0", () => {
    if (!isFirst) return padded[at++] ?? "";
    isFirst = false;
    return padded.slice(0, at);
  });
}
