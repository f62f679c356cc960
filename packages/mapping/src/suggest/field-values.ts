import type { ColumnMapping } from "../document/document-schema.ts";
import type { MatchColumn, MatchTable } from "../table/column.ts";
import type { ProfiledTable } from "../targets/from-profile.ts";
import type { Target, TargetField } from "../targets/table-schema.ts";
import { suggestValues, type ValueSuggestion } from "../values/suggest-values.ts";
import type { TargetValue } from "../values/target-value.ts";

/** What the values of a field's source column mean among the values that the target allows. */
export interface FieldValues extends ValueSuggestion {
  /** The name of the field. */
  readonly target: string;
  /** Whether the target allows no other values, so that a row with an open value is rejected. */
  readonly isClosed: boolean;
  /** The values that the target allows. */
  readonly allowed: readonly TargetValue[];
}

/** A reference column with more different values is no list of answers. */
const MOST_REFERENCE_VALUES = 100;

/**
 * Proposes tables of values for the fields of a document whose target allows a list of values, by `enum`, `categories` or a reference
 * column with few of them. Fields whose values are all allowed as they are need none.
 *
 * @param source - the columns of the file, in the order of the document's, with the values that were counted
 * @param reference - the profile of the reference file, where the target is one
 */
export function suggestFieldValues(document: ColumnMapping, source: MatchTable, target: Target, reference?: ProfiledTable): FieldValues[] {
  const columns = new Map(document.source.columns.map(({ id }, index) => [id, source.columns[index]]));
  return document.fields.flatMap(({ target: name, from, steps }): FieldValues[] => {
    const index = target.fields.findIndex((field) => field.name === name);
    const column = typeof from === "string" && steps === undefined ? columns.get(from) : undefined;
    const allowed = allowedValues(target.fields[index], reference?.columns[index]);
    if (!column || !allowed || isFreeText(column)) return [];
    const values = column.values ?? [];
    const known = new Set(allowed.values.map(({ value }) => value));
    if (values.every(({ value }) => known.has(value))) return [];
    const suggestion = suggestValues(values, allowed.values);
    // Values that mean nothing in the target show that the columns have other subjects.
    if (Object.keys(suggestion.table).length === 0) return [];
    return [{ target: name, isClosed: allowed.isClosed, allowed: allowed.values, ...suggestion }];
  });
}

/** The document with a `lookup` step for each table of values. A field whose table has pairs that only a model names is not accepted. */
export function withLookups(document: ColumnMapping, values: readonly FieldValues[]): ColumnMapping {
  const byTarget = new Map(values.map((entry) => [entry.target, entry]));
  const fields = document.fields.map((field) => {
    const entry = byTarget.get(field.target);
    if (!entry) return field;
    const lookup = { op: "lookup" as const, table: entry.table, else: entry.isClosed ? ("error" as const) : ("keep" as const) };
    const needsReview = field.status === "accepted" && entry.pairs.some(({ by }) => by === "model");
    return { ...field, steps: [...(field.steps ?? []), lookup], ...(needsReview ? { status: "suggested" as const } : {}) };
  });
  return { ...document, fields };
}

function allowedValues(
  field: TargetField | undefined,
  reference: ProfiledTable["columns"][number] | undefined,
): { readonly values: readonly TargetValue[]; readonly isClosed: boolean } | undefined {
  const declared = field?.constraints?.enum?.map((value) => ({ value: String(value) })) ?? categoriesOf(field);
  if (declared) return { values: declared, isClosed: true };
  const isList = reference?.distinct.exact === true && reference.distinct.count <= MOST_REFERENCE_VALUES;
  if (!isList || reference.type !== "string" || reference.topValues.length < reference.distinct.count) return undefined;
  // Texts that hardly repeat are names, not answers.
  if (reference.distinct.count * 2 > reference.nonNullCount) return undefined;
  return { values: reference.topValues.map(({ value }) => ({ value })), isClosed: false };
}

function categoriesOf(field: TargetField | undefined): TargetValue[] | undefined {
  return field?.categories?.map((one) =>
    typeof one === "object" ? { value: String(one.value), label: one.label } : { value: String(one) },
  );
}

function isFreeText({ values = [], distinctCount = values.length }: MatchColumn): boolean {
  return distinctCount > values.length * 2;
}
