import { z } from "zod";

/** The JSON schemas of one document. */
export interface Schemas {
  /** A schema as it stands, for a parameter or a property. */
  toJson(schema: z.ZodType, io: "input" | "output"): JsonObject;
  /** A schema, or where it is if it has an id (`.meta({ id })`): then it stands among the components, once. */
  refTo(schema: z.ZodType, io: "input" | "output"): JsonObject;
  components(): JsonObject;
}

type JsonObject = Record<string, unknown>;

/** Makes a collection of schemas. */
export function createSchemas(): Schemas {
  const components: JsonObject = {};
  return {
    toJson,
    refTo(schema, io) {
      const json = toJson(schema, io);
      const { id } = schema.meta() ?? {};
      if (typeof id !== "string") return json;
      components[id] = json;
      return { $ref: `#/components/schemas/${id}` };
    },
    components: () => Object.fromEntries(Object.entries(components).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };

  function toJson(schema: z.ZodType, io: "input" | "output"): JsonObject {
    // What has no JSON (a date, a custom check) is anything: a document that says a little less beats none.
    const { $defs = {}, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any", cycles: "ref" }) as JsonObject;
    for (const [name, definition] of Object.entries($defs as Record<string, JsonObject>)) components[name] = tidied(definition);
    return tidied(json);
  }
}

/** Without what the whole document says once, or says by a name. */
function tidied(json: JsonObject): JsonObject {
  const rest = Object.entries(json).filter(([key]) => key !== "$schema" && key !== "id");
  return relocated(Object.fromEntries(rest)) as JsonObject;
}

/** References to definitions lead to the components. */
function relocated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relocated);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === "$ref" && typeof member === "string" ? member.replace("#/$defs/", "#/components/schemas/") : relocated(member),
    ]),
  );
}
