import type { Target, TargetField } from "./table-schema.ts";

/** A target as a JSON Schema 2020-12 of an object with a property for each field. */
export function targetToJsonSchema(target: Target): Record<string, unknown> {
  const required = target.fields.filter(({ constraints }) => constraints?.required).map(({ name }) => name);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...picked(target, ["title", "description"]),
    type: "object",
    properties: Object.fromEntries(target.fields.map((field) => [field.name, propertyOf(field)])),
    ...(required.length > 0 ? { required } : {}),
  };
}

/** A target as a Table Schema v2 descriptor that other tools read, without the keys that are ours: aliases and translations. */
export function targetToTableSchema(target: Target): Record<string, unknown> {
  return {
    $schema: "https://datapackage.org/profiles/2.0/tableschema.json",
    ...target,
    fields: target.fields.map(({ aliases: _aliases, translations: _translations, ...field }) => field),
  };
}

const FORMATS: Readonly<Record<string, string>> = { datetime: "date-time", date: "date", time: "time", duration: "duration" };
const STRING_FORMATS: Readonly<Record<string, string>> = { email: "email", uri: "uri", uuid: "uuid" };
const TYPES: Readonly<Record<string, string>> = {
  number: "number",
  integer: "integer",
  year: "integer",
  boolean: "boolean",
  object: "object",
  geojson: "object",
  array: "array",
  list: "array",
};

function propertyOf(field: TargetField): Record<string, unknown> {
  const { type = "any", format, constraints = {}, categories, example, examples } = field;
  const { required: _required, unique: _unique, enum: allowed, ...bounds } = constraints;
  const stringFormat = FORMATS[type] ?? (type === "string" && format !== undefined ? STRING_FORMATS[format] : undefined);
  const values = allowed ?? categories?.map((one) => (typeof one === "object" ? one.value : one));
  const shown = [...(example === undefined ? [] : [example]), ...(examples ?? [])];
  return {
    ...(type === "any" ? {} : { type: TYPES[type] ?? "string" }),
    ...(stringFormat === undefined ? {} : { format: stringFormat }),
    ...picked(field, ["title", "description", "aliases"]),
    // Bounds of dates are texts, which JSON Schema does not compare.
    ...Object.fromEntries(Object.entries(bounds).filter(([key, bound]) => key === "pattern" || typeof bound === "number")),
    ...(values ? { enum: values } : {}),
    ...(shown.length > 0 ? { examples: shown } : {}),
  };
}

function picked(value: object, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([key, one]) => keys.includes(key) && one !== undefined));
}
