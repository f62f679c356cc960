import { datePatterns, isCompactTime, type PatternShare } from "../../values/date-pattern.ts";
import { codePointCount } from "../../values/code-points.ts";
import { inferType, MISSING_KINDS, type TypeDecision } from "../../values/infer-type.ts";
import { Kind, KIND_COUNT } from "../../values/kind.ts";
import { isNullToken, wordKind } from "../../values/words.ts";
import { columnNumbers, showNumber } from "./column-numbers.ts";
import type { ColumnProfile, ValueCount } from "../column-profile.ts";
import type { ColumnTally } from "./column-tally.ts";
import { Field, RECORD, textOf, valueCount } from "./counted-values.ts";
import { histogramOf, quantilesOf } from "./distribution.ts";
import { yearFirst } from "./year-first.ts";
import { firstRows, ROW_LIMIT } from "../findings/first-rows.ts";
import { estimateDistinct } from "./hyper-log-log.ts";
import { keptText } from "./kept-text.ts";
import { kindShares } from "./kind-shares.ts";

/** A column's profile, and what a finding about it needs besides. */
export interface FinishedColumn {
  readonly profile: ColumnProfile;
  /** The first few rows whose value does not agree with the type, whatever the value. */
  readonly disagreeingRows: readonly number[];
  /** How dates and times are written, the most frequent way first. */
  readonly datePatterns: readonly PatternShare[];
}

/** Turns what was added up about a column into its profile. */
export function finishColumn(tally: ColumnTally, name: string, index: number, topValueLimit: number): FinishedColumn {
  const counts = new Float64Array(KIND_COUNT);
  for (const { kind, count } of tally.kinds.values()) counts[kind] = count;
  const counted = Math.max(valueCount(tally.values), tally.registers ? estimateDistinct(tally.registers) : 0);
  const decided = decide(tally, counts, counted, name);
  const shortYears = yearFirst(tally, decided);
  const decision: TypeDecision = shortYears ? { ...decided, dateOrder: shortYears.isSure ? null : "ambiguous" } : decided;
  const isNull = (text: string) => isMissing(text, decision.weakTokensAreNull);
  const quotedEmpty = counts[Kind.QuotedEmpty] ?? 0;
  const quotedNulls = decision.weakTokensAreNull ? quotedEmpty : 0;
  const nullTokens = countTokens(tally, isNull, quotedNulls);
  const emptyCount = tally.emptyCount + tally.blankCount;
  const tokenCount = nullTokens.reduce((total, token) => total + token.count, 0);
  const frequent = frequentValues(tally, decision, quotedEmpty - quotedNulls, topValueLimit);
  const nonNullCount = counts.reduce((total, count) => total + count, 0) - tokenCount;
  // An estimate may be above what there can be.
  const distinct = tally.exact ? frequent.different : Math.min(nonNullCount, Math.max(0, counted - nullTokens.length));
  const unfit = disagreeing(tally, decision);
  const isYearFirst = shortYears?.isSure === true;
  const numbers = isYearFirst ? shortYears.numbers : columnNumbers(tally, decision);
  const show = showNumber(decision, tally.zonedCount);
  const isNumber = decision.type === "integer" || decision.type === "decimal";
  const isTemporal = !isNumber && numbers !== undefined;
  const patterns = isTemporal ? datePatterns([...tally.patterns], isYearFirst ? "year_first" : decision.dateOrder) : [];
  const deviation = numbers && isNumber && numbers.count > 1 ? Math.sqrt(numbers.squares / (numbers.count - 1)) : Number.NaN;
  const profile: ColumnProfile = {
    name,
    index,
    type: decision.type,
    semantic: decision.semantic,
    decimalSign: decision.decimalSign,
    dateOrder: decision.dateOrder,
    datePattern: patterns[0]?.pattern ?? null,
    nonNullCount,
    nullCount: emptyCount + tokenCount,
    emptyCount,
    nullTokens,
    distinct: { count: distinct, exact: tally.exact },
    ...(numbers ? { min: show(numbers.min), max: show(numbers.max) } : textBounds(tally, decision, quotedEmpty)),
    mean: numbers && isNumber ? finite(numbers.mean) : null,
    standardDeviation: finite(deviation),
    quantiles: numbers ? quantilesOf(numbers, show) : null,
    histogram: numbers ? histogramOf(numbers, decision.type === "integer", show) : null,
    length: lengths(tally, decision, quotedEmpty),
    topValues: frequent.top,
    topValuesExact: tally.exact,
    sampleValues: sampleValues(tally, isNull),
    disagreeing: { count: unfit.count, examples: unfit.examples },
  };
  return { profile, disagreeingRows: unfit.rows, datePatterns: patterns };
}

