/**
 * What a cell looks like: the numbers of `Kind` in `src/values/kind.ts`, which says what each means. A test compares the two.
 */
export namespace Kind {
  export const Text = 0;
  export const Integer = 1;
  export const Identifier = 2;
  export const PointNumber = 3;
  export const CommaNumber = 4;
  export const PointOrGroup = 5;
  export const CommaOrGroup = 6;
  export const Percent = 7;
  export const Currency = 8;
  export const Boolean = 9;
  export const BooleanLetter = 10;
  export const Date = 11;
  export const DateDayFirst = 12;
  export const DateMonthFirst = 13;
  export const DateEitherOrder = 14;
  export const DateTime = 15;
  export const DateTimeDayFirst = 16;
  export const DateTimeMonthFirst = 17;
  export const DateTimeEitherOrder = 18;
  export const Time = 19;
  export const Email = 20;
  export const Url = 21;
  export const Uuid = 22;
  export const Phone = 23;
  export const NullToken = 24;
  export const WeakNullToken = 25;
  export const CommaGrouped = 26;
  export const PointGrouped = 27;
  export const BlankGrouped = 28;
  export const Exponent = 29;
  export const Ip = 30;
  export const PostalCode = 31;
  export const CompactDate = 32;
  export const QuotedEmpty = 33;
  export const Blank = 34;
  export const TrailingMinus = 35;
  export const Guarded = 36;
}

export const KIND_COUNT = 37;

/** What turns the kind of a date into the same kind of a date and time. */
export const DATE_TO_DATE_TIME = Kind.DateTime - Kind.Date;

/** What was found in one cell: filled again and again, as its namesake in `src/values/reading.ts`. */
export class Reading {
  static kind: i32 = 0;
  static number: f64 = 0;
  static monthFirst: f64 = 0;
  static zoned: bool = false;
  /** Of a date or time, how it is written (`src/values/date-pattern.ts` has the bits); of an amount, the kind of its number. 0 for none. */
  static pattern: u32 = 0;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function found(kind: i32, number: f64): bool {
  Reading.kind = kind;
  Reading.number = number;
  return true;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function isNumeric(kind: i32): bool {
  return ((NUMERIC >> <u64>kind) & 1) !== 0;
}

/** Kinds with a number: the numbers, the amounts, the dates and the times. */
const NUMERIC: u64 =
  (<u64>1 << Kind.Integer) |
  (<u64>1 << Kind.PointNumber) |
  (<u64>1 << Kind.CommaNumber) |
  (<u64>1 << Kind.PointOrGroup) |
  (<u64>1 << Kind.CommaOrGroup) |
  (<u64>1 << Kind.Percent) |
  (<u64>1 << Kind.Currency) |
  (<u64>0x1ff << Kind.Date) |
  (<u64>7 << Kind.CommaGrouped) |
  (<u64>1 << Kind.Exponent) |
  (<u64>1 << Kind.CompactDate) |
  (<u64>3 << Kind.TrailingMinus);
