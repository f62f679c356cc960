import type { FixedLayout } from "../../table/fixed-layout.ts";
import type { RowRange } from "../../frame/table-frame.ts";

/**
 * The notes under a table of fixed width: lines that go on over the borders of its fields, below a blank line, and what SQL shells say
 * about the number of rows. Both ends are the number of lines if there are none.
 *
 * @param lines - all lines of the text
 */
export function noteLines(lines: readonly string[], layout: FixedLayout): RowRange {
  const seams = layout.slice(1).map(({ start }) => start - 1);
  const crosses = (line: string) => seams.some((seam) => /^\S\S/.test(line.slice(seam - 1, seam + 1)));
  const isBlank = (at: number) => (lines[at] ?? "").trim() === "";
  let to = lines.length;
  while (to > 0 && isBlank(to - 1)) to -= 1;
  let from = to;
  for (let at = to - 1; at > 0; at -= 1) {
    if (isBlank(at)) continue;
    const line = lines[at] ?? "";
    if (!ROW_COUNT.test(line) && !crosses(line)) break;
    if (ROW_COUNT.test(line) || isBlank(at - 1)) from = at;
  }
  return { from, to };
}

const ROW_COUNT = /^\s*\(?\d+ (?:rows?|records?|zeilen?|lignes?|filas?)\b[^,;|\t]{0,30}$/i;
