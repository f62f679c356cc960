/** How many code points a text has. */
export function codePointCount(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at += 1) {
    if (isHighSurrogate(text, at) && isLowSurrogate(text, at + 1)) {
      count -= 1;
      at += 1;
    }
  }
  return count;
}

/** Where in the text the code point of that number starts, or the end of the text. */
function indexOfCodePoint(text: string, number: number): number {
  if (!/[\u{d800}-\u{dfff}]|[\u{10000}-\u{10ffff}]/u.test(text)) return Math.min(number, text.length);
  let at = 0;
  for (let passed = 0; passed < number && at < text.length; passed += 1) {
    at += isHighSurrogate(text, at) && isLowSurrogate(text, at + 1) ? 2 : 1;
  }
  return at;
}

/** The code points from `start` up to `end`; negative numbers count from the end. */
export function sliceCodePoints(text: string, start: number, end: number | undefined): string {
  const count = start < 0 || (end !== undefined && end < 0) ? codePointCount(text) : 0;
  const from = indexOfCodePoint(text, start < 0 ? Math.max(0, count + start) : start);
  if (end === undefined) return text.slice(from);
  const to = indexOfCodePoint(text, end < 0 ? Math.max(0, count + end) : end);
  return to > from ? text.slice(from, to) : "";
}

function isHighSurrogate(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc_00) === 0xd8_00;
}

function isLowSurrogate(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc_00) === 0xdc_00;
}
