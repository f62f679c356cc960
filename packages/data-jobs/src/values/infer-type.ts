import { Kind } from "./kind.ts";

/** What the values of a column are, such that no conversion loses anything. */
export type ColumnType = "integer" | "decimal" | "boolean" | "date" | "datetime" | "time" | "string";

/** What the values of a column mean, beyond their type. */
export type ColumnSemantic = "email" | "url" | "uuid" | "phone" | "currency" | "percent" | "identifier";

/** In which order numeric dates are written; `ambiguous` if no date says it: none has a part over 12. */
export type DateOrder = "day_first" | "month_first" | "ambiguous";

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
  /** Whether weak null tokens (`NA`, `-`, `?`) mean that a value is missing. */
  readonly weakTokensAreNull: boolean;
}

/** The share of the values that must agree on a type other than string, or on a semantic. The rest is counted and shown. */
const AGREEMENT = 0.8;

/** From this share of leading zeros or very long digits on, a column of digits is one of identifiers, not of numbers. */
const IDENTIFIER_SHARE = 0.01;

/**
 * Decides the type of a column from how many values there are of each kind.
 *
 * @param counts - indexed by `Kind`
 * @param distinct - how many different values there are, roughly: `Y` alone is a letter, `Y` and `N` are truth values
 */
export function inferType(counts: ArrayLike<number>, distinct: number): TypeDecision {
  const total = sum(counts, ALL_VALUES);
  const enough = (kinds: readonly Kind[]) => total > 0 && sum(counts, kinds) >= total * AGREEMENT;
  const digits = sum(counts, [Kind.Integer, Kind.Identifier]);
  const identifiers = sum(counts, [Kind.Identifier]);
  if (identifiers > 0 && identifiers >= digits * IDENTIFIER_SHARE && enough([Kind.Integer, Kind.Identifier])) {
    return text("identifier", [Kind.Integer, Kind.Identifier]);
  }
  const decimalSign = decimalSignOf(counts);
  const numbers = numberKinds(decimalSign ?? ".");
  if (enough(numbers)) {
    const decimals = decimalSign === "," ? COMMA_DECIMALS : POINT_DECIMALS;
    return typed(sum(counts, decimals) > 0 ? "decimal" : "integer", numbers, { decimalSign });
  }
  for (const [kind, semantic] of [
    [Kind.Currency, "currency"],
    [Kind.Percent, "percent"],
  ] as const) {
    const kinds = [...numbers, kind];
    if (enough(kinds) && sum(counts, [kind]) * 2 >= sum(counts, kinds)) return typed("decimal", kinds, { semantic });
  }
  const truths = distinct >= 2 || sum(counts, [Kind.Boolean]) > 0 ? [Kind.Boolean, Kind.BooleanLetter] : [Kind.Boolean];
  if (enough(truths)) return typed("boolean", truths, {});
  const dateOrder = dateOrderOf(counts);
  const dates = dateKinds(DATES, dateOrder);
  const dateTimes = dateKinds(DATE_TIMES, dateOrder);
  if (enough(dates)) return typed("date", dates, { dateOrder });
  if (enough([...dates, ...dateTimes])) return typed("datetime", [...dates, ...dateTimes], { dateOrder });
  if (enough([Kind.Time])) return typed("time", [Kind.Time], {});
  for (const [kind, semantic] of TEXT_SEMANTICS) {
    if (enough([kind])) return text(semantic, [kind]);
  }
  return text(null, ALL_KINDS);
}

const ALL_KINDS: readonly Kind[] = Object.values(Kind);
const ALL_VALUES = ALL_KINDS.filter((kind) => kind !== Kind.NullToken && kind !== Kind.WeakNullToken);
const POINT_DECIMALS: readonly Kind[] = [Kind.PointNumber, Kind.PointOrGroup];
const COMMA_DECIMALS: readonly Kind[] = [Kind.CommaNumber, Kind.CommaOrGroup];
const DATES: readonly Kind[] = [Kind.Date, Kind.DateDayFirst, Kind.DateMonthFirst, Kind.DateEitherOrder];
const DATE_TIMES: readonly Kind[] = [Kind.DateTime, Kind.DateTimeDayFirst, Kind.DateTimeMonthFirst, Kind.DateTimeEitherOrder];
const TEXT_SEMANTICS = [
  [Kind.Email, "email"],
  [Kind.Url, "url"],
  [Kind.Uuid, "uuid"],
  [Kind.Phone, "phone"],
] as const;

function typed(type: ColumnType, kinds: readonly Kind[], rest: Partial<TypeDecision>): TypeDecision {
  return { type, semantic: null, decimalSign: null, dateOrder: null, agreeing: new Set(kinds), weakTokensAreNull: true, ...rest };
}

function text(semantic: ColumnSemantic | null, kinds: readonly Kind[]): TypeDecision {
  return { ...typed("string", kinds, { semantic }), weakTokensAreNull: semantic !== null };
}

/** Which decimal sign the numbers show. `1.234` and `1,234` show none by themselves; alone they are read as in English. */
function decimalSignOf(counts: ArrayLike<number>): "." | "," | null {
  const points = sum(counts, [Kind.PointNumber, Kind.CommaGrouped]);
  const commas = sum(counts, [Kind.CommaNumber, Kind.PointGrouped]);
  if (commas > points) return ",";
  if (points > 0 || sum(counts, [Kind.PointOrGroup, Kind.CommaOrGroup]) > 0) return ".";
  return null;
}

function numberKinds(decimalSign: "." | ","): readonly Kind[] {
  const either = [Kind.Integer, Kind.BlankGrouped, Kind.PointOrGroup, Kind.CommaOrGroup];
  return decimalSign === "." ? [...either, Kind.PointNumber, Kind.CommaGrouped] : [...either, Kind.CommaNumber, Kind.PointGrouped];
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
