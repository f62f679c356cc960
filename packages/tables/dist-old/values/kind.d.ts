/**
 * What one cell looks like, by itself. A column's type is decided later, from how many cells there are of each kind:
 * `1.234` alone can be a decimal or a grouped integer, `03/04/2024` the 3rd of April or the 4th of March.
 */
export declare const Kind: {
  readonly Text: 0;
  /** Plain digits that a number gives back unchanged: no leading zero, up to 15 digits. */
  readonly Integer: 1;
  /** Digits that a number would change: leading zeros, or more than 15 of them. */
  readonly Identifier: 2;
  /** `12.5`, `1,234.56`: the decimal sign is a point. */
  readonly PointNumber: 3;
  /** `12,5`, `1.234,56`: the decimal sign is a comma. */
  readonly CommaNumber: 4;
  /** `1.234`: a decimal with a point, or an integer grouped by one. */
  readonly PointOrGroup: 5;
  /** `1,234`: a decimal with a comma, or an integer grouped by one. */
  readonly CommaOrGroup: 6;
  /** A number with `%`. */
  readonly Percent: 7;
  /** A number with a currency sign or code. */
  readonly Currency: 8;
  /** true, false, yes, no, in any case. */
  readonly Boolean: 9;
  /** y, n, t, f: truth values only in a column that has nothing else. */
  readonly BooleanLetter: 10;
  /** A date whose order is clear: `2024-04-03`, `3 Apr 2024`. */
  readonly Date: 11;
  /** `25/04/2024` */
  readonly DateDayFirst: 12;
  /** `04/25/2024` */
  readonly DateMonthFirst: 13;
  /** `03/04/2024` */
  readonly DateEitherOrder: 14;
  readonly DateTime: 15;
  readonly DateTimeDayFirst: 16;
  readonly DateTimeMonthFirst: 17;
  readonly DateTimeEitherOrder: 18;
  readonly Time: 19;
  readonly Email: 20;
  readonly Url: 21;
  readonly Uuid: 22;
  readonly Phone: 23;
  /** `NULL`, `null`, `\N`, `N/A`, `#N/A`: missing in every column. */
  readonly NullToken: 24;
  /** `NA`, `none`, `nan`, `-`, `?`: missing where the rest of the column is not text. */
  readonly WeakNullToken: 25;
  /** `1,234,567`: an integer, and a point is the decimal sign. */
  readonly CommaGrouped: 26;
  /** `1.234.567`: an integer, and a comma is the decimal sign. */
  readonly PointGrouped: 27;
  /** `1 234 567`, `1'234'567`: an integer. */
  readonly BlankGrouped: 28;
  /** `12E5`, `1e5`: a number among numbers, elsewhere more often a product code. */
  readonly Exponent: 29;
  /** An IP address of version 4 or 6. */
  readonly Ip: 30;
  /** The form of a British, Canadian, Dutch or long American postal code. */
  readonly PostalCode: 31;
  /** `20240403`, `20240403134510`: an integer, unless all of the column is like that. */
  readonly CompactDate: 32;
  /** A cell of two quotes with nothing between them: a value, and an empty text. */
  readonly QuotedEmpty: 33;
  /** Nothing but blanks. */
  readonly Blank: 34;
  /** `100-`: an integer below zero among numbers, as SAP writes it; elsewhere a range that lacks its end. */
  readonly TrailingMinus: 35;
  /** `'-75.63`: a number with the apostrophe that keeps spreadsheets from reading it as a formula. */
  readonly Guarded: 36;
};
/** One of the values of `Kind`. */
export type Kind = (typeof Kind)[keyof typeof Kind];
/** How many kinds there are: the length of an array that is indexed by them. */
export declare const KIND_COUNT = 37;
//# sourceMappingURL=kind.d.ts.map
