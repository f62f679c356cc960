import { parse } from "csv-parse/sync";
import { createKernel } from "../../src/kernel/kernel.ts";
import { createStructuralIndex, type RepairKind } from "../../src/formats/delimited/structural-index.ts";
import { createRowCutter } from "../../src/formats/delimited/row-cutter.ts";
import type { Dialect } from "../../src/table/dialect.ts";

// Our reader against csv-parse, on made-up files and on damaged ones. Everything follows from a seed.

/** What a text comes to. */
interface Readout {
  readonly rows: string[][];
  readonly repairs: readonly RepairKind[];
}

/**
 * Makes file number `seed`, reads it with both, and answers what is wrong; nothing if all is well:
 *
 * * An undamaged file is read as it was written, and nothing is repaired.
 * * What csv-parse (strict) can read, we read alike, and repair nothing. What it refuses, we repair and say so.
 * * No letter of the file is lost, whatever is wrong with it, and their order stays.
 * * Where the text is cut into chunks makes no difference, nor whether the machine has SIMD.
 */
export function compareFile(seed: number): string | undefined {
  const random = createRandom(seed);
  const dialect = randomDialect(random);
  const table = randomTable(random);
  const written = write(table, dialect, random);
  const damaged = random.below(4) > 0;
  const text = damaged ? damage(written, dialect, random) : written;
  const problem = judge(text, dialect, damaged ? undefined : table, random);
  return problem === undefined ? undefined : `file ${seed}: ${problem}\n${JSON.stringify(dialect)}\n${JSON.stringify(text)}`;
}

function judge(text: string, dialect: Dialect, table: string[][] | undefined, random: Random): string | undefined {
  const bytes = Buffer.from(text);
  const ours = read([bytes], dialect);
  if (table && !isSame(ours.rows, table)) return `written ${JSON.stringify(table)}, read ${JSON.stringify(ours.rows)}`;
  if (table && ours.repairs.length > 0) return `repaired without need: ${ours.repairs.join(", ")}`;
  const cut = random.below(bytes.length + 1);
  const chunks = [bytes.subarray(0, cut), bytes.subarray(cut)];
  if (!isSame(read(chunks, dialect), ours)) return `other rows or repairs when cut at ${cut}: ${JSON.stringify(read(chunks, dialect))}`;
  if (!isSame(read([bytes], dialect, false), ours)) return `other rows without SIMD: ${JSON.stringify(read([bytes], dialect, false))}`;
  if (lettersOf(ours.rows.flat().join("")) !== lettersOf(text)) return `letters lost: ${JSON.stringify(ours)}`;
  const theirs = readWithCsvParse(text, dialect);
  if (theirs === undefined) {
    // With a backslash as the escape we understand doubled quotes as well.
    const isOurs = dialect.escape === "\\" && text.includes(`${dialect.quote}${dialect.quote}`);
    return ours.repairs.length > 0 || isOurs ? undefined : `csv-parse refuses it, we said nothing: ${JSON.stringify(ours.rows)}`;
  }
  if (ours.repairs.length > 0) return `csv-parse reads it, we repaired: ${ours.repairs.join(", ")}`;
  // A backslash before another sign than a quote or a backslash: csv-parse drops it, here it stays (`C:\\new`).
  const comparable = (rows: string[][]) =>
    dialect.escape === "\\" ? rows.map((row) => row.map((cell) => cell.replaceAll("\\", ""))) : rows;
  return isSame(comparable(ours.rows), comparable(theirs))
    ? undefined
    : `csv-parse ${JSON.stringify(theirs)}, we ${JSON.stringify(ours.rows)}`;
}

const kernels = { simd: createKernel(true), scalar: createKernel(false) };
const BOUNDS = { maxRecordBytes: 1_000_000, maxCells: 1_000 };

