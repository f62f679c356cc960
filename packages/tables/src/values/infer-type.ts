import type { ColumnEvidence } from "./column-evidence.ts";
import type { ColumnSemantic, ColumnType, DateOrder } from "./column-type.ts";
import { Kind } from "./kind.ts";
import { isNamedCode, nameHint } from "./name-hint.ts";
import { textSemantic } from "./text-semantic.ts";

/** How a column is read. */
export interface TypeDecision {
  readonly type: ColumnType;
  readonly semantic: ColumnSemantic | null;
  /** The decimal sign of the numbers, or `null` if no number shows one. */
  readonly decimalSign: "." | "," | null;
  /** `null` if the column has no numeric dates. */
  readonly dateOrder: DateOrder | null;
  /** The kinds that agree with type and semantic. */
  readonly agreeing: ReadonlySet<Kind>;
  /** Whether weak null tokens (`NA`, `-`, `?`, a quoted nothing) mean that a value is missing. */
  readonly weakTokensAreNull: boolean;
}

/** The share of the values that must agree on a type other than string, or on a semantic. The rest is counted and shown. */
const AGREEMENT = 0.8;

/** Of truth values nearly all must be some: a third answer that is as frequent as this makes categories of them. */
const TRUTH_AGREEMENT = 0.95;

/** The share of numbers that must have their sign for the column to be one of amounts or percentages. */
const SIGNED_SHARE = 0.2;

/** From this share of leading zeros or very long digits on, a column of digits is one of identifiers, not of numbers. */
const IDENTIFIER_SHARE = 0.01;

/** Eight digits are a day by accident in one of three hundred cases, so nearly all must be one, and some. */
const COMPACT_SHARE = 0.98;
const COMPACT_LEAST = 3;

/**
 * Decides the type of a column from how many values there are of each kind.
 *
 * @param counts - indexed by `Kind`
 * @param distinct - how many different values there are, roughly: `Y` alone is a letter, `Y` and `N` are truth values
 * @param evidence - without it, no semantic is given that rests on more than the kinds
 */
export function inferType(counts: ArrayLike<number>, distinct: number, evidence?: ColumnEvidence): TypeDecision {
  const total = sum(counts, ALL_VALUES);
  const enough = (kinds: readonly Kind[]) => total > 0 && sum(counts, kinds) >= total * AGREEMENT;
  const hinted = evidence && total > 0 ? nameHint(evidence, (kinds) => sum(counts, kinds) / total) : undefined;
  if (hinted) return text(hinted.semantic, hinted.kinds);
  const digits = sum(counts, [...INTEGERS, Kind.Identifier]);
  const identifiers = sum(counts, [Kind.Identifier]);
  if (identifiers > 0 && identifiers >= digits * IDENTIFIER_SHARE) {
    if (enough([...INTEGERS, Kind.Identifier])) return text("identifier", [...INTEGERS, Kind.Identifier]);
    // Codes of diseases and of shelves have a point: 007.1, 038.11, 250.00.
    const withPoints = [...INTEGERS, Kind.Identifier, ...POINT_DECIMALS];
    if (identifiers >= total * IDENTIFIER_SHARE && enough(withPoints)) return text("identifier", withPoints);
  }
  const compact = sum(counts, [Kind.CompactDate]);
  if (compact >= COMPACT_LEAST && compact >= total * COMPACT_SHARE) {
    return typed(evidence?.compactTimes ? "datetime" : "date", [Kind.CompactDate], {});
  }
  const decimalSign = decimalSignOf(counts);
  const numbers = numberKinds(decimalSign ?? ".", counts);
  if (enough(numbers)) {
    const decimals = decimalSign === "," ? COMMA_DECIMALS : POINT_DECIMALS;
    return typed(sum(counts, decimals) > 0 ? "decimal" : "integer", numbers, { decimalSign });
  }
  for (const [kind, semantic] of [
    [Kind.Currency, "currency"],
    [Kind.Percent, "percent"],
  ] as const) {
    const kinds = [...numbers, kind];
    if (enough(kinds) && sum(counts, [kind]) >= sum(counts, kinds) * SIGNED_SHARE)
      return typed("decimal", kinds, { semantic, decimalSign: evidence ? amountSign(counts, evidence.amounts, semantic) : decimalSign });
  }
  const arePair = evidence ? isTruthPair(evidence.letters) : distinct >= 2;
  const truths = arePair || sum(counts, [Kind.Boolean]) > 0 ? [Kind.Boolean, Kind.BooleanLetter] : [Kind.Boolean];
  if (total > 0 && evidence?.hasThirdAnswer !== true && sum(counts, truths) >= total * TRUTH_AGREEMENT) return typed("boolean", truths, {});
  const dateOrder = dateOrderOf(counts);
  const dates = dateKinds(DATES, dateOrder);
  const dateTimes = dateKinds(DATE_TIMES, dateOrder);
  if (enough(dates)) return typed("date", dates, { dateOrder });
  if (enough([...dates, ...dateTimes])) return typed("datetime", [...dates, ...dateTimes], { dateOrder });
  if (enough([Kind.Time])) return typed("time", [Kind.Time], {});
  for (const [kind, semantic] of TEXT_SEMANTICS) {
    // 255.255.255.255 is a number grouped by points as well.
    const kinds = kind === Kind.Ip && (counts[Kind.Ip] ?? 0) > 0 ? [kind, Kind.PointGrouped] : [kind];
    if (enough(kinds) && !(semantic === "phone" && evidence && isNamedCode(evidence.name))) return text(semantic, kinds);
  }
  return text(evidence ? textSemantic(evidence, total, distinct) : null, ALL_KINDS);
}

