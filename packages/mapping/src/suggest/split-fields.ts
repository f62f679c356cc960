import type { Step } from "@rowmill/tables";
import type { ColumnMatch } from "../columns/match-columns.ts";
import type { MatchColumn } from "../table/column.ts";
import type { ComposedField } from "./composed-field.ts";

/** A source whose values have several parts, and how the parts are taken out. */
interface Split {
  /** What its header means. Left out, any column whose values fit. */
  readonly whole?: readonly string[];
  /** What most of its values look like. Left out, the header is enough. */
  readonly values?: RegExp;
  /** Whether some of the parts are enough: otherwise the target has all. */
  readonly takesSome?: boolean;
  readonly parts: Readonly<Record<string, Step>>;
}

const FULL_NAMES = ["full name", "name", "display name", "contact name", "person name", "customer name", "client name", "employee name"];
const ADDRESSES = [
  "address",
  "full address",
  "address line",
  "street",
  "location",
  "home address",
  "delivery address",
  "billing address",
  "shipping address",
];

const group = (pattern: string): Step => ({ op: "extract", pattern });
/** The end of an address: a code and a town, with or without the sign of a country. */
const CODE = "(?:[A-Z]{1,2}-)?";
const STATE = "[A-Z]{2}\\s+[0-9]{5}(?:-[0-9]{4})?\\s*$";
const ADDRESS_PARTS = {
  street: group(`^(.*\\S)\\s*,\\s*${CODE}[0-9]{4,6}\\s+\\p{L}`),
  "postal code": group(`,\\s*${CODE}([0-9]{4,6})\\s+\\p{L}`),
  city: group(`,\\s*${CODE}[0-9]{4,6}\\s+(\\p{L}.*)$`),
};
const US_ADDRESS_PARTS = {
  street: group(`^(.*\\S)\\s*,[^,]*,\\s*${STATE}`),
  city: group(`,\\s*([^,]+),\\s*${STATE}`),
  state: group(",\\s*([A-Z]{2})\\s+[0-9]{5}(?:-[0-9]{4})?\\s*$"),
  "postal code": group("([0-9]{5}(?:-[0-9]{4})?)\\s*$"),
};

/** The first that fits is taken. Values are looked at up to `MAX_VALUE` characters. */
const SPLITS: readonly Split[] = [
  {
    whole: FULL_NAMES,
    values: /^[^,]+, ?[^,]+$/,
    parts: { "first name": { op: "split", pattern: ", ?", part: 1 }, "family name": { op: "split", by: ",", part: 0 } },
  },
  { whole: FULL_NAMES, parts: { "first name": { op: "split", by: " ", part: 0 }, "family name": { op: "split", by: " ", from: 1 } } },
  { whole: ["timestamp"], parts: { date: { op: "split", pattern: "[ T]", part: 0 }, time: { op: "split", pattern: "[ T]", part: 1 } } },
  {
    whole: ["postal code city", "city postal code"],
    parts: {
      "postal code": { op: "extract", pattern: "\\b[0-9][0-9A-Z-]{2,8}\\b" },
      city: { op: "extract", pattern: "\\p{L}[\\p{L} .'-]*$" },
    },
  },
  { whole: ADDRESSES, values: /,\s{0,3}(?:[A-Z]{1,2}-)?\d{4,6} {1,3}\p{L}[^,]*$/u, takesSome: true, parts: ADDRESS_PARTS },
  { whole: ADDRESSES, values: /,[^,]+, [A-Z]{2} \d{5}(?:-\d{4})?$/, takesSome: true, parts: US_ADDRESS_PARTS },
  // Whatever the header is: no other values look like this.
  { values: /^[^,]* \d{1,4} ?[a-z]?, ?(?:[A-Z]{1,2}-)?\d{4,6} \p{L}[^,\d]*$/u, takesSome: true, parts: ADDRESS_PARTS },
  { values: /^\d{1,6} [^,]+(?:,[^,]+)?,[^,]+, [A-Z]{2} \d{5}(?:-\d{4})?$/, takesSome: true, parts: US_ADDRESS_PARTS },
];

const SPLIT_CONFIDENCE = 0.8;
const MAX_VALUE = 200;
const MAX_VALUES = 200;
/** So many values, and this share of them, look alike. */
const LEAST_VALUES = 2;
const AGREEMENT = 0.8;
/** A street is also asked for together with its number. */
const SAME_PART: Readonly<Record<string, string>> = {
  "street house number": "street",
  "street address": "street",
  "address line": "street",
};

/** What is known of a target's other sources. */
export interface OtherSources {
  /** Whether a target has no sure source, and is not composed otherwise. */
  isFree(target: number): boolean;
  /** The sure source of a target. */
  sureSourceOf(target: number): number | undefined;
  /** Whether a column surely fills a field of its own. */
  isSure(source: number): boolean;
}

/** Finds targets that are parts of the values of one column. */
export function splitFields(match: ColumnMatch, columns: readonly MatchColumn[], others: OtherSources): ComposedField[] {
  const wanted = match.targetMeanings.map((meaning) => SAME_PART[meaning] ?? meaning);
  const filled = new Set<number>();
  return SPLITS.flatMap((split) => {
    const names = Object.keys(split.parts);
    const targets = wanted.flatMap((part, target) => (Object.hasOwn(split.parts, part) && !filled.has(target) ? [target] : []));
    const found = new Set(targets.map((target) => wanted[target]));
    const source =
      found.size < (split.takesSome ? 2 : names.length) ? undefined : sourceOfSplit(split, match.sourceMeanings, columns, others);
    // A column of its own has the part.
    const hasPart = match.sourceMeanings.some((meaning, index) => index !== source && names.includes(meaning));
    if (source === undefined || hasPart) return [];
    return targets.flatMap((target): ComposedField[] => {
      const step = split.parts[wanted[target] ?? ""];
      // A street that is a whole address is taken apart, although the names agree.
      const isWhole = split.values !== undefined && others.sureSourceOf(target) === source;
      if (!step || !(others.isFree(target) || isWhole)) return [];
      filled.add(target);
      const reason = `The file has ${names.join(" and ")} together in one column.`;
      return [{ target, from: [source], steps: () => [step], confidence: SPLIT_CONFIDENCE, reason }];
    });
  });
}

/** The column that is taken apart: the one whose header is the first of `whole`, or the only one whose values fit. */
function sourceOfSplit(split: Split, meanings: readonly string[], columns: readonly MatchColumn[], { isSure }: OtherSources) {
  const { whole } = split;
  if (whole) {
    const named = whole.map((meaning) => ({ first: meanings.indexOf(meaning), last: meanings.lastIndexOf(meaning) }));
    return named.find(({ first, last }) => first >= 0 && first === last && hasForm(split, columns[first]))?.first;
  }
  const fitting = [...columns.keys()].filter((index) => !isSure(index) && hasForm(split, columns[index]));
  return fitting.length === 1 ? fitting[0] : undefined;
}

function hasForm({ values: form }: Split, { values = [] }: Partial<MatchColumn> = {}): boolean {
  if (!form) return true;
  const texts = values.slice(0, MAX_VALUES).map(({ value }) => value.trim().slice(0, MAX_VALUE));
  const alike = texts.filter((text) => form.test(text)).length;
  return alike >= LEAST_VALUES && alike >= AGREEMENT * texts.length;
}
