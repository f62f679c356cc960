import type { Step } from "@rowmill/tables";
import type { MatchColumn } from "../table/column.ts";
import type { TargetField } from "../targets/table-schema.ts";
import { patternOf } from "./date-formats.ts";

/**
 * The steps that make the values of a column fit a field, as the profiles of both show: words for a missing value, date patterns, decimal characters,
 * currency and percent signs, truth words, the case of e-mail addresses. Empty if the values fit as they are.
 */
export function proposeSteps(source: MatchColumn, field: TargetField): Step[] {
  return [...missingSteps(source), ...typeSteps(source, field)];
}

function missingSteps({ missingValues = [] }: MatchColumn): Step[] {
  return missingValues.length > 0 ? [{ op: "nullIf", values: [...missingValues] }] : [];
}

function typeSteps(source: MatchColumn, field: TargetField): Step[] {
  const { type = "any", format } = field;
  if (type === "number" || type === "integer") return numberSteps(source, field);
  if (type === "date" || type === "datetime" || type === "time") return dateSteps(source, field);
  if (type === "boolean") return booleanSteps(source, field);
  const hasCapitals = format === "email" && textsOf(source).some((text) => text !== text.toLowerCase());
  return hasCapitals ? ["lowercase"] : [];
}

function numberSteps(source: MatchColumn, { type, decimalChar }: TargetField): Step[] {
  const sign = source.decimalSign ?? ".";
  const groupChar = groupCharOf(textsOf(source), sign);
  const isDecimal = type === "integer" && textsOf(source).some((text) => /[.,]0+$/.test(text));
  const parameters = {
    ...(sign === "," ? { decimalChar: "," } : {}),
    ...(groupChar === undefined ? {} : { groupChar }),
    ...(source.semantic === "currency" ? { currency: true } : {}),
    ...(source.semantic === "percent" ? { percent: true } : {}),
    ...(isDecimal ? { integer: true } : {}),
    ...(decimalChar === undefined || decimalChar === sign ? {} : { outputDecimalChar: decimalChar }),
  };
  // A comma that stays a comma still has to be read as one, if anything else is to be done.
  const keys = Object.keys(parameters);
  const isUnchanged = keys.length === 0 || (keys.length === 1 && sign === "," && decimalChar === ",");
  return isUnchanged ? [] : [{ op: "number", ...parameters, ...(sign === "," && decimalChar === "," ? { outputDecimalChar: "," } : {}) }];
}

/** What stands between groups of three digits, or `undefined`. */
function groupCharOf(texts: readonly string[], decimalSign: "." | ","): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const found = /\d([.,' \u00A0\u202F’])\d{3}(?!\d)/u.exec(text)?.[1];
    if (found !== undefined && found !== decimalSign) counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  return [...counts].toSorted((one, other) => other[1] - one[1])[0]?.[0];
}

const ISO: Readonly<Record<string, RegExp>> = {
  date: /^yyyy-MM-dd$/,
  datetime: /^yyyy-MM-dd(?:'T'| )HH:mm(?::ss(?:\.S+)?)?(?:X|xxx)?$/,
  time: /^HH:mm(?::ss(?:\.S+)?)?$/,
};

function dateSteps({ datePattern }: MatchColumn, { type = "any", format = "default" }: TargetField): Step[] {
  if (datePattern === undefined || format === "any") return [];
  const wanted = format === "default" ? undefined : patternOf(format);
  const fits = wanted === undefined ? (ISO[type]?.test(datePattern) ?? false) : wanted === datePattern;
  if (fits) return [];
  // A date without its time.
  const to = wanted ?? (type === "date" && /[HhKk]/.test(datePattern) ? "yyyy-MM-dd" : undefined);
  return [{ op: "date", from: datePattern, ...(to === undefined ? {} : { to }) }];
}

const TRUTH = new Set(["true", "false"]);

function booleanSteps(source: MatchColumn, { trueValues, falseValues }: TargetField): Step[] {
  const texts = textsOf(source);
  const known = new Set([...(trueValues ?? TRUTH), ...(falseValues ?? [])]);
  if (texts.every((text) => known.has(text))) return [];
  const [outputTrue] = trueValues ?? [];
  const [outputFalse] = falseValues ?? [];
  return [{ op: "boolean", ...(outputTrue === undefined ? {} : { outputTrue }), ...(outputFalse === undefined ? {} : { outputFalse }) }];
}

function textsOf({ values = [] }: MatchColumn): string[] {
  return values.map(({ value }) => value.trim());
}