const SAMPLE_VALUES = 5;

function decide(tally: ColumnTally, counts: Float64Array, distinct: number, name: string): TypeDecision {
  const texts = Math.max(1, counts[Kind.Text] ?? 0);
  const evidence = {
    name,
    minLength: tally.minLength,
    maxLength: tally.maxLength,
    meanLength: tally.lengthSum / Math.max(1, filledCount(counts)),
    phraseShare: tally.phraseCount / texts,
    codeShare: tally.codeCount / texts,
    wordsPerPhrase: 1 + tally.wordBreaks / Math.max(1, tally.phraseCount),
    amounts: amountKinds(tally),
    letters: truthLetters(tally),
    compactTimes: areCompactTimes(tally, counts),
  };
  const guess = inferType(counts, distinct, evidence);
  const decision = hasThirdAnswer(tally, guess) ? inferType(counts, distinct, { ...evidence, hasThirdAnswer: true }) : guess;
  if (decision.type !== "string" || decision.weakTokensAreNull) return decision;
  const shares = kindShares(tally);
  // A few answers that come again (`Yes`, `No`, `Don't know`) are categories, also where some of them are truth values.
  const areAnswers = decision.semantic === "categorical" && shares.every((share) => share.name === "text" || share.name === "truth value");
  return shares.length > 1 && !areAnswers && !areSeasons(tally) ? { ...decision, semantic: "mixed" } : decision;
}

/** Whether all values among truth values that are none are the same, and come again: `perhaps` is an answer, and no mistake. */
function hasThirdAnswer({ values }: ColumnTally, { type, agreeing }: TypeDecision): boolean {
  if (type !== "boolean") return false;
  const { records } = values;
  const answers = new Set<string>();
  let count = 0;
  for (let value = 0; value * RECORD < records.length && answers.size < 2; value += 1) {
    const kind = (records[value * RECORD + Field.Kind] ?? 0) as Kind;
    if (agreeing.has(kind) || MISSING_KINDS.includes(kind)) continue;
    answers.add(textOf(values, value).trim().toLowerCase());
    count += records[value * RECORD + Field.Count] ?? 0;
  }
  return answers.size === 1 && count >= LEAST_ANSWERS;
}

/** A slip of the pen is hardly made so often in the same way. */
const LEAST_ANSWERS = 3;

function amountKinds({ patterns }: ColumnTally): Float64Array {
  const amounts = new Float64Array(KIND_COUNT);
  for (const [pattern, count] of patterns) if (pattern < KIND_COUNT) amounts[pattern] = count;
  return amounts;
}

function areCompactTimes({ patterns }: ColumnTally, counts: Float64Array): boolean {
  const times = [...patterns].reduce((sum, [pattern, count]) => sum + (isCompactTime(pattern) ? count : 0), 0);
  return times * 2 > (counts[Kind.CompactDate] ?? 0);
}

/** The first few different ones: more than two say enough. */
function truthLetters({ kinds }: ColumnTally): ReadonlySet<string> {
  return new Set(kinds.get(Kind.BooleanLetter)?.examples.map(({ text }) => text.trim().toLowerCase()));
}

/** Whether all values are years and the ones after them, `2009-10` and `2013-14`: the former is a month of 2009 only if it stands alone. */
function areSeasons({ values }: ColumnTally): boolean {
  const all = Array.from({ length: Math.min(MOST_SEASONS, valueCount(values)) }, (_, value) => textOf(values, value).trim());
  const texts = all.filter((text) => !isMissing(text, true));
  return texts.length > 1 && texts.every((text) => isSeason(text));
}

const MOST_SEASONS = 200;

function isSeason(text: string): boolean {
  const [, century = "", year = "", next = ""] = /^(1[89]|20)(\d\d)\s?[-/–]\s?(\d{2}|\d{4})$/.exec(text) ?? [];
  return century !== "" && Number(next.slice(-2)) === (Number(year) + 1) % 100;
}

/** How many values there are whatever the type turns out to be. */
function filledCount(counts: Float64Array): number {
  return counts.reduce((total, count, kind) => (MISSING_KINDS.includes(kind as Kind) ? total : total + count), 0);
}

function isMissing(value: string, weakTokensAreNull: boolean): boolean {
  const text = value.trim();
  if (text === "") return true;
  return isNullToken(text) && (weakTokensAreNull || wordKind(text) === Kind.NullToken);
}

function countTokens({ tokens }: ColumnTally, isNull: (text: string) => boolean, quotedNulls: number): ValueCount[] {
  const found = [...tokens].filter(([token]) => isNull(token)).map(([value, count]) => ({ value, count }));
  if (quotedNulls > 0) found.push({ value: "", count: quotedNulls });
  return found.toSorted((a, b) => b.count - a.count);
}