function read(chunks: readonly Uint8Array[], dialect: Dialect, simd = true): Readout {
  const index = createStructuralIndex(dialect, BOUNDS, simd ? kernels.simd : kernels.scalar);
  const cutter = createRowCutter(index);
  const rows: string[][] = [];
  const repairs: RepairKind[] = [];
  for (const [number, chunk] of chunks.entries()) {
    index.append(chunk);
    while (index.next(number === chunks.length - 1)) {
      cutter.start();
      rows.push(...cutter.take(Number.POSITIVE_INFINITY));
      repairs.push(...index.repairs().map(({ kind }) => kind));
    }
  }
  index.release();
  return { rows, repairs };
}

/** Strict, so that what it takes is well-formed. `undefined` if it refuses the text. */
function readWithCsvParse(text: string, { delimiter, quote, escape }: Dialect): string[][] | undefined {
  try {
    return parse(text, { delimiter: delimiter ?? ",", quote, escape, record_delimiter: ["\r\n", "\n", "\r"], relax_column_count: true });
  } catch {
    return undefined;
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function lettersOf(text: string): string {
  return text.replaceAll(/[^a-zA-Zäßжж中😀]/gu, "");
}

function randomDialect(random: Random): Dialect {
  const quote = random.pick(['"', '"', '"', "'"]);
  const escape = random.below(4) === 0 ? "\\" : quote;
  return { delimiter: random.pick([",", ";", "\t", "|", ",", ":", "||"]), quote, escape, skipInitialSpace: false };
}

const CONTENT = [
  "a",
  "b",
  "cd",
  "ä",
  "ß",
  "ж",
  "中",
  "😀",
  "1",
  "0.5",
  " ",
  ",",
  ";",
  "\t",
  "|",
  ":",
  '"',
  "'",
  "\n",
  "\r",
  "\r\n",
  "\\",
  "x".repeat(30),
  "#",
  "-",
];

function randomTable(random: Random): string[][] {
  const width = 1 + random.below(6);
  return Array.from({ length: 1 + random.below(8) }, () =>
    Array.from({ length: random.below(6) === 0 ? 1 + random.below(6) : width }, () =>
      Array.from({ length: random.below(5) }, () => random.pick(CONTENT)).join(""),
    ),
  );
}

function write(table: string[][], { delimiter, quote, escape }: Dialect, random: Random): string {
  const lineEnd = random.pick(["\n", "\r\n", "\r"]);
  const always = random.below(3) === 0;
  const needsQuotes = (cell: string) =>
    always || cell === "" || /["'\r\n\\|]/.test(cell) || cell.includes(delimiter ?? "") || /^\s|\s$/.test(cell);
  const lines = table.map((row) => row.map((cell) => (needsQuotes(cell) ? quoted(cell) : cell)).join(delimiter ?? ""));
  return lines.join(lineEnd) + (random.below(3) === 0 ? "" : lineEnd);

  function quoted(cell: string): string {
    const escaped = escape === "\\" ? cell.replaceAll("\\", "\\\\") : cell;
    return `${quote}${escaped.replaceAll(quote ?? "", `${escape}${quote}`)}${quote}`;
  }
}

/** Takes away, adds and replaces a few signs that matter. */
function damage(text: string, { delimiter, quote }: Dialect, random: Random): string {
  const signs = [quote ?? "", quote ?? "", delimiter ?? "", "\n", "\r", "\r\n", " ", "a", "\\", `${quote}${quote}`, `${delimiter}${quote}`];
  let damaged = text;
  for (let times = 1 + random.below(3); times > 0; times -= 1) {
    const points = [...damaged];
    const at = random.below(points.length + 1);
    const sign = random.pick(signs);
    points.splice(at, random.below(3), ...(random.below(3) === 0 ? [] : [sign]));
    damaged = points.join("");
  }
  return random.below(10) === 0 ? [...damaged].slice(0, random.below(damaged.length + 1)).join("") : damaged;
}

interface Random {
  below(limit: number): number;
  pick<Value>(values: readonly Value[]): Value;
}

/** mulberry32. */
function createRandom(seed: number): Random {
  let state = seed;
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  };
  return { below, pick: (values) => values[below(values.length)] as (typeof values)[number] };
}
