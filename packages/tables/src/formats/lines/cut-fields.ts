import type { FixedLayout } from "../../table/fixed-layout.ts";
import type { LineReader } from "./read-lines.ts";

/**
 * Cuts lines at the positions of a layout. Blanks around a value do not belong to it; what a short line does not have is empty.
 *
 * What stands outside of the fields is noted.
 *
 * @param hasGutters - whether there is a blank between two fields, as where the layout was detected: then a value that goes on from one
 *   into the next is noted, too
 */
export function createFieldCutter(layout: FixedLayout, hasGutters: boolean): LineReader {
  const fields = layout.map(({ start, width }) => ({ from: start - 1, to: start - 1 + width }));
  const gaps = gapsBetween(fields);
  const seams = hasGutters ? fields.slice(1).map(({ from }) => from) : [];
  return (line, note) => {
    // Positions count characters, as an editor does. Half characters come only with those outside of the first plane.
    const characters = HIGH.test(line) ? Array.from(line) : undefined;
    const at = (from: number, to: number) => (characters ? characters.slice(from, to).join("") : line.slice(from, to));
    for (const { from, to } of gaps) {
      const outside = at(from, to).trim();
      if (outside !== "") note("text_between_fields", `${JSON.stringify(shown(outside))} from position ${from + 1} on`);
    }
    for (const seam of seams) {
      if (/^\S\S/.test(at(seam - 1, seam + 1))) note("text_between_fields", `a value goes on over position ${seam + 1}`);
    }
    return fields.map(({ from, to }) => at(from, to).trim());
  };
}

const HIGH = /[\ud800-\udbff]/;

interface Span {
  readonly from: number;
  readonly to: number;
}

function gapsBetween(fields: readonly Span[]): Span[] {
  const gaps: Span[] = [];
  let end = 0;
  for (const { from, to } of fields) {
    if (from > end) gaps.push({ from: end, to: from });
    end = to;
  }
  if (Number.isFinite(end)) gaps.push({ from: end, to: Number.POSITIVE_INFINITY });
  return gaps;
}

function shown(text: string): string {
  return text.length <= 30 ? text : `${text.slice(0, 29)}…`;
}
