import type { FixedField, FixedLayout } from "../../table/fixed-layout.ts";

/** Fields that stand at fixed positions, as they were found in some lines. */
export interface DetectedLayout {
  readonly layout: FixedLayout;
  /** 0 to 1. */
  readonly confidence: number;
  /** The index of the line that is drawn under the header, if there is one. */
  readonly rulerLine: number | undefined;
}

/**
 * Finds the fields of text whose columns are lined up: by the line that is drawn under the header (`---- ----`), or by the gutters,
 * positions that are blank in every line. Values have to start or end at one position in each field, or it was chance.
 *
 * @param lines - the first lines of the file, as many as there are at hand
 */
export function detectLayout(lines: readonly string[]): DetectedLayout | undefined {
  const filled = lines.filter((line) => line.trim() !== "").slice(0, SAMPLE_LINES);
  if (filled.length < LEAST_LINES || filled.some((line) => line.includes("\t") || line.length > MAX_WIDTH)) return undefined;
  const rulerLine = lines.findIndex((line, index) => index < RULER_WITHIN && RULER.test(line));
  if (rulerLine >= 0) {
    const body = lines.slice(rulerLine + 1).filter((line) => line.trim() !== "");
    return { layout: fieldsAt(startsOf(lines[rulerLine] ?? "")), confidence: body.length > 0 ? 0.95 : 0.6, rulerLine };
  }
  // Titles above the table may cross the gutters.
  return byGutters(filled) ?? (filled.length < 6 ? undefined : byGutters(filled.slice(Math.min(3, filled.length >> 2))));
}

/** Whether hardly any of more lines has text that goes on from one field into the next. */
export function fitsFurther(lines: readonly string[], { layout }: DetectedLayout): boolean {
  const filled = lines.filter((line) => line.trim() !== "");
  const seams = layout.slice(1).map(({ start }) => start - 1);
  const crossing = filled.filter((line) => seams.some((seam) => /^\S\S/.test(line.slice(seam - 1, seam + 1)))).length;
  return crossing <= Math.max(MOST_TITLES, filled.length * 0.1);
}

/** As many lines above and below a table may cross its gutters. */
const MOST_TITLES = 6;

function byGutters(lines: readonly string[]): DetectedLayout | undefined {
  const blocks = blocksOf(lines);
  if (blocks.length < 2) return undefined;
  const aligned = blocks.filter((block) => isAligned(block, lines)).length;
  if (aligned < blocks.length * 0.9 || isProse(blocks, lines)) return undefined;
  const confidence = Math.round((0.5 + 0.4 * Math.min(1, lines.length / 20)) * 100) / 100;
  return { layout: fieldsAt(blocks.map(({ from }) => from)), confidence, rulerLine: undefined };
}

/** Whether lines of text have blanks in the same places by chance: then fields are empty in most lines, or hold sentences. */
function isProse(blocks: readonly Block[], lines: readonly string[]): boolean {
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

/** Where values of a field stand: from the first to before the last position that is not blank in all lines. */
interface Block {
  readonly from: number;
  readonly to: number;
}

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

function blocksOf(lines: readonly string[]): Block[] {
  const width = Math.max(...lines.map((line) => line.length));
  const used = new Uint32Array(width);
  for (const line of lines) {
    for (let at = 0; at < line.length; at += 1) if (line.charCodeAt(at) !== 0x20) used[at] = (used[at] ?? 0) + 1;
  }
  // Few lines have a blank in common by chance.
  const leastGutter = lines.length < 10 ? 2 : 1;
  const blocks: Block[] = [];
  let from = -1;
  let blanks = leastGutter;
  for (let at = 0; at < width; at += 1) {
    if (used[at] === 0) {
      blanks += 1;
      continue;
    }
    if (blanks >= leastGutter) {
      if (from >= 0) blocks.push({ from, to: at - blanks });
      from = at;
    }
    blanks = 0;
  }
  if (from >= 0) blocks.push({ from, to: width });
  return blocks;
}

/** Whether the values start at the left of the block, or end at its right. The last one may end anywhere. */
function isAligned({ from, to }: Block, lines: readonly string[]): boolean {
  let filled = 0;
  let left = 0;
  let right = 0;
  for (const line of lines) {
    const value = line.slice(from, to);
    if (value.trim() === "") continue;
    filled += 1;
    if (value[0] !== " ") left += 1;
    if (value.length === to - from && !value.endsWith(" ")) right += 1;
  }
  return filled > 0 && Math.max(left, right) >= filled * 0.85;
}
