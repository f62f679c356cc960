import type { MatchColumn, MatchTable } from "../table/column.ts";
import { fieldTypeOf, type ProfiledColumn, type ProfiledTable } from "./from-profile.ts";
import type { Target, TargetField } from "./table-schema.ts";

/** The columns of a profiled file, as the matcher takes them. Analyze with `topValues: 200` for as much evidence as matching uses. */
export function profileTable({ columns }: ProfiledTable): MatchTable {
  return { columns: columns.map(profileColumn) };
}

function profileColumn(column: ProfiledColumn): MatchColumn {
  const { name, semantic, topValues, nonNullCount, distinct, datePattern, decimalSign, nullTokens } = column;
  return {
    name,
    ...(column.type === "string" && semantic === null ? {} : { type: fieldTypeOf(column) }),
    ...(semantic === null ? {} : { semantic }),
    ...(topValues.length > 0 ? { values: topValues } : {}),
    ...(datePattern === null ? {} : { datePattern }),
    ...(decimalSign === null ? {} : { decimalSign }),
    ...(nullTokens.length > 0 ? { missingValues: nullTokens.map(({ value }) => value) } : {}),
    valueCount: nonNullCount,
    distinctCount: distinct.count,
  };
}

/** The fields of a target, as the matcher takes them. A reference file's profile adds its values. */
export function targetTable(target: Target, profile?: ProfiledTable): MatchTable {
  return {
    ...(target.name === undefined ? {} : { name: target.name }),
    columns: target.fields.map((field, index) => {
      const column = profile?.columns[index];
      return column ? { ...profileColumn(column), name: field.name, ...namesOf(field) } : fieldColumn(field);
    }),
  };
}

const SEMANTIC_OF_FORMAT: Readonly<Record<string, string>> = { email: "email", uri: "url", uuid: "uuid" };

function fieldColumn(field: TargetField): MatchColumn {
  const { name, type, format, constraints, categories, example, examples } = field;
  const allowed = constraints?.enum ?? categories?.map((one) => (typeof one === "object" ? one.value : one));
  const shown = [...(example === undefined ? [] : [example]), ...(examples ?? [])];
  const semantic = type === "string" && format !== undefined ? SEMANTIC_OF_FORMAT[format] : undefined;
  return {
    name,
    ...namesOf(field),
    ...(type === undefined || type === "string" ? {} : { type }),
    ...(semantic === undefined ? {} : { semantic }),
    ...(allowed ? { enum: allowed.map(String) } : {}),
    ...(shown.length > 0 && !allowed ? { values: shown.map((value) => ({ value: String(value), count: 1 })) } : {}),
  };
}

function namesOf({ title, description, aliases, translations }: TargetField): Partial<MatchColumn> {
  const others = [...(aliases ?? []), ...Object.values(translations ?? {})];
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(others.length > 0 ? { aliases: others } : {}),
  };
}
