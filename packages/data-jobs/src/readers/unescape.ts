import type { Dialect } from "./dialect.ts";

/**
 * Makes the text of what lies between a cell's quotes: doubled quotes are one, and so is an escape before a quote or another
 * escape. Any other escape is a character like others: `\n` stays what it is.
 */
export function createUnescape({ quote, escape }: Dialect): (content: string) => string {
  if (quote === null) return (content) => content;
  if (escape === null || escape === quote) {
    const doubled = quote + quote;
    return (content) => (content.includes(quote) ? content.replaceAll(doubled, quote) : content);
  }
  const signs = `[${escapeRegExp(quote)}${escapeRegExp(escape)}]`;
  const pairs = new RegExp(`${escapeRegExp(escape)}(${signs})|${escapeRegExp(quote)}(${escapeRegExp(quote)})`, "gu");
  return (content) => content.replace(pairs, "$1$2");
}

function escapeRegExp(sign: string): string {
  return `\\u{${sign.codePointAt(0)?.toString(16)}}`;
}