/** How many different values are still counted, and the most frequent; of equally frequent ones first the one that came first. */
function frequentValues(
  { values }: ColumnTally,
  { weakTokensAreNull }: TypeDecision,
  quotedEmpty: number,
  limit: number,
): { readonly different: number; readonly top: ValueCount[] } {
  const { records } = values;
  const isValue = new Uint8Array(KIND_COUNT).fill(1);
  for (const kind of MISSING_KINDS) isValue[kind] = kind === Kind.WeakNullToken && !weakTokensAreNull ? 1 : 0;
  const countOf = (value: number) => records[value * RECORD + Field.Count] ?? 0;
  const isBefore = (a: number, b: number) =>
    countOf(a) > countOf(b) ||
    (countOf(a) === countOf(b) && (records[a * RECORD + Field.Row] ?? 0) < (records[b * RECORD + Field.Row] ?? 0));
  const most: number[] = [];
  let different = 0;
  // There are thousands of values and a few to show: to sort them all takes longer than all the rest of a column.
  let least = 0;
  for (let value = 0; value * RECORD < records.length; value += 1) {
    if (isValue[records[value * RECORD + Field.Kind] ?? 0] === 0) continue;
    different += 1;
    if ((records[value * RECORD + Field.Count] ?? 0) < least) continue;
    let at = most.length;
    while (at > 0 && isBefore(value, most[at - 1] ?? 0)) at -= 1;
    if (at === limit) continue;
    most.splice(at, 0, value);
    if (most.length > limit) most.pop();
    if (most.length === limit) least = countOf(most.at(-1) ?? 0);
  }
  const top = most.map((value) => ({ value: keptText(textOf(values, value)), count: countOf(value) }));
  if (quotedEmpty === 0) return { different, top };
  const at = top.findIndex(({ count }) => count < quotedEmpty);
  const withEmpty = top.toSpliced(at < 0 ? top.length : at, 0, { value: "", count: quotedEmpty });
  return { different: different + 1, top: withEmpty.slice(0, limit) };
}

function sampleValues({ samples }: ColumnTally, isNull: (text: string) => boolean): string[] {
  return samples
    .filter(({ text }) => !isNull(text))
    .slice(0, SAMPLE_VALUES)
    .map(({ text }) => keptText(text));
}

/** Weak tokens that turned out to be values, and empty texts: they were left out of lengths and bounds until now. */
function lateValues(tally: ColumnTally, decision: TypeDecision, quotedEmpty: number): [text: string, count: number][] {
  if (decision.weakTokensAreNull) return [];
  const tokens = [...tally.tokens].filter(([token]) => wordKind(token) === Kind.WeakNullToken);
  return quotedEmpty > 0 ? [...tokens, ["", quotedEmpty]] : tokens;
}

function lengths(tally: ColumnTally, decision: TypeDecision, quotedEmpty: number): ColumnProfile["length"] {
  let count = 0;
  for (const { kind, count: of } of tally.kinds.values()) if (!MISSING_KINDS.includes(kind)) count += of;
  let [min, max, sum] = [count > 0 ? tally.minLength : Number.POSITIVE_INFINITY, tally.maxLength, tally.lengthSum];
  for (const [text, times] of lateValues(tally, decision, quotedEmpty)) {
    const characters = codePointCount(text);
    min = Math.min(min, characters);
    max = Math.max(max, characters);
    sum += characters * times;
    count += times;
  }
  return count === 0 ? null : { min, max, mean: sum / count };
}

function textBounds(tally: ColumnTally, decision: TypeDecision, quotedEmpty: number): Pick<ColumnProfile, "min" | "max"> {
  if (decision.type !== "string") return { min: null, max: null };
  const texts = [tally.minText, tally.maxText, ...lateValues(tally, decision, quotedEmpty).map(([text]) => text)];
  const sorted = texts.filter((text) => text !== undefined).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const [min, max] = [sorted[0], sorted.at(-1)];
  return { min: min === undefined ? null : keptText(min), max: max === undefined ? null : keptText(max) };
}

function disagreeing({ kinds }: ColumnTally, { agreeing }: TypeDecision) {
  const unfit = [...kinds.values()].filter(({ kind, count }) => count > 0 && !agreeing.has(kind) && !MISSING_KINDS.includes(kind));
  return {
    count: unfit.reduce((sum, { count }) => sum + count, 0),
    examples: unfit
      .flatMap(({ examples }) => examples.map(({ row, text }) => ({ row, value: keptText(text) })))
      .toSorted((a, b) => a.row - b.row)
      .slice(0, ROW_LIMIT),
    rows: firstRows(unfit.map(({ rows }) => rows)),
  };
}

function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}
