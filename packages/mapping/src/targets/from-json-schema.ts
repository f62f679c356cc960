/** A JSON Schema as far as it is read here. */
type JsonSchema = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON Schema of an object. */
export function isJsonSchema(input: unknown): input is JsonSchema {
  return isRecord(input) && isRecord(input["properties"]);
}

/** The descriptor of a flat JSON Schema: each property is a field. An object inside of it is one field of type `object`. */
export function jsonSchemaTarget(schema: JsonSchema): unknown {
  const properties = isRecord(schema["properties"]) ? schema["properties"] : {};
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"] : []);
  return defined({
    name: undefined,
    title: textOf(schema["title"]),
    description: textOf(schema["description"]),
    fields: Object.entries(properties).map(([name, property]) => fieldOf(name, resolved(property, schema), required.has(name))),
  });
}

function fieldOf(name: string, property: JsonSchema, isRequired: boolean): unknown {
  const { type, format } = typeOf(property);
  const constraints = defined({
    required: isRequired || undefined,
    minLength: property["minLength"],
    maxLength: property["maxLength"],
    // Whole numbers of JSON are bounded by what a double holds; that says nothing about the column.
    minimum: safeBound(property["minimum"]),
    maximum: safeBound(property["maximum"]),
    exclusiveMinimum: safeBound(property["exclusiveMinimum"]),
    exclusiveMaximum: safeBound(property["exclusiveMaximum"]),
    // Of a known format the pattern says the same again.
    pattern: format === undefined && (type === "string" || type === "any") ? property["pattern"] : undefined,
    enum: enumOf(property),
  });
  return defined({
    name,
    title: textOf(property["title"]),
    description: textOf(property["description"]),
    examples: Array.isArray(property["examples"]) ? property["examples"].filter(isScalar) : undefined,
    aliases: property["aliases"],
    type,
    format,
    constraints: Object.keys(constraints).length > 0 ? constraints : undefined,
  });
}

/** Follows a reference into the document, and takes null out of alternatives. */
function resolved(value: unknown, root: JsonSchema, depth = 0): JsonSchema {
  if (!isRecord(value) || depth > MAX_DEPTH) return {};
  const { $ref } = value;
  if (typeof $ref === "string" && $ref.startsWith("#/")) {
    const path = $ref
      .slice(2)
      .split("/")
      .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
    const found = path.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), root);
    return { ...resolved(found, root, depth + 1), ...without(value, "$ref") };
  }
  const alternatives = value["anyOf"] ?? value["oneOf"];
  if (!Array.isArray(alternatives)) return value;
  const others = alternatives.map((one) => resolved(one, root, depth + 1)).filter((one) => one["type"] !== "null");
  const [only] = others;
  if (only && others.length === 1) return { ...only, ...without(value, "anyOf", "oneOf") };
  const constants = others.flatMap((one) => ("const" in one ? [one["const"]] : []));
  return constants.length === others.length ? { ...without(value, "anyOf", "oneOf"), enum: constants } : value;
}

const MAX_DEPTH = 8;

const DATE_FORMATS: Readonly<Record<string, string>> = { date: "date", "date-time": "datetime", time: "time", duration: "duration" };
const STRING_FORMATS: Readonly<Record<string, string>> = { email: "email", "idn-email": "email", uri: "uri", url: "uri", uuid: "uuid" };

function typeOf(property: JsonSchema): { type: string; format?: string | undefined } {
  const types = [property["type"]].flat().filter((type) => type !== "null");
  const format = textOf(property["format"]) ?? "";
  const [type] = types;
  if (types.length !== 1 || typeof type !== "string") return { type: "any" };
  if (type !== "string") return { type };
  const dateType = DATE_FORMATS[format];
  return dateType === undefined ? { type, format: STRING_FORMATS[format] } : { type: dateType };
}

function enumOf(property: JsonSchema): unknown[] | undefined {
  if ("const" in property) return [property["const"]];
  const values = property["enum"];
  return Array.isArray(values) ? values.filter((value) => value !== null) : undefined;
}

function safeBound(value: unknown): unknown {
  return typeof value === "number" && Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function isScalar(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

function isRecord(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function without(value: JsonSchema, ...keys: readonly string[]): JsonSchema {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

function defined(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}
