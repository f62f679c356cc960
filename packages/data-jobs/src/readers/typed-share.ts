import { Kind } from "../values/kind.ts";
import { readValue } from "../values/read-value.ts";
import { createReading } from "../values/reading.ts";

/** The share of the filled cells that look like something: a number, a date, an address, a plain word. 1 without filled cells. */
export function typedShare(rows: readonly (readonly string[])[], quote: string | null): number {
  const reading = createReading();
  let filled = 0;
  let typed = 0;
  for (const row of rows.slice(0, 100)) {
    for (const cell of row.slice(0, 50)) {
      if (cell.trim() === "") continue;
      filled += 1;
      readValue(cell, reading);
      if (reading.kind !== Kind.Text) typed += 1;
      else if (isPlain(cell, quote)) typed += PLAIN_WORD;
    }
  }
  return filled === 0 ? 1 : typed / filled;
}

/** Words say less than numbers: also a wrong delimiter leaves some. */
const PLAIN_WORD = 0.6;

/** Without what a wrong delimiter or a wrong quote leaves in a cell. */
function isPlain(cell: string, quote: string | null): boolean {
  if (/[,;\t|]/.test(cell)) return false;
  return !(cell.startsWith('"') || cell.startsWith(quote ?? '"')) || cell.length === 1;
}
