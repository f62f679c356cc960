import type { Random } from "../../harness/random.ts";
import type { MadeContent } from "../made-file.ts";
import { randomCell, randomName } from "../random-cell.ts";

/** A table that is drawn with bars and lines, as Markdown and SQL shells draw it. */
export function drawnFile(random: Random): MadeContent {
  const [bar, line, cross] = random.pick([
    ["|", "-", "+"],
    ["|", "-", "|"],
    ["│", "─", "┼"],
    ["|", "=", "+"],
  ]);
  const widths = Array.from({ length: 1 + random.below(5) }, () => 2 + random.below(12));
  const hasEnds = random.chance(0.7);
  const ruling = cross + widths.map((width) => line.repeat(width + 2)).join(cross) + cross;
  const row = (cells: readonly string[]) => {
    const inner = cells.map((cell, index) => ` ${cell.replaceAll(/[\r\n]/g, " ").padEnd(widths[index] ?? 1)} `).join(bar);
    return hasEnds ? bar + inner + bar : inner;
  };
  const lines = [
    ...(random.chance(0.3) ? ["some words above", ""] : []),
    ...(random.chance(0.5) ? [ruling] : []),
    row(widths.map((_, index) => randomName(random, index))),
    ...(random.chance(0.9) ? [ruling] : []),
    ...Array.from({ length: random.below(40) }, () =>
      random.chance(0.08) ? random.pick(["", ruling, "no bars", bar]) : row(widths.map(() => randomCell(random))),
    ),
    ...(random.chance(0.5) ? [ruling] : []),
    ...(random.chance(0.3) ? ["", "(3 rows)"] : []),
  ];
  return { kind: "drawn", name: random.pick(["a.md", "a.txt", "a.csv"]), content: lines.join(random.pick(["\n", "\r\n"])) };
}
