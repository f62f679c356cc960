import { evenBlanks } from "../../frame/even-blanks.ts";
import { commentLines, mayHaveComments } from "../../frame/comment-lines.ts";
import type { Dialect, DialectOptions } from "../../table/dialect.ts";

/** A dialect that may be the one of a file, and how usual it is, 0 to 1. */
export interface Candidate {
  readonly dialect: Dialect;
  readonly prior: number;
  /** Whether the delimiter is one that also stands in text, dates and times: it needs typed cells to speak for it. */
  readonly needsTypes: boolean;
  /** What starts the lines at the top of which the last names the columns, or `null`. They prove nothing about the delimiter. */
  readonly marked: string | null;
}

/** A delimiter, and how usual it is. */
export interface DelimiterCandidate extends Pick<Candidate, "prior" | "needsTypes"> {
  readonly delimiter: string | null;
  readonly mergeDelimiters?: boolean;
}

/** The delimiters that a text may have: the four usual ones, and whatever other sign, or run of signs, is in most of its lines. */
export function delimiterCandidates(lines: readonly string[]): DelimiterCandidate[] {
  const signs = signsOf(lines);
  const even = evenBlanks(lines);
  const found: DelimiterCandidate[] = [{ delimiter: null, prior: even ? 0.5 : 1, needsTypes: false }];
  for (const [delimiter, prior] of USUAL) {
    if (signs.has(delimiter)) found.push({ delimiter, prior, needsTypes: false });
  }
  const runs = runsOfSigns(lines);
  for (const [sign, count] of signs) {
    if (
      USUAL.has(sign) ||
      runs.some((run) => run === sign.repeat(run.length) && standsTogether(run, lines)) ||
      count < lines.length * MOST_LINES
    )
      continue;
    if (sign === " " && even) {
      found.push({ delimiter: " ", prior: 0.95, needsTypes: false, mergeDelimiters: even.hasRuns });
    } else if (sign === " ") {
      found.push({ delimiter: " ", prior: 0.55, needsTypes: true });
      if (lines.some((line) => line.trim().includes("  ")))
        found.push({ delimiter: " ", prior: 0.5, needsTypes: true, mergeDelimiters: true });
    } else if (sign < " ") found.push({ delimiter: sign, prior: 0.97, needsTypes: false });
    else found.push({ delimiter: sign, prior: RARE.has(sign) ? 0.7 : 0.4, needsTypes: !RARE.has(sign) });
  }
  for (const delimiter of runs) found.push({ delimiter, prior: 0.95, needsTypes: false });
  return found;
}

/** Every way of quoting that a sample gives reason to think of, with each delimiter. */
export function dialectCandidates(
  sample: string,
  lines: readonly string[],
  delimiters: readonly DelimiterCandidate[],
  options: DialectOptions,
): Candidate[] {
  const hasMarks = mayHaveComments(lines);
  return delimiters.flatMap(({ delimiter, prior, needsTypes, mergeDelimiters = false }) => {
    const comments = hasMarks ? commentLines(lines, delimiter) : null;
    const found = comments?.endsWithNames === false ? comments.prefix : null;
    const comment = options.comment === undefined ? found : options.comment;
    const marked = options.comment === undefined && comments?.endsWithNames === true ? comments.prefix : null;
    return quotings(sample, delimiter, options).flatMap(({ quote, escape, usual }) => {
      const dialect: Dialect = { delimiter, quote, escape, skipInitialSpace: false, mergeDelimiters, comment };
      const candidate = { dialect, prior: prior * usual, needsTypes, marked };
      const spaced = delimiter !== null && delimiter !== " " && delimiter !== "\t" && sample.includes(`${delimiter} `);
      const other = { ...candidate, dialect: { ...dialect, skipInitialSpace: true } };
      if (options.skipInitialSpace !== undefined) return [options.skipInitialSpace ? other : candidate];
      return spaced ? [candidate, other] : [candidate];
    });
  });
}

/** An odd sign that is in fewer lines than this parts nothing; preamble and notes need not have it. */
const MOST_LINES = 0.5;

const USUAL: ReadonlyMap<string, number> = new Map([
  [",", 1],
  [";", 0.99],
  ["\t", 0.99],
  ["|", 0.96],
]);

/** Signs that hardly any text has, and that people therefore take to part cells. */
const RARE: ReadonlySet<string> = new Set("^~§¦¬¶");

