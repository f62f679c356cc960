import { Kind } from "../../values/kind.ts";
import { readKind } from "../../values/read-value.ts";

/** What a cell looks like, as far as it tells a right delimiter from a wrong one. */
export const Shape = { Empty: 0, Number: 1, Date: 2, Typed: 3, Code: 4, Words: 5, Odd: 6 } as const;
export type Shape = (typeof Shape)[keyof typeof Shape];

/** How many shapes there are: the length of an array that is indexed by them. */
export const SHAPE_COUNT = 7;

/**
 * How well a shape speaks for the delimiter that left such a cell, 0 to 1. Words say less than numbers, because a wrong delimiter leaves
 * some too; what has a glued delimiter in it, half a quote or half a bracket was most likely cut in the wrong place.
 */
export const PLAUSIBILITY: readonly number[] = [0.7, 1, 1, 1, 0.85, 0.75, 0.1];

/** Says what a cell looks like. Looks at no more than its first 400 characters. */
export function shapeOf(cell: string): Shape {
  if (cell === "") return Shape.Empty;
  const kind = readKind(cell);
  if (kind !== Kind.Text) return SHAPE_OF_KIND[kind] ?? Shape.Typed;
  const text = cell.length > LONGEST ? cell.slice(0, LONGEST) : cell.trim();
  if (text === "") return Shape.Empty;
  return shapeOfText(text, cell.length > LONGEST);
}

const LONGEST = 400;

const SHAPE_OF_KIND: Readonly<Partial<Record<Kind, Shape>>> = {
  [Kind.Integer]: Shape.Number,
  [Kind.Identifier]: Shape.Code,
  [Kind.PointNumber]: Shape.Number,
  [Kind.CommaNumber]: Shape.Number,
  [Kind.PointOrGroup]: Shape.Number,
  [Kind.CommaOrGroup]: Shape.Number,
  [Kind.CommaGrouped]: Shape.Number,
  [Kind.PointGrouped]: Shape.Number,
  [Kind.BlankGrouped]: Shape.Number,
  [Kind.Percent]: Shape.Number,
  [Kind.Currency]: Shape.Number,
  [Kind.Guarded]: Shape.Number,
  [Kind.TrailingMinus]: Shape.Number,
  [Kind.Date]: Shape.Date,
  [Kind.DateDayFirst]: Shape.Date,
  [Kind.DateMonthFirst]: Shape.Date,
  [Kind.DateEitherOrder]: Shape.Date,
  [Kind.DateTime]: Shape.Date,
  [Kind.DateTimeDayFirst]: Shape.Date,
  [Kind.DateTimeMonthFirst]: Shape.Date,
  [Kind.DateTimeEitherOrder]: Shape.Date,
  [Kind.Time]: Shape.Date,
  // Missing values fit into every column.
  [Kind.NullToken]: Shape.Empty,
  [Kind.WeakNullToken]: Shape.Empty,
};

function shapeOfText(text: string, isCut: boolean): Shape {
  const first = text[0] ?? "";
  const last = text.at(-1) ?? "";
  if (!isCut && isJson(first, last)) return Shape.Code;
  // A quote at one end belongs to a cell that was cut apart, quotes at both ends to a dialect that has them.
  if (!isCut && text.length > 1 && (isQuote(first) || (isQuote(last) && !/\d["']$/.test(text)))) return Shape.Odd;
  let depth = 0;
  let marks = 0;
  let quotes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const role = code < 128 ? (ROLES[code] ?? 0) : 0;
    if (role === 0) continue;
    if (role === CONTROL || role === PARTS_CELLS) return Shape.Odd;
    if (role === QUOTE) quotes += isDigit(text.charCodeAt(index - 1)) ? 0 : 1;
    else if (role === OPENS) depth += 1;
    else if (role === CLOSES) depth -= 1;
    else {
      const after = text.charCodeAt(index + 1);
      if (index > 0 && index + 1 < text.length && after !== BLANK && !isOneValue(text, index, code, after)) return Shape.Odd;
      marks += 1;
    }
  }
  if (quotes % 2 === 1 && !isCut) return Shape.Odd;
  const blank = text.includes(" ");
  if (blank && WIDE_GAP.test(text)) return Shape.Odd;
  if (depth !== 0 && !isCut && !/^\S\)|[:;]-?[()]/.test(text)) return Shape.Odd;
  return !blank && marks === 0 && /[\d_/\\=@#.:-]/.test(text) ? Shape.Code : Shape.Words;
}

/** Blanks that line up columns. */
const WIDE_GAP = /\S {3,}\S/;
const BLANK = 0x20;
const COLON = 0x3a;
const COMMA = 0x2c;
const CONTROL = 1;
const QUOTE = 2;
const OPENS = 3;
const CLOSES = 4;
/** Parts cells in some files, and stands in text with a blank after it. */
const PUNCTUATION = 5;
/** Parts cells in some files, and stands in no text. */
const PARTS_CELLS = 6;

/** What a character says about its cell, by its code. */
const ROLES = new Uint8Array(128);
ROLES.fill(CONTROL, 0, 32);
for (const [signs, role] of [
  ['"', QUOTE],
  ["([{", OPENS],
  [")]}", CLOSES],
  [",;:*", PUNCTUATION],
  ["|^~", PARTS_CELLS],
] as const) {
  for (const sign of signs) ROLES[sign.charCodeAt(0)] = role;
}

function isJson(first: string, last: string): boolean {
  return (first === "{" && last === "}") || (first === "[" && last === "]");
}

function isQuote(sign: string): boolean {
  return sign === '"' || sign === "'" || sign === "`";
}

/** As in `1,234 pcs`, `at 10:30`, `C:\\temp`, `see http://`: no cells were glued there. */
function isOneValue(text: string, index: number, code: number, after: number): boolean {
  if (code === COLON && (after === 0x2f || after === 0x5c)) return true;
  return (code === COMMA || code === COLON) && isDigit(text.charCodeAt(index - 1)) && isDigit(after) && /[^\d,:]/.test(text);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
