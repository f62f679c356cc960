import { KINDS, makeColumn, sentence, TYPED_KINDS } from "./columns.ts";
import type { Random } from "./random.ts";

/** A text whose form is known. */
export interface DetectionCase {
  readonly family: string;
  readonly text: string;
  readonly delimiter: string | null;
  readonly quote: string;
  readonly escape: string;
  /** Whether the text has the quote as a quote, and the escape as an escape: else any answer is right. */
  readonly quoted: boolean;
  readonly escaped: boolean;
  readonly preambleRows: number;
  readonly headerRows: number;
  /** How many cells most rows have. */
  readonly width: number;
}

const DELIMITERS = [
  ...Array<string>(8).fill(","),
  ...Array<string>(6).fill(";"),
  ...Array<string>(3).fill("\t"),
  ...Array<string>(2).fill("|"),
  "^",
  "~",
  ":",
  " ",
  "*",
  "&",
  "\u001f",
  "\u0001",
  "||",
  "::",
  "|~|",
  "§",
];

/** Makes a table in a dialect and with pollution that chance picks. */
export function makeTableCase(random: Random): DetectionCase {
  const delimiter = random.pick(DELIMITERS);
  const quote = random.chance(0.12) ? "'" : '"';
  const escape = random.chance(0.12) ? "\\" : quote;
  const habit = random.pick(["minimal", "minimal", "minimal", "all", "text", "some"]);
  const lineEnd = random.pick(["\n", "\n", "\n", "\r\n", "\r\n", "\r"]);
  const spaced = delimiter !== " " && delimiter !== "\t" && random.chance(0.08);
  const kinds = random.chance(0.3) ? TYPED_KINDS : KINDS;
  const columns = Array.from({ length: random.pick([2, 3, 4, 5, 6, 8, 12, 25]) }, () => makeColumn(random, kinds));
  const rowCount = random.pick([2, 3, 5, 10, 30, 80, 200]);
  let quoted = false;
  let escaped = false;
  const write = (cells: readonly string[], isHeader: boolean) =>
    cells
      .map((cell) => {
        const must =
          cell.includes(delimiter) ||
          cell.includes(quote) ||
          /[\r\n]/.test(cell) ||
          (delimiter === " " && cell === "") ||
          (escape === "\\" && cell.includes("\\"));
        const may = habit === "all" || (habit === "text" && !isHeader && /[a-z]/i.test(cell)) || (habit === "some" && random.chance(0.2));
        if (!must && !may) return cell;
        quoted = true;
        const special = escape === "\\" ? cell.replaceAll("\\", "\\\\") : cell;
        if (cell.includes(quote) || special !== cell) escaped = true;
        return quote + special.replaceAll(quote, escape + quote) + quote;
      })
      .join(spaced ? `${delimiter} ` : delimiter);

  const hasHeader = random.chance(0.85);
  const rows = Array.from({ length: rowCount }, () =>
    columns.map(({ value }) => (random.chance(0.01) && habit !== "minimal" ? `${value()}\nsecond line` : value())),
  );
  const lines = rows.map((cells) => write(cells, false));
  const pollution = random.pick([
    "none",
    "none",
    "none",
    "none",
    "none",
    "preamble",
    "padded",
    "comments",
    "ragged",
    "trailing",
    "blank lines",
    "footer",
    "sep",
    "two headers",
    "long notes",
  ]);
  let preambleRows = 0;
  const head = hasHeader
    ? [
        write(
          columns.map(({ name }) => name),
          true,
        ),
      ]
    : [];
  if (pollution === "preamble") {
    const above = [
      `Report ${random.below(99)}`,
      `Created ${2000 + random.below(26)}-01-0${1 + random.below(9)}`,
      ...(random.chance(0.5) ? [""] : []),
    ].slice(-1 - random.below(3));
    head.unshift(...above);
    preambleRows = above.length;
  }
  if (pollution === "long notes") {
    const above = Array.from({ length: 1 + random.below(6) }, () => sentence(random, 12));
    head.unshift(...above, "");
    preambleRows = above.length + 1;
  }
  if (pollution === "padded" && columns.length > 2) {
    head.unshift(`Report${delimiter.repeat(columns.length - 1)}`);
    preambleRows = 1;
  }
  if (pollution === "comments") {
    const above = Array.from({ length: 1 + random.below(3) }, () => `# ${sentence(random)}`);
    head.unshift(...above);
    preambleRows = above.length;
  }
  if (pollution === "sep" && delimiter.length === 1) {
    head.unshift(`sep=${delimiter}`);
    preambleRows = 1;
  }
  if (pollution === "two headers" && hasHeader)
    head.unshift(
      write(
        columns.map((_, index) => (index % 3 === 1 || index === 0 ? (["2023", "2024", "Group A", "Sales"][random.below(4)] ?? "") : "")),
        true,
      ),
    );
  if (pollution === "ragged") {
    for (let index = 0; index < lines.length; index += 1) {
      if (random.chance(0.1)) lines[index] += delimiter + random.pick(["x", ""]);
    }
  }
  if (pollution === "trailing") {
    for (let index = 0; index < lines.length; index += 1) lines[index] += delimiter;
    if (head.length > 0 && random.chance(0.5)) head[head.length - 1] += delimiter;
  }
  if (pollution === "blank lines") lines.splice(random.below(lines.length), 0, "");
  if (pollution === "footer") lines.push("", `Source: ${sentence(random, 5)}`);
  const text = [...head, ...lines].join(lineEnd) + (random.chance(0.85) ? lineEnd : "");
  const headerRows = (hasHeader ? 1 : 0) + (pollution === "two headers" && hasHeader ? 1 : 0);
  return {
    family: pollution,
    text,
    delimiter,
    quote,
    escape,
    quoted,
    escaped,
    preambleRows,
    headerRows,
    width: columns.length + (pollution === "trailing" ? 1 : 0),
  };
}

