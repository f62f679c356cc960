import { Kind } from "../values/kind.ts";
import { kindOf } from "./column-kinds.ts";
import { topComments } from "./comment-lines.ts";

/** A text whose lines blanks separate into as many cells each. */
export interface EvenBlanks {
  /** How many cells a line has. */
  readonly width: number;
  /** Whether runs of blanks stand between some of them, or at the start of a line. */
  readonly hasRuns: boolean;
  /** Whether titles stand above them. */
  readonly hasTitles: boolean;
}

/**
 * Whether blanks, single ones or runs of them, separate all lines into the same number of cells, the names too, and half of the columns hold nothing
 * but numbers, dates and times. Comments at the top do not count. Lines that are one value as they stand (`1 234`, `2024-04-03 10:00`) are not separated.
 */
export function evenBlanks(lines: readonly string[]): EvenBlanks | undefined {
  const filled = lines.slice(topComments(lines)).filter((line) => line.trim() !== "");
  const titles = countTitles(filled);
  const body = filled.slice(titles);
  if (body.length < LEAST_LINES) return undefined;
  const rows = body.map((line) => line.trim().split(/ +/));
  const width = rows[0]?.length ?? 0;
  if (width < 2 || rows.some((row) => row.length !== width || row.includes("\t"))) return undefined;
  if (areWhole(body)) return undefined;
  // The first line may have the names, and the second the units.
  const values = rows.slice(Math.min(2, rows.length - 2));
  let typed = 0;
  for (let column = 0; column < width; column += 1) if (values.every((row) => isTyped(row[column] ?? ""))) typed += 1;
  if (typed * 2 < width) return undefined;
  return { width, hasRuns: body.some((line) => line.startsWith(" ") || line.trimEnd().includes("  ")), hasTitles: titles > 0 };
}

const LEAST_LINES = 3;

/** How many lines at the top are titles, of another number of words than all lines below: a few above many. */
function countTitles(lines: readonly string[]): number {
  if (lines.length < LEAST_BELOW_TITLES) return 0;
  const words = (line: string) => line.trim().split(/ +/).length;
  const width = words(lines.at(-1) ?? "");
  const titles = lines.findLastIndex((line) => words(line) !== width) + 1;
  return width >= LEAST_WIDTH_BELOW_TITLES && titles <= MOST_TITLES ? titles : 0;
}

const MOST_TITLES = 3;
const LEAST_BELOW_TITLES = 10;
/** Two words stand in a line by chance. */
const LEAST_WIDTH_BELOW_TITLES = 4;

/** Whether most lines are one value as they stand. */
export function areWhole(lines: readonly string[]): boolean {
  return lines.filter((line) => isWhole(line.trim())).length * 2 > lines.length;
}

/** Whether a line is one value. Most lines of digits look like telephone numbers: only those with as many digits as these have are some. */
function isWhole(line: string): boolean {
  const kind = kindOf(line);
  return kind === Kind.Phone ? PHONE.test(line) : kind !== Kind.Text;
}

const PHONE = /^(?:\+|0\d|\(|\d{3} \d{3} \d{4}$)/;

function isTyped(cell: string): boolean {
  const kind = kindOf(cell);
  return kind !== Kind.Text && kind !== Kind.BooleanLetter;
}
