import { topComments } from "../../frame/comment-lines.ts";
import { type Block, blocksOf, mergeBlocks } from "./gutters.ts";
import type { FixedField, FixedLayout } from "../../table/fixed-layout.ts";

/** Fields that stand at fixed positions, as they were found in some lines. */
export interface DetectedLayout {
  readonly layout: FixedLayout;
  /** 0 to 1. */
  readonly confidence: number;
  /** The index of the line that is drawn under the header, if there is one. */
  readonly rulerLine: number | undefined;
  /** The index of the line that the table starts with. Prose and comments stand above it. */
  readonly firstLine: number;
}

/**
 * Finds the fields of text whose columns are lined up: by the line that is drawn under the header (`---- ----`), or by the gutters,
 * positions that are blank in every line. Values have to start or end at one position in each field, or it was chance.
 *
 * Prose may stand above the table: then the table starts with the first line from which on there are gutters, below a blank line or above one that
 * is drawn.
 *
 * @param text - the first lines of the file, as many as there are at hand
 */
export function detectLayout(text: readonly string[]): DetectedLayout | undefined {
  const lines = withoutTabs(text);
  const comments = topComments(lines);
  const filled = lines.slice(comments, comments + SAMPLE_LINES).filter((line) => line.trim() !== "");
  if (filled.length < LEAST_LINES || filled.some((line) => line.includes("\t") || line.length > MAX_WIDTH)) return undefined;
  const rulerLine = lines.findIndex((line, index) => index < RULER_WITHIN && RULER.test(line));
  if (rulerLine >= 0) {
    const body = lines.slice(rulerLine + 1).filter((line) => line.trim() !== "");
    return { layout: fieldsAt(startsOf(lines[rulerLine] ?? "")), confidence: body.length > 0 ? 0.95 : 0.6, rulerLine, firstLine: 0 };
  }
  const { starts, afterTitles } = possibleStarts(lines, comments);
  let best: DetectedLayout | undefined;
  for (const firstLine of starts) {
    const layout = layoutFrom(lines, firstLine);
    if (!layout) continue;
    if (best && !isBelowProse(lines.slice(best.firstLine, firstLine), lines.slice(firstLine), layout, best)) continue;
    best = layout;
  }
  return best ?? (afterTitles === undefined ? undefined : layoutFrom(lines, afterTitles));
}

function layoutFrom(lines: readonly string[], firstLine: number): DetectedLayout | undefined {
  const below = lines.slice(firstLine, firstLine + SAMPLE_LINES).filter((line) => line.trim() !== "" && !DRAWN.test(line));
  const found = below.length < LEAST_LINES ? undefined : byGutters(below);
  return found && { ...found, firstLine };
}

/**
 * Whether a table rather starts below some lines than with them: they are fewer than its own, most have no number that stands alone, and without
 * them there are more fields, or they go on from one of the fields into the next: nearly all, or some that have a field for themselves.
 */
function isBelowProse(above: readonly string[], below: readonly string[], { layout }: DetectedLayout, whole: DetectedLayout): boolean {
  const filled = above.filter((line) => line.trim() !== "");
  const records = filled.filter((line) => /(?:^|\s)[-+]?\d[\d.,:/-]*(?:\s|$)/.test(line)).length;
  const rows = below.filter((line) => line.trim() !== "").slice(0, SAMPLE_LINES);
  if (filled.length >= rows.length || records * 2 >= filled.length) return false;
  const seams = layout.slice(1).map(({ start }) => start - 1);
  const crossing = filled.filter((line) => seams.some((seam) => /^\S\S/.test(line.slice(seam - 1, seam + 1)))).length;
  if (layout.length > whole.layout.length || crossing >= filled.length * 0.8) return true;
  const isUnused = ({ start, width }: FixedField) => rows.every((line) => line.slice(start - 1, start - 1 + width).trim() === "");
  return crossing > 0 && whole.layout.some(isUnused);
}

/** Tabs between blanks, at the same positions in all lines, are blanks as well. Others move what follows them. */
function withoutTabs(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => line.includes("\t"))) return lines;
  const filled = lines.filter((line) => line.trim() !== "");
  const tabs = (line: string) => [...line.matchAll(/\t/g)].map(({ index }) => index).join();
  const first = tabs(filled[0] ?? "");
  return filled.every((line) => tabs(line) === first) ? lines.map((line) => line.replaceAll("\t", " ")) : lines;
}