/** Makes a file of one column, which must not be torn apart. */
export function makeListCase(random: Random): DetectionCase {
  const [family, make] = random.pick(LISTS);
  const lines = Array.from({ length: random.pick([3, 6, 20, 100]) }, () => make(random));
  const text = `${lines.join("\n")}\n`;
  return {
    family: `list of ${family}`,
    text,
    delimiter: null,
    quote: '"',
    escape: '"',
    quoted: false,
    escaped: false,
    preambleRows: 0,
    headerRows: 0,
    width: 1,
  };
}

const kind = (name: string) => KINDS.find(([names]) => names.includes(name))?.[1] ?? (() => "");
const LISTS: readonly (readonly [family: string, make: (random: Random) => string])[] = [
  ["sentences", (r) => sentence(r)],
  ["long sentences", (r) => sentence(r, 20 + r.below(30))],
  ["numbers", (r) => String(r.below(1_000_000))],
  ["decimals", (r) => `${r.below(1000)}.${r.below(99)}`],
  ["dates", kind("created")],
  ["date-times", kind("timestamp")],
  ["date-times with a blank", kind("updated_at")],
  ["links", kind("url")],
  ["addresses of mail", kind("email")],
  ["JSON", (r) => `{"id":${r.below(99)},"tags":["a","b"],"ok":${r.chance(0.5)}}`],
  ["IP addresses", kind("ip")],
  ["paths", kind("path")],
  ["log lines", (r) => `${kind("updated_at")(r)} ${r.pick(["INFO", "WARN", "ERROR"])} ${sentence(r, 2 + r.below(9))}`],
  ["grouped numbers", (r) => String(r.below(10 ** (2 + r.below(7)))).replace(/\B(?=(\d{3})+$)/g, ",")],
  ["names", kind("Vorname")],
  ["full names", kind("Kunde")],
];
