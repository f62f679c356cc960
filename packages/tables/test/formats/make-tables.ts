/** A made-up table as text, and what a careful person reads in it. */
export interface MadeTable {
  readonly text: string;
  /** `undefined` where blanks line the cells up: then the text may be fixed-width as well. */
  readonly delimiter: string | undefined;
  readonly names: readonly string[] | undefined;
  readonly rows: readonly (readonly string[])[];
}

/** What chance decides, from a seed. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 to before 1 (Mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)] as T;
  }

  happens(share: number): boolean {
    return this.next() < share;
  }
}

const WORDS =
  "Anna Berlin Köln Oslo north red blue green pump valve sensor Smith Garcia Meyer ok fail open closed Paris Rome cat dog alpha beta gamma apple pear plum".split(
    " ",
  );
const PHRASES = ["New York", "Los Angeles", "O'Brien & Sons", "left side", "see note 4", "Rio de Janeiro", "Bad Homburg", "pump no. 2"];
const NAMES = "id name value date time amount city x y z temp press qty code status lat lon year month day flag count price".split(" ");

type CellKind = "whole" | "decimal" | "signed" | "date" | "time" | "number" | "word" | "code" | "letter" | "phrase";
const TYPED: readonly CellKind[] = ["whole", "decimal", "signed", "date", "time", "number"];

function makeCell(chance: Chance, kind: CellKind, row: number): string {
  const two = (most: number) => String(chance.whole(1, most)).padStart(2, "0");
  if (kind === "whole") return String(chance.whole(0, chance.pick([9, 99, 1_000, 100_000])));
  if (kind === "decimal") return (chance.next() * chance.pick([1, 10, 1_000])).toFixed(chance.whole(1, 3));
  if (kind === "signed") return (chance.next() * 200 - 100).toFixed(2);
  if (kind === "date") return `20${chance.whole(10, 24)}-${two(12)}-${two(28)}`;
  if (kind === "time") return `${two(23)}:${two(59)}`;
  if (kind === "number") return String(row + 1);
  if (kind === "code") return `${chance.pick(["A", "B", "X"])}${chance.whole(1, 999)}`;
  if (kind === "letter") return chance.pick(["Y", "N"]);
  return chance.pick(kind === "word" ? WORDS : PHRASES);
}

interface Cells {
  readonly names: string[];
  readonly rows: string[][];
}

function makeCells(chance: Chance, kinds: readonly CellKind[], count: number): Cells {
  const names = new Set<string>();
  while (names.size < kinds.length) names.add(chance.pick(NAMES));
  return { names: [...names], rows: Array.from({ length: count }, (_, row) => kinds.map((kind) => makeCell(chance, kind, row))) };
}

function kindsOf(chance: Chance, width: number, others: readonly CellKind[], typedShare = 0.5): CellKind[] {
  return Array.from({ length: width }, (_, at) => chance.pick(at * 2 < width || chance.happens(typedShare) ? TYPED : others));
}

function written(rows: readonly (readonly string[])[], delimiter: string): string {
  return rows.map((row) => `${row.join(delimiter)}\n`).join("");
}

function usualDelimiter(chance: Chance): string {
  return chance.pick([",", ";", "\t", "|"]);
}

/** Kinds of tables that are easily read wrongly, each made by chance. */
export const madeTables: Readonly<Record<string, (chance: Chance) => MadeTable>> = {
  "one blank between typed cells"(chance) {
    const { names, rows } = makeCells(chance, kindsOf(chance, chance.whole(2, 8), ["word", "code", "letter"]), chance.whole(4, 60));
    const isNamed = chance.happens(0.7);
    return { text: written(isNamed ? [names, ...rows] : rows, " "), delimiter: " ", names: isNamed ? names : undefined, rows };
  },

  "typed cells that blanks line up"(chance) {
    const kinds = kindsOf(chance, chance.whole(2, 8), ["word", "code", "letter"]);
    return linedUp(chance, kinds, chance.happens(0.8));
  },

  "phrases that blanks line up"(chance) {
    return linedUp(chance, [...kindsOf(chance, chance.whole(2, 6), ["phrase", "word"]), "phrase"], true);
  },

  "a sign that is rarely a delimiter"(chance) {
    const sign = chance.pick(["#", "=", "&", "!", "?"]);
    const kinds = kindsOf(chance, chance.whole(sign === "=" ? 3 : 2, 7), ["word", "code", "phrase"]);
    const { names, rows } = makeCells(chance, kinds, chance.whole(4, 60));
    const clean = rows.map((row) => row.map((cell) => cell.replaceAll(sign, "")));
    const isNamed = chance.happens(0.7);
    return { text: written(isNamed ? [names, ...clean] : clean, sign), delimiter: sign, names: isNamed ? names : undefined, rows: clean };
  },

  "a delimiter of several signs"(chance) {
    const delimiter = chance.pick(["||", "::", ";;", "|~|", "~~", "^^", "§§"]);
    const { names, rows } = makeCells(chance, kindsOf(chance, chance.whole(3, 6), ["word", "phrase", "code"]), chance.whole(4, 40));
    return { text: written([names, ...rows], delimiter), delimiter, names, rows };
  },

  "a few pairs of apostrophes for nothing"(chance) {
    const delimiter = usualDelimiter(chance);
    const { names, rows } = makeCells(chance, kindsOf(chance, chance.whole(2, 8), ["word", "phrase", "code"]), chance.whole(5, 80));
    const some = rows.map((row, index) => row.map((cell, at) => (chance.happens(0.06) || index + at === 1 ? "''" : cell)));
    return { text: written([names, ...some], delimiter), delimiter, names, rows: some };
  },

  "a line that is drawn above the names"(chance) {
    const delimiter = usualDelimiter(chance);
    const { names, rows } = makeCells(chance, kindsOf(chance, chance.whole(3, 7), ["word", "phrase"]), chance.whole(4, 40));
    const line = `${chance.pick(["-", "=", "_", "*"]).repeat(chance.whole(8, 60))}\n`;
    const title = chance.happens(0.5) ? "Report of pumps\n" : "";
    return {
      text: title + line + written([names], delimiter) + (chance.happens(0.4) ? line : "") + written(rows, delimiter),
      delimiter,
      names,
      rows,
    };
  },

  "a word alone above the names"(chance) {
    const delimiter = usualDelimiter(chance);
    const { names, rows } = makeCells(chance, kindsOf(chance, chance.whole(2, 6), ["word"]), chance.whole(4, 40));
    return {
      text: `${chance.pick(["Measurements", "export", "Kunden"])}\n${written([names, ...rows], delimiter)}`,
      delimiter,
      names,
      rows,
    };
  },

  "a name of the first column alone"(chance) {
    const delimiter = usualDelimiter(chance);
    const kinds = ["number" as const, ...kindsOf(chance, chance.whole(2, 4), TYPED)];
    const { rows } = makeCells(chance, kinds, chance.whole(5, 40));
    const names = [chance.pick(["id", "date", "name"]), ...kinds.slice(1).map((_, index) => `column_${index + 2}`)];
    return { text: written([[names[0] ?? "", ...kinds.slice(1).map(() => "")], ...rows], delimiter), delimiter, names, rows };
  },

  "names in another delimiter than the rows"(chance) {
    const delimiter = usualDelimiter(chance);
    const other = chance.pick([",", ";", "\t", "|"].filter((sign) => sign !== delimiter));
    const { names, rows } = makeCells(chance, kindsOf(chance, chance.whole(2, 7), ["word"]), chance.whole(4, 40));
    return { text: written([names], other) + written(rows, delimiter), delimiter, names, rows };
  },

  "quoted cells that end in an inch sign"(chance) {
    const delimiter = usualDelimiter(chance);
    const { names, rows } = makeCells(chance, kindsOf(chance, chance.whole(2, 6), ["word", "phrase"]), chance.whole(4, 40));
    const column = chance.whole(0, names.length - 1);
    const isAll = chance.happens(0.5);
    const inches = rows.map((row, index) =>
      row.map((cell, at) => (at === column ? `pipe ${chance.whole(1, 60)}${index === 1 || chance.happens(0.4) ? '"' : ""}` : cell)),
    );
    const quoted = inches.map((row) => row.map((cell, at) => (isAll || at === column ? `"${cell}"` : cell)));
    return { text: written([names, ...quoted], delimiter), delimiter, names, rows: inches };
  },

  "names and two rows"(chance) {
    const delimiter = usualDelimiter(chance);
    const { names, rows } = makeCells(chance, kindsOf(chance, chance.whole(2, 6), ["word", "phrase", "code"], 0.3), 2);
    return { text: written([names, ...rows], delimiter), delimiter, names, rows };
  },
};

function linedUp(chance: Chance, kinds: readonly CellKind[], isNamed: boolean): MadeTable {
  const { names, rows } = makeCells(chance, kinds, chance.whole(6, 50));
  const all = isNamed ? [names, ...rows] : rows;
  const widths = kinds.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const isLeft = kinds.map((kind) => kind === "phrase" || chance.happens(0.4));
  const gap = " ".repeat(kinds.includes("phrase") ? chance.whole(2, 4) : chance.whole(1, 3));
  const line = (row: readonly string[]) =>
    row.map((cell, at) => (isLeft[at] ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(gap);
  const isTrimmed = chance.happens(0.7);
  const text = all.map((row) => `${isTrimmed ? line(row).trimEnd() : line(row)}\n`).join("");
  return { text, delimiter: undefined, names: isNamed ? names : undefined, rows };
}
