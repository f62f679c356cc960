/**
 * A text as it stands in the XML of a workbook. What XML cannot hold, and a carriage return, which it would change, are written as
 * `_x000D_`; a text that looks like such an escape has its underscore escaped (ECMA-376, 22.9.2.19).
 */
export function xmlEscaped(text: string): string {
  return NEEDS_ESCAPE.test(text) ? text.replaceAll(ESCAPED, (found) => NAMED[found] ?? codeEscaped(found)) : text;
}

/** Also control characters that XML holds: it costs nothing, and programs disagree about them. Surrogates, where they stand alone. */
const NEEDS_ESCAPE = /[&<>"\ufffe\uffff\ud800-\udfff]|(?![\t\n])\p{Cc}|_(?=x[\dA-Fa-f]{4}_)/u;
const ESCAPED = new RegExp(NEEDS_ESCAPE, "gu");

const NAMED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function codeEscaped(sign: string): string {
  return `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
}
