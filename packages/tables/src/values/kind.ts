/**
 * What one cell looks like, by itself. A column's type is decided later, from how many cells there are of each kind:
 * `1.234` alone can be a decimal or a grouped integer, `03/04/2024` the 3rd of April or the 4th of March.
 */
export const Kind = {
  Text: 0,
  /** Plain digits that a number gives back unchanged: no leading zero, up to 15 digits. */
  Integer: 1,
  /** Digits that a number would change: leading zeros, or more than 15 of them. */
  Identifier: 2,
  /** `12.5`, `1,234.56`: the decimal sign is a point. */
  PointNumber: 3,
  /** `12,5`, `1.234,56`: the decimal sign is a comma. */
  CommaNumber: 4,
  /** `1.234`: a decimal with a point, or an integer grouped by one. */
  PointOrGroup: 5,
  /** `1,234`: a decimal with a comma, or an integer grouped by one. */
  CommaOrGroup: 6,
  /** A number with `%`. */
  Percent: 7,
  /** A number with a currency sign or code. */
  Currency: 8,
  /** true, false, yes, no, in any case. */
  Boolean: 9,
  /** y, n, t, f: truth values only in a column that has nothing else. */
  BooleanLetter: 10,
  /** A date whose order is clear: `2024-04-03`, `3 Apr 2024`. */
  Date: 11,
  /** `25/04/2024` */
  DateDayFirst: 12,
  /** `04/25/2024` */
  DateMonthFirst: 13,
  /** `03/04/2024` */
  DateEitherOrder: 14,
  DateTime: 15,
  DateTimeDayFirst: 16,
  DateTimeMonthFirst: 17,
  DateTimeEitherOrder: 18,
  Time: 19,
  Email: 20,
  Url: 21,
  Uuid: 22,
  Phone: 23,
  /** `NULL`, `null`, `\N`, `N/A`, `#N/A`: missing in every column. */
  NullToken: 24,
  /** `NA`, `none`, `nan`, `-`, `?`: missing where the rest of the column is not text. */
  WeakNullToken: 25,
  /** `1,234,567`: an integer, and a point is the decimal sign. */
  CommaGrouped: 26,
  /** `1.234.567`: an integer, and a comma is the decimal sign. */
  PointGrouped: 27,
  /** `1 234 567`, `1'234'567`: an integer. */
  BlankGrouped: 28,
  /** `12E5`, `1e5`: a number among numbers, elsewhere more often a product code. */
  Exponent: 29,
  /** An IP address of version 4 or 6. */
  Ip: 30,
  /** The form of a British, Canadian, Dutch or long American postal code. */
  PostalCode: 31,
  /** `20240403`, `20240403134510`: an integer, unless all of the column is like that. */
  CompactDate: 32,
  /** A cell of two quotes with nothing between them: a value, and an empty text. */
  QuotedEmpty: 33,
  /** Nothing but blanks. */
  Blank: 34,
  /** `100-`: an integer below zero among numbers, as SAP writes it; elsewhere a range that lacks its end. */
  TrailingMinus: 35,
  /** `'-75.63`: a number with the apostrophe that keeps spreadsheets from reading it as a formula. */
  Guarded: 36,
} as const;

/** One of the values of `Kind`. */
export type Kind = (typeof Kind)[keyof typeof Kind];

/** How many kinds there are: the length of an array that is indexed by them. */
export const KIND_COUNT = 37;
