import type { Random } from "../../harness/random.ts";
import type { MadeContent } from "../made-file.ts";
import { randomCell } from "../random-cell.ts";

/** Lines that are no table: prose, logs, markup, code, settings, or nothing at all. */
export function freeTextFile(random: Random): MadeContent {
  const line = random.pick(LINES);
  const lines = Array.from({ length: random.below(50) }, () => (random.chance(0.1) ? "" : line(random)));
  return {
    kind: "text",
    name: random.pick(["a.txt", "a.log", "a.md", "a", "a.csv"]),
    content: lines.join(random.pick(["\n", "\r\n", "\n\n"])),
  };
}

const LINES: readonly ((random: Random) => string)[] = [
  (random) => random.list(30, () => randomCell(random)).join(" "),
  (random) =>
    `2024-01-${10 + random.below(18)} 12:00:0${random.below(9)} [${random.pick(["INFO", "WARN"])}] ${randomCell(random)}: ${randomCell(random)}`,
  (random) => `<p class="a">${randomCell(random)}</p>`,
  (random) => `  ${random.pick(["key", "other.key", "[section]"])} = ${randomCell(random)};`,
  (random) => `INSERT INTO t VALUES (${random.list(5, () => randomCell(random)).join(", ")});`,
  (random) => `From: ${randomCell(random)}`,
  (random) => random.pick(["ACGT", "deadbeef ", "0123 ", "-", "."]).repeat(random.below(random.chance(0.1) ? 4_000 : 30)),
  (random) => `${random.below(100)} ${random.below(100)}  ${random.below(100)}`,
];