/**
 * Lines that the table may start with: the first, and those above a line that is drawn or below a blank one; and one after a few titles that nothing
 * separates from it. Not so many that most of the lines would stand above.
 */
function possibleStarts(
  lines: readonly string[],
  comments: number,
): { readonly starts: readonly number[]; readonly afterTitles: number | undefined } {
  const isFilled = (index: number) => (lines[index] ?? "").trim() !== "";
  const filled = lines.flatMap((_, index) => (index >= comments && isFilled(index) ? [index] : []));
  const starts = filled
    .slice(0, (filled.length >> 1) + 1)
    .filter((index, place) => place === 0 || !isFilled(index - 1) || DRAWN.test(lines[index + 1] ?? ""))
    .filter((index) => !DRAWN.test(lines[index] ?? ""));
  return { starts: starts.slice(0, MOST_STARTS), afterTitles: filled.length < 6 ? undefined : filled[Math.min(3, filled.length >> 2)] };
}

const MOST_STARTS = 12;

/** A line drawn under the names, without gaps. */
const DRAWN = /^\s*(?:-{10,}|={10,}|_{10,})\s*$/;

/** Whether hardly any of more lines has text that goes on from one field into the next. */
export function fitsFurther(lines: readonly string[], { layout, firstLine }: DetectedLayout): boolean {
  const filled = lines.slice(firstLine).filter((line) => line.trim() !== "");
  const seams = layout.slice(1).map(({ start }) => start - 1);
  const crossing = filled.filter((line) => seams.some((seam) => /^\S\S/.test(line.slice(seam - 1, seam + 1)))).length;
  return crossing <= Math.max(MOST_TITLES, filled.length * 0.1);
}

/** As many lines above and below a table may cross its gutters. */
const MOST_TITLES = 6;

function byGutters(lines: readonly string[]): Omit<DetectedLayout, "firstLine"> | undefined {
  const blocks = mergeBlocks(blocksOf(lines), lines);
  if (blocks.length < 2) return undefined;
  const aligned = blocks.filter((block) => isAligned(block, lines)).length;
  if (aligned < blocks.length * 0.9 || areSentences(blocks, lines)) return undefined;
  const confidence = Math.round((0.5 + 0.4 * Math.min(1, lines.length / 20)) * 100) / 100;
  return { layout: fieldsAt(blocks.map(({ from }) => from)), confidence, rulerLine: undefined };
}

/** Whether lines of text have blanks in the same places by chance: then fields are empty in most lines, or hold sentences. */
function areSentences(blocks: readonly Block[], lines: readonly string[]): boolean {
  let filled = 0;
  let sentences = 0;
  for (const line of lines) {
    const values = blocks.map(({ from, to }) => line.slice(from, to).trim()).filter((value) => value !== "");
    filled += values.length;
    if (values.slice(0, blocks.length - 1).some((value) => value.split(/\s+/, WORDS).length === WORDS)) sentences += 1;
  }
  return filled < blocks.length * lines.length * LEAST_FILLED || sentences * 4 > lines.length;
}

/** So many words stand in no field but the last. */
const WORDS = 7;
const LEAST_FILLED = 0.4;

const SAMPLE_LINES = 300;
const LEAST_LINES = 3;
const MAX_WIDTH = 5_000;
const RULER_WITHIN = 20;
const RULER = /^\s*[-=_]{2,}(?: +[-=_]{2,})+\s*$/;

function startsOf(ruler: string): number[] {
  return [...ruler.matchAll(/\S+/g)].map((match) => match.index);
}

/** Each field goes up to the next; the first has what stands left of it, too. */
function fieldsAt(starts: readonly number[]): FixedField[] {
  return starts.map((from, index) => {
    const start = index === 0 ? 1 : from + 1;
    const next = starts[index + 1];
    return { start, width: next === undefined ? Number.POSITIVE_INFINITY : next + 1 - start };
  });
}

/** Whether the values of a block start at one position, or end at one. The last one may end anywhere. */
function isAligned({ from, to }: Block, lines: readonly string[]): boolean {
  const starts = new Map<number, number>();
  const ends = new Map<number, number>();
  let filled = 0;
  for (const line of lines) {
    const text = line.slice(from, to);
    const value = text.trimStart();
    if (value === "") continue;
    filled += 1;
    const start = text.length - value.length;
    const end = text.trimEnd().length;
    starts.set(start, (starts.get(start) ?? 0) + 1);
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  return filled > 0 && Math.max(...starts.values(), ...ends.values()) >= filled * 0.85;
}
