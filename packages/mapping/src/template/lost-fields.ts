import { columnsInExpression, referencesOfField, referencesOfRowStep } from "../document/column-references.ts";
import type { ColumnMapping, ColumnMappingField } from "../document/document-schema.ts";
import type { Problem } from "../problem.ts";
import type { TemplateDifference } from "./difference.ts";

/** A target whose source is missing. */
export interface LostField {
  readonly target: string;
  /** The columns that are missing. */
  readonly columns: readonly MissingColumn[];
}

/** A column of the template that the file does not have. */
export interface MissingColumn {
  readonly id: string;
  readonly name: string;
}

/**
 * Splits fields into those that have all their columns and those that lost one, also through hidden fields. Lost hidden fields are in neither
 * list. Each reference is followed once.
 */
export function keepFields(fields: readonly ColumnMappingField[], missing: readonly MissingColumn[]) {
  const readers = new Map<string, number[]>();
  for (const [index, field] of fields.entries()) {
    for (const reference of referencesOfField(field)) readers.set(reference, [...(readers.get(reference) ?? []), index]);
  }
  const absent = new Map<number, MissingColumn[]>();
  for (const column of missing) {
    const reached = new Set<number>();
    const open = [column.id];
    for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
      for (const index of readers.get(reference) ?? []) {
        if (reached.has(index)) continue;
        reached.add(index);
        const field = fields[index]!;
        if (field.hidden) open.push(field.target);
      }
    }
    for (const index of reached) absent.set(index, [...(absent.get(index) ?? []), column]);
  }
  const lost = [...absent].flatMap(([index, columns]): LostField[] => {
    const { target, hidden, status } = fields[index]!;
    return hidden || status === "unmapped" ? [] : [{ target, columns }];
  });
  return { fields: fields.filter(({ hidden }, index) => !(hidden && absent.has(index))), lost };
}

/** A lost field as it stands in the bound document. */
export function unmappedField({ target, columns }: LostField): ColumnMappingField {
  const names = columns.map(({ name }) => JSON.stringify(name)).join(", ");
  return { target, status: "unmapped", reason: `The file has no column ${names}`.slice(0, 1_000) };
}

/** The targets that must have a value, by the target's schema or a rule of the document. A field that the user rejected is not needed. */
export function requiredTargets({ target, rules = [], fields }: ColumnMapping): Set<string> {
  const rejected = new Set(fields.filter(({ status }) => status === "rejected").map((field) => field.target));
  const names = [
    ...target.fields.filter(({ constraints }) => constraints?.required).map(({ name }) => name),
    ...[target.primaryKey ?? []].flat(),
    ...rules.flatMap((rule) => {
      if (rule.severity === "warning") return [];
      if (rule.rule === "required") return [rule.field];
      return rule.rule === "primaryKey" ? rule.fields : [];
    }),
  ];
  return new Set(names.filter((name) => !rejected.has(name)));
}

/** Required targets that have lost their source. */
export function lostProblems(fields: readonly ColumnMappingField[], lost: TemplateDifference["lost"]): Problem[] {
  const places = new Map(fields.map(({ target }, index) => [target, index]));
  return lost.flatMap(({ target, required, columns }) => {
    if (!required) return [];
    const names = columns.map((name) => JSON.stringify(name)).join(", ");
    return [
      { path: `fields[${places.get(target)}]`, message: `${JSON.stringify(target)} is required, and the file has no column ${names}` },
    ];
  });
}

/** Row steps that need a missing column. */
export function rowProblems(rows: ColumnMapping["rows"], missing: readonly MissingColumn[]): Problem[] {
  const names = new Map(missing.map(({ id, name }) => [id, name]));
  return (rows ?? []).flatMap((step, index) =>
    [...referencesOfRowStep(step)].flatMap((reference) => {
      const name = names.get(reference);
      if (name === undefined) return [];
      const message = `The step ${JSON.stringify(step.op)} needs the column ${JSON.stringify(name)}, and the file has none`;
      return [{ path: `rows[${index}]`, message }];
    }),
  );
}

/** Rules that are expressions cannot be cut down to the fields that are left. */
export function expressionProblems({ rules = [] }: ColumnMapping, lost: readonly LostField[]): Problem[] {
  const gone = new Set(lost.map(({ target }) => target));
  return rules.flatMap((rule, index) => {
    if (rule.rule !== "row") return [];
    return [...columnsInExpression(rule.expression)]
      .filter((name) => gone.has(name))
      .map((name) => ({ path: `rules[${index}].expression`, message: `It needs ${JSON.stringify(name)}, whose source column is missing` }));
  });
}

/** A template of which nothing is left would run without an error and import nothing. */
export function nothingLeft(fields: readonly ColumnMappingField[], kept: { readonly lost: readonly LostField[] }): Problem[] {
  const mapped = fields.filter(({ from, hidden, status }) => from !== undefined && !hidden && status !== "unmapped");
  const gone = new Set(kept.lost.map(({ target }) => target));
  if (mapped.length === 0 || mapped.some(({ target }) => !gone.has(target))) return [];
  return [{ path: "fields", message: "The file has none of the columns that the fields are made of" }];
}