const ALL_KINDS: readonly Kind[] = Object.values(Kind);
/** Kinds of cells that may turn out to be no values. */
export const MISSING_KINDS: readonly Kind[] = [Kind.NullToken, Kind.WeakNullToken, Kind.QuotedEmpty, Kind.Blank];
const ALL_VALUES = ALL_KINDS.filter((kind) => !MISSING_KINDS.includes(kind));
const INTEGERS: readonly Kind[] = [Kind.Integer, Kind.CompactDate];
const POINT_DECIMALS: readonly Kind[] = [Kind.PointNumber, Kind.PointOrGroup];
const COMMA_DECIMALS: readonly Kind[] = [Kind.CommaNumber, Kind.CommaOrGroup];
const DATES: readonly Kind[] = [Kind.Date, Kind.DateDayFirst, Kind.DateMonthFirst, Kind.DateEitherOrder];
const DATE_TIMES: readonly Kind[] = [Kind.DateTime, Kind.DateTimeDayFirst, Kind.DateTimeMonthFirst, Kind.DateTimeEitherOrder];
const TEXT_SEMANTICS = [
  [Kind.Email, "email"],
  [Kind.Url, "url"],
  [Kind.Uuid, "uuid"],
  [Kind.Ip, "ip"],
  [Kind.Phone, "phone"],
  [Kind.PostalCode, "postal_code"],
] as const;

function typed(type: ColumnType, kinds: readonly Kind[], rest: Partial<TypeDecision>): TypeDecision {
  return { type, semantic: null, decimalSign: null, dateOrder: null, agreeing: new Set(kinds), weakTokensAreNull: true, ...rest };
}

function text(semantic: ColumnSemantic | null, kinds: readonly Kind[]): TypeDecision {
  const isPlain = kinds === ALL_KINDS;
  return { ...typed("string", kinds, { semantic }), weakTokensAreNull: !isPlain };
}

/** Which decimal sign the numbers show. `1.234` and `1,234` show none by themselves; alone they are read as in English. */
function decimalSignOf(counts: ArrayLike<number>): "." | "," | null {
  const points = sum(counts, [Kind.PointNumber, Kind.CommaGrouped]);
  const commas = sum(counts, [Kind.CommaNumber, Kind.PointGrouped]);
  if (commas > points) return ",";
  if (points > 0 || sum(counts, [Kind.PointOrGroup, Kind.CommaOrGroup]) > 0) return ".";
  return null;
}

/** The same for amounts and percentages, beside plain numbers. Of an amount, `1,234` and `1.234` are read as grouped. */
function amountSign(counts: ArrayLike<number>, amounts: ArrayLike<number>, semantic: "currency" | "percent"): "." | "," | null {
  const both = Array.from({ length: counts.length }, (_, kind) => (counts[kind] ?? 0) + (amounts[kind] ?? 0));
  const pointsGroup = sum(amounts, [Kind.PointOrGroup]) > sum(amounts, [Kind.CommaOrGroup]);
  const isClear = sum(both, [Kind.PointNumber, Kind.CommaGrouped, Kind.CommaNumber, Kind.PointGrouped]) > 0;
  return semantic === "currency" && !isClear && pointsGroup ? "," : decimalSignOf(both);
}

/** Whether single letters are the two answers of one question, and not some of many codes: the N and S of a compass are none. */
function isTruthPair(letters: ReadonlySet<string>): boolean {
  return letters.size === 2 && TRUTH_PAIRS.some((pair) => [...pair].every((letter) => letters.has(letter)));
}

/** Yes and no, true and false, ja and nein, oui and non. */
const TRUTH_PAIRS = ["yn", "tf", "jn", "on"];

function numberKinds(decimalSign: "." | ",", counts: ArrayLike<number>): readonly Kind[] {
  const either = [...INTEGERS, Kind.BlankGrouped, Kind.PointOrGroup, Kind.CommaOrGroup, Kind.Guarded];
  // 100- is a number beside others, alone it is a range that lacks its end.
  if (sum(counts, [...either, Kind.PointNumber, Kind.CommaNumber, Kind.PointGrouped, Kind.CommaGrouped]) > 0)
    either.push(Kind.TrailingMinus);
  if (decimalSign === ",") return [...either, Kind.CommaNumber, Kind.PointGrouped];
  // 1e5 is a number beside 1.5e5.
  const exponents = (counts[Kind.PointNumber] ?? 0) > 0 ? [Kind.Exponent] : [];
  return [...either, Kind.PointNumber, Kind.CommaGrouped, ...exponents];
}

function dateOrderOf(counts: ArrayLike<number>): DateOrder | null {
  const dayFirst = sum(counts, [Kind.DateDayFirst, Kind.DateTimeDayFirst]);
  const monthFirst = sum(counts, [Kind.DateMonthFirst, Kind.DateTimeMonthFirst]);
  if (dayFirst > monthFirst) return "day_first";
  if (monthFirst > dayFirst) return "month_first";
  return dayFirst + sum(counts, [Kind.DateEitherOrder, Kind.DateTimeEitherOrder]) > 0 ? "ambiguous" : null;
}

/** A date that only works in the other order disagrees. */
function dateKinds(kinds: readonly Kind[], order: DateOrder | null): readonly Kind[] {
  return kinds.filter((_, index) => !((order === "month_first" && index === 1) || (order === "day_first" && index === 2)));
}

function sum(counts: ArrayLike<number>, kinds: readonly Kind[]): number {
  return kinds.reduce<number>((total, kind) => total + (counts[kind] ?? 0), 0);
}
