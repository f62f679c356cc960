import { z } from "zod";

/** The JSON schemas of one document. */
export interface Schemas {
  /** A schema; one that has an id (`.meta({ id })`) stands among the components, and here is where. */
  toJson(schema: z.ZodType, io: "input" | "output"): JsonObject;
  components(): JsonObject;
}

type JsonObject = Record<string, unknown>;

/**
 * Makes a collection of schemas.
 * @param onFailure - called for a schema that zod cannot write as JSON: in the document it is anything, or one odd schema would cost all
 */
export function createSchemas(onFailure: (error: unknown) => void): Schemas {
  const components: JsonObject = {};
  let unnamed = 0;

  return {
    toJson(schema, io) {
      const { $defs = {}, ...root } = convert(schema, io);
      // Names that zod made up are good within one schema only.
      const names = new Map(Object.keys($defs as JsonObject).map((name) => [name, name.startsWith("__schema") ? nextName() : name]));
      const rootName = refersToItself(root) || refersToItself($defs) ? nextName() : undefined;
      const relocate = (ref: string) =>
        ref === "#" ? refTo(rootName!) : ref.replace(/^#\/\$defs\/(.*)$/, (_, name: string) => refTo(names.get(name) ?? name));
      for (const [name, definition] of Object.entries($defs as Record<string, JsonObject>)) {
        components[names.get(name)!] = tidied(definition, relocate);
      }
      const json = tidied(root, relocate);
      if (rootName === undefined) return json;
      components[rootName] = json;
      return { $ref: refTo(rootName) };
    },

    components: () => Object.fromEntries(Object.entries(components).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };

  function convert(schema: z.ZodType, io: "input" | "output"): JsonObject {
    try {
      // What has no JSON (a date, a custom check) is anything: a document that says a little less beats none.
      return z.toJSONSchema(schema, { io, unrepresentable: "any", cycles: "ref" });
    } catch (error) {
      onFailure(error);
      return {};
    }
  }

  function nextName(): string {
    unnamed += 1;
    return `Schema${unnamed}`;
  }
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`;
}

function refersToItself(json: unknown): boolean {
  if (typeof json !== "object" || json === null) return false;
  return Object.entries(json).some(([key, member]) => (key === "$ref" && member === "#") || refersToItself(member));
}

/** Without what the whole document says once, or says by a name. */
function tidied(json: JsonObject, relocate: (ref: string) => string): JsonObject {
  const rest = Object.entries(json).filter(([key]) => key !== "$schema" && key !== "id");
  return relocated(Object.fromEntries(rest), relocate) as JsonObject;
}

function relocated(value: unknown, relocate: (ref: string) => string): unknown {
  if (Array.isArray(value)) return value.map((member) => relocated(member, relocate));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === "$ref" && typeof member === "string" ? relocate(member) : relocated(member, relocate),
    ]),
  );
}
