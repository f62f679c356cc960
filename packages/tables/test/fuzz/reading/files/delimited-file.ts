import type { Random } from "../../harness/random.ts";
import type { MadeContent } from "../made-file.ts";
import { randomCell, randomName } from "../random-cell.ts";

/** Delimited text in any dialect, with all that may stand around and between its rows. */
export function delimitedFile(random: Random): MadeContent {
  const delimiter = random.pick([",", ",", ",", ";", ";", "\t", "\t", "|", ":", " ", "^", "~", "\u0001", "||", ", ", "#"]);
  const quote = random.pick(['"', '"', '"', "'", ""]);
  const lineEnd = random.pick(["\n", "\n", "\r\n", "\r"]);
  const width = random.chance(0.02) ? 1 + random.below(400) : 1 + random.below(8);
  const rowCount = random.chance(0.05) ? random.below(2_500) : random.below(45);
  const quotes = random.pick([0, 0.1, 0.5, 1]);
  const ragged = random.pick([0, 0, 0.05, 0.5]);
  const odd = random.pick([0, 0.02, 0.2]);
  const write = (cell: string) => (quote !== "" && random.chance(quotes) ? quote + cell.replaceAll(quote, quote + quote) + quote : cell);
  const row = (cells: readonly string[]) => cells.map(write).join(delimiter);
  const columns = Array.from({ length: width }, () => Array.from({ length: 4 }, () => randomCell(random)));
  const header = columns.map((_, index) => randomName(random, index));
  const dataRow = () => {
    const cells = columns.map((samples) => (random.chance(0.7) ? random.pick(samples) : randomCell(random)));
    if (random.chance(ragged)) cells.length = random.below(width + 1);
    if (random.chance(ragged / 2)) cells.push(randomCell(random));
    return row(cells);
  };
  const oddLine = () =>
    random.pick([
      "",
      " ",
      "\u0001",
      "\u3000",
      '""',
      "# a comment",
      delimiter.repeat(width - 1),
      "Total",
      row(header),
      "-----",
      `${quote}open`,
      "note: see above",
    ]);
  const lines = [
    ...(random.chance(0.1) ? [`sep=${delimiter}`] : []),
    ...(random.chance(0.15)
      ? random.list(6, () => random.pick(["Report", "", "created: 2024-01-01", "# version 2", randomCell(random)]))
      : []),
    ...(random.chance(0.8) ? [row(header)] : []),
    ...(random.chance(0.05) ? [row(columns.map(() => random.pick(["kg", "m/s", ""])))] : []),
    ...Array.from({ length: rowCount }, () => (random.chance(odd) ? oddLine() : dataRow())),
    ...(random.chance(0.1) ? ["", row(header.toReversed()), ...random.list(10, dataRow)] : []),
    ...(random.chance(0.1) ? ["", "Source: somewhere", ...random.list(3, () => "")] : []),
  ];
  const mixed = random.chance(0.05);
  const text = lines.map((line) => line + (mixed ? random.pick(["\n", "\r\n", "\r"]) : lineEnd)).join("");
  const name = random.pick(["a.csv", "a.tsv", "a.txt", "a", "a.json", "a.xlsx", "a.dat"]);
  return { kind: "delimited", name, content: random.chance(0.3) ? text.slice(0, -lineEnd.length) : text };
}
