import type { LineEnd } from "../table/dialect.ts";

/** How the lines of a text end, quoted line breaks left out. `lf` for a text of one line. */
export function lineEndOf(text: string, quote: string | null): LineEnd {
  // Whatever is in quotes, there is nothing else that it could be.
  if (!text.includes("\r")) return "lf";
  if (isCrlf(text, quote)) return "crlf";
  const seen = new Set<LineEnd>();
  let inQuotes = false;
  for (let position = 0; position < text.length; position += 1) {
    const sign = text[position];
    if (sign === quote) inQuotes = !inQuotes;
    if (inQuotes) continue;
    if (sign === "\n") seen.add("lf");
    if (sign === "\r") {
      const crlf = text[position + 1] === "\n";
      seen.add(crlf ? "crlf" : "cr");
      if (crlf) position += 1;
    }
  }
  const [first, second] = seen;
  return second === undefined ? (first ?? "lf") : "mixed";
}

/** Whether every line break is CRLF, quoted ones too, and the first is not quoted: so it is in most files that have a CR. */
function isCrlf(text: string, quote: string | null): boolean {
  const first = text.indexOf("\r\n");
  if (first < 0 || /\r(?!\n)|(?<!\r)\n/.test(text)) return false;
  return quote === null || text.slice(0, first).split(quote).length % 2 === 1;
}
