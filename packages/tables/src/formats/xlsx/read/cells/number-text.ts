/**
 * The text of a number cell: the shortest decimal that reads back as the same number, so that `1.1000000000000001`, which is
 * what a spreadsheet writes for 1.1, is `1.1` again. Digits that a number of 64 bits cannot hold are kept if they are there.
 * What is no number stays as it is.
 */
export function numberText(raw: string): string {
  if (isShortest(raw)) return raw;
  const trimmed = raw.trim();
  if (isShortest(trimmed) || trimmed === "") return trimmed;
  const value = Number(trimmed);
  if (!Number.isFinite(value)) return raw;
  return value === 0 ? "0" : String(value);
}

/** Whether a text is an integer of any length, or a decimal of at most 15 digits: those come back from a number unchanged. */
function isShortest(text: string): boolean {
  const negative = text.charCodeAt(0) === 45;
  const from = negative ? 1 : 0;
  const { length } = text;
  let point = -1;
  for (let at = from; at < length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign >= 48 && sign <= 57) continue;
    if (sign !== 46 || point >= 0) return false;
    point = at;
  }
  if (length === from) return false;
  const startsWithZero = text.charCodeAt(from) === 48;
  if (point < 0) return !startsWithZero || (length === 1 && !negative);
  if (point === from || point === length - 1 || length - from > 16) return false;
  // 0.0000001 would be 1e-7.
  if (startsWithZero && (point !== from + 1 || text.startsWith("00000", point + 1))) return false;
  return text.charCodeAt(length - 1) !== 48;
}
