import { foldText } from "../names/fold-text.ts";
import type { FieldType, MatchColumn } from "../table/column.ts";

/** What the values of a column are, as far as matching distinguishes it. */
export type ValueGroup = "number" | "date" | "time" | "boolean" | "email" | "url" | "phone" | "text";

/** What is known of the values of a column, made once for each column. */
export interface ColumnEvidence {
  /** `undefined` if neither a type nor values are known. */
  readonly group: ValueGroup | undefined;
  /** Whether the group is that of values, and not only declared. */
  readonly hasValues: boolean;
  /** The shares of the forms of values: `A9+` for a letter and digits. */
  readonly masks: ReadonlyMap<string, number>;
  readonly meanLength: number;
  /** Distinct values per value, from 0 to 1. */
  readonly distinctShare: number;
  /** Up to 200 different values, folded; numbers are written alike. */
  readonly values: ReadonlySet<string>;
  /** Whether these are all values that there are. */
  readonly isEnumeration: boolean;
  /** Up to 200 words of texts with several words. */
  readonly words: ReadonlySet<string>;
}

/** More values say nothing new (200 are as good as 1,000). */
const MAX_VALUES = 200;
const MAX_VALUE_LENGTH = 100;
/** This share of the values must agree on a group. */
const AGREEMENT = 0.8;
const ENUMERATION = 12;

const GROUP_OF_TYPE: Readonly<Partial<Record<FieldType, ValueGroup>>> = {
  number: "number",
  integer: "number",
  boolean: "boolean",
  date: "date",
  datetime: "date",
  year: "date",
  yearmonth: "date",
  time: "time",
  duration: "time",
};
const GROUP_OF_SEMANTIC: Readonly<Record<string, ValueGroup>> = { email: "email", url: "url", phone: "phone", uri: "url" };

/** Makes what matching compares of the values of a column. */
export function columnEvidence(column: MatchColumn): ColumnEvidence {
  const counted = (column.values ?? (column.enum ?? []).map((value) => ({ value, count: 1 }))).slice(0, MAX_VALUES);
  const masks = new Map<string, number>();
  const values = new Set<string>();
  const words = new Set<string>();
  let lengths = 0;
  const groups: Partial<Record<ValueGroup, number>> = {};
  for (const { value } of counted) {
    const text = value.slice(0, MAX_VALUE_LENGTH).trim();
    if (text === "") continue;
    const canonical = canonicalValue(text);
    if (values.has(canonical)) continue;
    values.add(canonical);
    lengths += value.trim().length;
    const mask = maskOf(text);
    masks.set(mask, (masks.get(mask) ?? 0) + 1);
    const group = groupOf(text);
    groups[group] = (groups[group] ?? 0) + 1;
    for (const word of foldText(text).match(/[\p{L}\p{N}]{3,}/gu) ?? []) if (words.size < MAX_VALUES) words.add(word);
  }
  const total = values.size;
  for (const [mask, count] of masks) masks.set(mask, count / total);
  const rows = column.valueCount ?? counted.reduce((sum, { count }) => sum + count, 0);
  const distinct = column.distinctCount ?? total;
  const hasValues = total > 0;
  return {
    group: declaredGroup(column) ?? (hasValues ? agreedGroup(groups, total) : undefined),
    hasValues,
    masks,
    meanLength: hasValues ? lengths / total : 0,
    distinctShare: rows > 0 ? Math.min(1, distinct / rows) : 0,
    values,
    isEnumeration: hasValues && distinct <= ENUMERATION && rows >= 2 * distinct,
    words,
  };
}

function declaredGroup({ type, semantic }: MatchColumn): ValueGroup | undefined {
  const bySemantic = semantic === undefined ? undefined : GROUP_OF_SEMANTIC[semantic];
  return bySemantic ?? (type === undefined ? undefined : GROUP_OF_TYPE[type]);
}

function agreedGroup(groups: Partial<Record<ValueGroup, number>>, total: number): ValueGroup {
  for (const [group, count] of Object.entries(groups)) if (count >= total * AGREEMENT) return group as ValueGroup;
  return "text";
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;
const URL_START = /^(?:https?|ftp):\/\/|^www\./i;
const NUMBER = /^[+-]?[\p{Sc}]?\s?[+-]?\d[\d\s.,'’]*(?:[eE][+-]?\d+)?\s?[%\p{Sc}]?$/u;
const DATE = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T\s,].{0,30})?$|^\d{1,2}\.?\s\p{L}{3,12}\.?\s\d{4}$|^\d{4}年/u;
const TIME = /^\d{1,2}:\d{2}(?::\d{2})?$/;
const BOOLEAN = /^(?:true|false|yes|no|ja|nein|oui|non|si|sí|nee|tak|nie|evet|hayır|sim|não)$/i;

function groupOf(text: string): ValueGroup {
  if (DATE.test(text)) return "date";
  if (NUMBER.test(text)) return "number";
  if (EMAIL.test(text)) return "email";
  if (URL_START.test(text)) return "url";
  if (TIME.test(text)) return "time";
  return BOOLEAN.test(text) ? "boolean" : "text";
}

/** Letters become `A` or `a`, digits `9`, Chinese `字`; runs of the same become one. */
function maskOf(text: string): string {
  return text
    .slice(0, 40)
    .replaceAll(/\p{Script=Han}+/gu, "字")
    .replaceAll(/\p{Lu}+/gu, "A")
    .replaceAll(/\p{Ll}+/gu, "a")
    .replaceAll(/\d+/g, "9")
    .replaceAll(/\s+/g, " ")
    .slice(0, 24);
}

function canonicalValue(text: string): string {
  const folded = foldText(text);
  return /^[+-]?\d+(?:\.\d+)?$/.test(folded) ? String(Number(folded)) : folded;
}
