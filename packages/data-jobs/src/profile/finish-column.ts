import { isoDate, isoDateTime, isoTime } from "../values/civil-time.ts";
import { Kind } from "../values/kind.ts";
import { isNullToken, wordKind } from "../values/words.ts";
import type { ColumnProfile } from "./column-profile.ts";
import type { ColumnTally } from "./column-tally.ts";
import { firstRows } from "./first-rows.ts";
import { inferType, type TypeDecision } from "../values/infer-type.ts";
import type { ValueCount } from "./value-counts.ts";
import { EXAMPLE_LIMIT, type ValueTally } from "./value-tally.ts";

/** A column's profile, and what a finding about it needs besides. */
export interface FinishedColumn {
  readonly profile: ColumnProfile;
  /** The first few rows whose value does not agree with the type, whatever the value. */
  readonly disagreeingRows: readonly number[];
}

/** Turns what was added up about a column into its profile. Call it once, after the last batch. */
export function finishColumn(tally: ColumnTally, name: string, index: number, topValueLimit: number): FinishedColumn {
  tally.counts.flush();
  const { values } = tally;
  const decision = inferType(values.counts, tally.distinct());
  const isNull = (text: string) => isMissing(text, decision.weakTokensAreNull);
  const nullTokens = countTokens(values, isNull);
  const emptyCount = tally.emptyCount + values.blankCount;
  const tokenCount = nullTokens.reduce((total, token) => total + token.count, 0);
  const allValues = values.counts.reduce((total, count) => total + count, 0) + values.blankCount;
  const frequent = tally.counts.top().filter(({ value }) => !isNull(value));
  const distinct = tally.counts.exact ? frequent.length : Math.max(0, tally.distinct() - nullTokens.length);
  const unfit = disagreeing(values, decision);
  const profile = {
    name,
    index,
    type: decision.type,
    semantic: decision.semantic,
    decimalSign: decision.decimalSign,
    dateOrder: decision.dateOrder,
    nonNullCount: allValues - values.blankCount - tokenCount,
    nullCount: emptyCount + tokenCount,
    emptyCount,
    nullTokens,
    distinct: { count: distinct, exact: tally.counts.exact },
    ...bounds(values, decision),
    length: lengths(values, decision),
    topValues: frequent.slice(0, topValueLimit),
    topValuesExact: tally.counts.exact,
    sampleValues: tally.samples.filter((value) => !isNull(value)).slice(0, SAMPLE_VALUES),
    disagreeing: { count: unfit.count, examples: unfit.examples },
  };
  return { profile, disagreeingRows: unfit.rows };
}

const SAMPLE_VALUES = 5;

function isMissing(value: string, weakTokensAreNull: boolean): boolean {
  const text = value.trim();
  if (text === "") return true;
  return isNullToken(text) && (weakTokensAreNull || wordKind(text) === Kind.NullToken);
}

function countTokens(values: ValueTally, isNull: (text: string) => boolean): ValueCount[] {
  return [...values.tokens]
    .filter(([token]) => isNull(token))
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count);
}

/** Weak tokens that turned out to be values: they were left out of the texts until now. */
function tokensThatAreValues(values: ValueTally, decision: TypeDecision): [string, number][] {
  if (decision.weakTokensAreNull) return [];
  return [...values.tokens].filter(([token]) => wordKind(token) === Kind.WeakNullToken);
}

function lengths(values: ValueTally, decision: TypeDecision): ColumnProfile["length"] {
  let { minLength, maxLength, lengthSum } = values;
  let count = values.counts.reduce((total, of, kind) => (kind === Kind.NullToken || kind === Kind.WeakNullToken ? total : total + of), 0);
  for (const [token, times] of tokensThatAreValues(values, decision)) {
    minLength = Math.min(minLength, token.length);
    maxLength = Math.max(maxLength, token.length);
    lengthSum += token.length * times;
    count += times;
  }
  return count === 0 ? null : { min: minLength, max: maxLength, mean: lengthSum / count };
}

type Bounds = Pick<ColumnProfile, "min" | "max" | "mean">;

function bounds(values: ValueTally, decision: TypeDecision): Bounds {
  switch (decision.type) {
    case "integer":
    case "decimal":
      return numberBounds(values, decision);
    case "date":
      return dateBounds(values, decision, isoDate);
    case "datetime":
      return dateBounds(values, decision, (ms) => isoDateTime(ms, values.zonedCount > 0));
    case "time":
      return dateBounds(values, decision, isoTime);
    case "boolean":
      return { min: null, max: null, mean: null };
    case "string":
      return textBounds(values, decision);
  }
}

function numberBounds(values: ValueTally, decision: TypeDecision): Bounds {
  let [min, max, sum, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const kind of decision.agreeing) {
    const of = values.counts[kind] ?? 0;
    if (of === 0) continue;
    // 1.234 was added up as a decimal; where a point groups, it is a thousand times that.
    const grouped = kind === (decision.decimalSign === "," ? Kind.PointOrGroup : Kind.CommaOrGroup);
    const read = (value: number) => (grouped ? Math.round(value * 1000) : value);
    min = Math.min(min, read(values.mins[kind] ?? 0));
    max = Math.max(max, read(values.maxs[kind] ?? 0));
    sum += read(values.sums[kind] ?? 0);
    count += of;
  }
  return { min, max, mean: sum / count };
}

function dateBounds(values: ValueTally, decision: TypeDecision, format: (ms: number) => string): Bounds {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const kind of decision.agreeing) {
    const either = kind === Kind.DateEitherOrder || kind === Kind.DateTimeEitherOrder;
    const monthFirst = either && decision.dateOrder === "month_first";
    min = Math.min(min, (monthFirst ? values.monthFirstMins : values.mins)[kind] ?? min);
    max = Math.max(max, (monthFirst ? values.monthFirstMaxs : values.maxs)[kind] ?? max);
  }
  return { min: format(min), max: format(max), mean: null };
}

function textBounds(values: ValueTally, decision: TypeDecision): Bounds {
  const texts = [values.minText, values.maxText, ...tokensThatAreValues(values, decision).map(([token]) => token)];
  const sorted = texts.filter((text) => text !== undefined).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return { min: sorted[0] ?? null, max: sorted.at(-1) ?? null, mean: null };
}

function disagreeing(values: ValueTally, decision: TypeDecision) {
  const kinds = Object.values(Kind).filter(
    (kind) => !decision.agreeing.has(kind) && kind !== Kind.NullToken && kind !== Kind.WeakNullToken,
  );
  const examples = kinds.flatMap((kind) => values.examples[kind]?.list() ?? []);
  return {
    count: kinds.reduce<number>((sum, kind) => sum + (values.counts[kind] ?? 0), 0),
    examples: examples.toSorted((a, b) => a.row - b.row).slice(0, EXAMPLE_LIMIT),
    rows: firstRows(kinds.map((kind) => values.examples[kind]?.rows() ?? [])),
  };
}