/** Letters, digits, quotes, and what numbers, dates, names, paths and addresses are made of, parts no cells. */
const NEVER = /[\p{L}\p{N}\p{M}"'`.\-_/\\()[\]{}<>@+%$€£¥°]+/gu;

const LOG_TIME = /(:\d\d),(?=\d{3} \S)/;

/** In how many lines each possible delimiter is. */
function signsOf(written: readonly string[]): Map<string, number> {
  // The comma of a time in a log entry parts no cells: `10:22:00,625 INFO`.
  const lines = written.map((line) => line.replace(LOG_TIME, "$1"));
  const inLines = new Map<string, number>();
  for (const [signs, count] of withoutText(lines, NEVER, "")) {
    for (const sign of new Set(signs)) inLines.set(sign, (inLines.get(sign) ?? 0) + count);
  }
  return inLines;
}

/** What is left of lines without some text, and of how many lines: most lines of a table are alike then. */
function withoutText(lines: readonly string[], text: RegExp, between: string): Map<string, number> {
  const counts = new Map<string, number>();
  // All lines at once: a regular expression is compiled for a long text, and interpreted for a short one.
  for (const rest of lines.join("\n").replaceAll(text, between).split("\n")) counts.set(rest, (counts.get(rest) ?? 0) + 1);
  return counts;
}

/** Delimiters of two to four signs, each in most lines: `||`, `::`, `|~|`. */
function runsOfSigns(lines: readonly string[]): string[] {
  const runs = new Map<string, number>();
  for (const [rest, count] of withoutText(lines, NO_RUN, " ")) {
    const seen = new Set<string>();
    for (const run of rest.split(" ")) {
      if (run.length < 2) continue;
      seen.add(run);
      // Empty cells between delimiters make a run of several.
      for (let length = 2; length <= 4 && length < run.length; length += 1) {
        if (run.length % length === 0 && run === run.slice(0, length).repeat(run.length / length)) seen.add(run.slice(0, length));
      }
    }
    for (const run of seen) if (run.length <= 4) runs.set(run, (runs.get(run) ?? 0) + count);
  }
  return [...runs]
    .filter(([run, count]) => count >= lines.length * MOST_LINES && (isRepeated(run) || standsTogether(run, lines)))
    .toSorted(([a, countA], [b, countB]) => countB - countA || a.length - b.length)
    .slice(0, 3)
    .map(([run]) => run);
}

/** `::`, but not `,,`, which is an empty cell more often. */
function isRepeated(run: string): boolean {
  const [sign = ""] = run;
  return !USUAL.has(sign) && run === sign.repeat(run.length);
}

/** What is in no run of signs. */
const NO_RUN = /[\p{L}\p{N}\p{M}\t\v\f \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"'`.\-_/\\()[\]{}@%+$€£¥°]+/gu;

/** Whether a sign hardly ever stands without the others of its run. */
function standsTogether(run: string, lines: readonly string[]): boolean {
  let together = 0;
  let apart = 0;
  for (const line of lines) {
    const parts = line.split(run);
    together += parts.length - 1;
    apart += parts.filter((part) => part.includes(run[0] ?? "")).length;
  }
  return apart <= Math.max(together * 0.1, together >= FEW ? 1 : 0);
}

/** Of so many, one sign that stands alone is a sign in a cell. */
const FEW = 6;

interface Quoting extends Pick<Dialect, "quote" | "escape"> {
  readonly usual: number;
}

function quotings(sample: string, delimiter: string | null, options: DialectOptions): Quoting[] {
  if (options.quote === null) return [{ quote: null, escape: options.escape ?? null, usual: 1 }];
  const marks = options.quote === undefined ? quoteMarks(sample, delimiter) : [{ quote: options.quote, usual: 1 }];
  const found = marks.flatMap(({ quote, usual }): Quoting[] => {
    if (options.escape !== undefined) return [{ quote, escape: options.escape ?? quote, usual }];
    const doubled = { quote, escape: quote, usual };
    return sample.includes(`\\${quote}`) ? [doubled, { quote, escape: "\\", usual: usual * 0.99 }] : [doubled];
  });
  if (options.quote !== undefined) return found;
  // A quote that stands at the start of cells and closes none.
  if (found.length > 1 || sample.includes('"')) found.push({ quote: null, escape: null, usual: 0.5 });
  if (delimiter !== null && sample.includes(`\\${delimiter}`)) found.push({ quote: null, escape: "\\", usual: 0.9 });
  return found;
}

const ODD_QUOTES = ["~", "^", "|", "*", "$", "%", "#"];
const ODD_PRIOR = 1.4;

/** Whether a sign stands nowhere but next to a delimiter or the end of a line, and encloses a cell in nearly every line. */
function enclosesCells(sample: string, mark: string, delimiter: string): boolean {
  if (!sample.includes(mark)) return false;
  const lines = sample.split(/\r\n|\n|\r/, SOME_LINES).filter((line) => line !== "");
  let enclosed = 0;
  for (const line of lines) {
    const cells = line.split(delimiter);
    const own = cells.filter((cell) => cell.length > 1 && cell.startsWith(mark) && cell.endsWith(mark)).length;
    // A mark at one end only belongs to a delimiter of several signs.
    if (own > 0 && line.split(mark).length - 1 === own * 2) enclosed += 1;
  }
  return enclosed * 10 >= lines.length * 9 && lines.length > 1;
}

const SOME_LINES = 200;

/** The double quote, and others where cells start and end with them. A cell of two marks with nothing between them is no such cell. */
function quoteMarks(sample: string, delimiter: string | null): { readonly quote: string; readonly usual: number }[] {
  const others = ["'", "`"].filter((mark) => sample.includes(mark) && enclosesSome(sample, mark, delimiter));
  const odd = delimiter === null ? [] : ODD_QUOTES.filter((mark) => mark !== delimiter && enclosesCells(sample, mark, delimiter));
  // Nobody encloses cells in a sign that has to be typed for it alone: where one does so, it is no chance, and the delimiter is meant.
  if (odd.length > 0) return odd.map((quote) => ({ quote, usual: ODD_PRIOR }));
  return [{ quote: '"', usual: 1 }, ...others.map((quote) => ({ quote, usual: 0.97 }))];
}

/** Whether a mark opens a cell, and closes one, beside those with nothing in them. */
function enclosesSome(sample: string, mark: string, delimiter: string | null): boolean {
  const side = delimiter === null ? "[\\n\\r]" : `[\\n\\r]|${delimiter.replaceAll(/[^\w\s]/g, String.raw`\$&`)}`;
  const opening = new RegExp(`(?:^|${side}) ?${mark}(?!${mark}(?:$|${side}))`);
  const closing = new RegExp(`(?<!(?:^|${side}) ?${mark})${mark}(?:$|${side})`);
  return opening.test(sample) && closing.test(sample);
}
