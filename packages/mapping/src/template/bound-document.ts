import type { ColumnMapping, ColumnMappingField, TableDialect } from "../document/document-schema.ts";
import { headerFingerprint, sourceColumnsOf } from "../document/source-columns.ts";
import { type LostField, type MissingColumn, unmappedField } from "./lost-fields.ts";

/** What a template has become on a file. */
export interface BoundParts {
  readonly columns: ColumnMapping["source"]["columns"];
  readonly fields: readonly ColumnMappingField[];
  readonly rows: ColumnMapping["rows"];
  readonly lost: readonly LostField[];
  readonly missing: readonly MissingColumn[];
  readonly dialect: TableDialect | undefined;
}

/**
 * The columns of a file: those that were found keep their ids and remember their earlier names, the others get ids of their own.
 * @param bySource - the template's column at each place of the file
 */
export function boundColumns(document: ColumnMapping, names: readonly string[], bySource: ReadonlyMap<number, number>) {
  const hidden = document.fields.filter((field) => field.hidden).map(({ target }) => target);
  const taken = new Set([...document.source.columns.map(({ id }) => id), ...hidden]);
  const added = sourceColumnsOf(
    names.filter((_, index) => !bySource.has(index)),
    taken,
  ).values();
  return names.map((name, index) => {
    const column = document.source.columns[bySource.get(index) ?? -1];
    if (!column) return { ...added.next().value!, index };
    const aliases = [...new Set([...(column.aliases ?? []), column.name])].filter((alias) => alias !== name);
    return { id: column.id, name, index, ...(aliases.length > 0 ? { aliases } : {}) };
  });
}

/** The document of a template on a file. Pairs that were rejected or ignored are kept as far as the file has their columns. */
export function boundDocument(document: ColumnMapping, rename: (reference: string) => string, parts: BoundParts): ColumnMapping {
  const { columns, fields, rows, lost, missing, dialect } = parts;
  const gone = new Map(lost.map((one) => [one.target, one]));
  const absent = new Set(missing.map(({ id }) => id));
  const { dialect: _dialect, ...source } = document.source;
  const { rejected, ignored, rules, limits, ...rest } = document;
  const rejectedHere = rejected?.map((pair) => ({ ...pair, from: rename(pair.from) })).filter(({ from }) => !absent.has(from));
  const ignoredHere = ignored?.map(rename).filter((id) => !absent.has(id));
  const rulesHere = rules?.filter((rule) => {
    const names = "field" in rule ? [rule.field] : "fields" in rule ? rule.fields : [];
    return !names.some((name) => gone.has(name));
  });
  return {
    ...rest,
    source: {
      ...source,
      columns,
      fingerprint: headerFingerprint(columns.map(({ name }) => name)),
      ...(dialect ? { dialect } : {}),
    },
    ...(rows ? { rows } : {}),
    fields: fields.map((field) => {
      const one = gone.get(field.target);
      return one ? unmappedField(one) : field;
    }),
    ...(rulesHere ? { rules: rulesHere } : {}),
    ...(limits ? { limits: limitsWithout(limits, gone) } : {}),
    ...(rejectedHere?.length ? { rejected: rejectedHere } : {}),
    ...(ignoredHere?.length ? { ignored: ignoredHere } : {}),
  };
}

function limitsWithout(
  limits: NonNullable<ColumnMapping["limits"]>,
  gone: ReadonlyMap<string, unknown>,
): NonNullable<ColumnMapping["limits"]> {
  const { nullValues, duplicateValues, ...rest } = limits;
  return {
    ...rest,
    ...(nullValues ? { nullValues: nullValues.filter(({ field }) => !gone.has(field)) } : {}),
    ...(duplicateValues ? { duplicateValues: duplicateValues.filter(({ field }) => !gone.has(field)) } : {}),
  };
}
