import type { Random } from "../../harness/random.ts";
import type { MadeContent } from "../made-file.ts";
import { randomCell, randomName } from "../random-cell.ts";

/** Text whose cells stand at fixed positions, padded with spaces. */
export function fixedWidthFile(random: Random): MadeContent {
  const widths = Array.from({ length: 1 + random.below(7) }, () => 2 + random.below(16));
  const right = widths.map(() => random.chance(0.4));
  const gap = " ".repeat(random.below(4));
  const pad = (cell: string, index: number) => {
    const room = widths[index] ?? 1;
    const text = random.chance(0.02) ? cell : cell.replaceAll(/[\r\n]/g, " ").slice(0, room);
    return right[index] === true ? text.padStart(room) : text.padEnd(room);
  };
  const row = (cells: readonly string[]) => cells.map(pad).join(gap);
  const lines = [
    ...(random.chance(0.2) ? ["A report", ""] : []),
    row(widths.map((_, index) => randomName(random, index))),
    ...(random.chance(0.4) ? [widths.map((width) => "-".repeat(width)).join(gap)] : []),
    ...Array.from({ length: random.below(60) }, () =>
      random.chance(0.03) ? random.pick(["", "   ", "\u3000", "total"]) : row(widths.map(() => randomCell(random))),
    ),
    ...(random.chance(0.2) ? ["", "(12 rows affected)"] : []),
  ];
  const text = lines.map((line) => (random.chance(0.5) ? line.trimEnd() : line)).join(random.pick(["\n", "\r\n"]));
  return { kind: "fixed-width", name: random.pick(["a.txt", "a.prn", "a.fwf"]), content: text };
}
