import { Kind } from "../values/kind.ts";
import type { KindShare } from "./column-findings.ts";
import { firstRows } from "./first-rows.ts";
import type { ValueTally } from "./value-tally.ts";

/**
 * What a column of text is made of: text, numbers, dates, truth values, as far as each makes up a twentieth of it.
 * The most frequent first. One entry, or none, means that the column is all of a piece.
 */
export function kindShares(values: ValueTally): KindShare[] {
  const shares = FAMILIES.map(([name, kinds]) => ({
    name,
    count: kinds.reduce<number>((sum, kind) => sum + (values.counts[kind] ?? 0), 0),
    rows: firstRows(kinds.map((kind) => values.examples[kind]?.rows() ?? [])),
  }));
  const total = shares.reduce<number>((sum, share) => sum + share.count, 0);
  return shares.filter((share) => share.count > 0 && share.count >= total / 20).toSorted((a, b) => b.count - a.count);
}

const FAMILIES: readonly (readonly [string, readonly Kind[]])[] = [
  ["text", [Kind.Text, Kind.BooleanLetter, Kind.Email, Kind.Url, Kind.Uuid, Kind.Phone, Kind.Identifier]],
  [
    "number",
    [
      Kind.Integer,
      Kind.PointNumber,
      Kind.CommaNumber,
      Kind.PointOrGroup,
      Kind.CommaOrGroup,
      Kind.CommaGrouped,
      Kind.PointGrouped,
      Kind.BlankGrouped,
      Kind.Percent,
      Kind.Currency,
    ],
  ],
  ["truth value", [Kind.Boolean]],
  [
    "date or time",
    [
      Kind.Date,
      Kind.DateDayFirst,
      Kind.DateMonthFirst,
      Kind.DateEitherOrder,
      Kind.DateTime,
      Kind.DateTimeDayFirst,
      Kind.DateTimeMonthFirst,
      Kind.DateTimeEitherOrder,
      Kind.Time,
    ],
  ],
];
