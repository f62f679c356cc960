import { Kind } from "../../values/kind.ts";
import type { ColumnTally } from "./column-tally.ts";
import { firstRows } from "../findings/first-rows.ts";

/** How many values of a column that was left as text look like something in particular. */
export interface KindShare {
  readonly name: string;
  readonly count: number;
  /** The first few rows with such a value. */
  readonly rows: readonly number[];
}

/**
 * What a column of text is made of: text, numbers, dates, truth values, as far as each makes up a twentieth of it.
 * The most frequent first. One entry, or none, means that the column is all of a piece.
 */
export function kindShares({ kinds }: ColumnTally): KindShare[] {
  const shares = FAMILIES.map(([name, family]) => {
    const tallies = family.flatMap((kind) => kinds.get(kind) ?? []);
    return { name, count: tallies.reduce((sum, { count }) => sum + count, 0), rows: firstRows(tallies.map(({ rows }) => rows)) };
  });
  const total = shares.reduce((sum, share) => sum + share.count, 0);
  return shares.filter((share) => share.count > 0 && share.count >= total / 20).toSorted((a, b) => b.count - a.count);
}

const FAMILIES: readonly (readonly [string, readonly Kind[]])[] = [
  [
    "text",
    [
      Kind.Text,
      Kind.BooleanLetter,
      Kind.Email,
      Kind.Url,
      Kind.Uuid,
      Kind.Phone,
      Kind.Ip,
      Kind.PostalCode,
      Kind.Identifier,
      Kind.Exponent,
      Kind.TrailingMinus,
    ],
  ],
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
      Kind.CompactDate,
      Kind.Percent,
      Kind.Currency,
      Kind.Guarded,
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
