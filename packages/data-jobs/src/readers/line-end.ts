import type { LineEnd } from "./dialect.ts";

/** How the lines of a text end, quoted line breaks left out. `lf` for a text of one line. */
export function lineEndOf(text: string, quote: string | null): LineEnd {
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
