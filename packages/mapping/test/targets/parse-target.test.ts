import { RowmillError } from "@rowmill/core/errors";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseTarget, type Problem, targetToJsonSchema, targetToTableSchema } from "../../src/index.ts";

function problemsOf(input: unknown): readonly Problem[] {
  try {
    parseTarget(input);
  } catch (error) {
    if (RowmillError.is(error, "TARGET_INVALID")) return error.details["problems"] as Problem[];
    throw error;
  }
  return [];
}

describe("parseTarget", () => {
  it("reads a list of names", () => {
    expect(parseTarget(["a", "b"])).toEqual({ fields: [{ name: "a" }, { name: "b" }] });
  });

  it("reads a Table Schema and ignores keys of others", () => {
    const descriptor = {
      $schema: "https://datapackage.org/profiles/2.0/tableschema.json",
      fields: [
        { name: "id", type: "integer", constraints: { required: true }, "x-note": 1, title: null },
        { name: "on", type: "date", format: "fmt:%d.%m.%Y" },
      ],
      primaryKey: "id",
    };
    expect(parseTarget(descriptor)).toEqual({
      fields: [
        { name: "id", type: "integer", constraints: { required: true } },
        { name: "on", type: "date", format: "%d.%m.%Y" },
      ],
      primaryKey: "id",
    });
  });

  it("reads a JSON Schema with references, null and enumerations", () => {
    const schema = {
      type: "object",
      required: ["email"],
      properties: {
        email: { type: "string", format: "email", title: "E-mail" },
        age: { type: ["integer", "null"], minimum: 0 },
        kind: { $ref: "#/$defs/kind" },
        when: { anyOf: [{ type: "string", format: "date-time" }, { type: "null" }] },
        size: { oneOf: [{ const: "S" }, { const: "M" }] },
      },
      $defs: { kind: { type: "string", enum: ["a", "b"] } },
    };
    expect(parseTarget(schema).fields).toEqual([
      { name: "email", title: "E-mail", type: "string", format: "email", constraints: { required: true } },
      { name: "age", type: "integer", constraints: { minimum: 0 } },
      { name: "kind", type: "string", constraints: { enum: ["a", "b"] } },
      { name: "when", type: "datetime" },
      { name: "size", type: "any", constraints: { enum: ["S", "M"] } },
    ]);
  });

  it("reads a zod object", () => {
    const schema = z.object({
      email: z.email(),
      born: z.iso.date().optional(),
      count: z.int(),
      when: z.date(),
      kind: z.enum(["a", "b"]).nullable(),
    });
    expect(parseTarget(schema).fields).toEqual([
      { name: "email", type: "string", format: "email", constraints: { required: true } },
      { name: "born", type: "date" },
      { name: "count", type: "integer", constraints: { required: true } },
      { name: "when", type: "datetime", constraints: { required: true } },
      { name: "kind", type: "string", constraints: { required: true, enum: ["a", "b"] } },
    ]);
  });

  it("reads another schema that describes itself", () => {
    const schema = {
      "~standard": { version: 1, vendor: "other", jsonSchema: { input: () => ({ properties: { a: { type: "number" } } }) } },
    };
    expect(parseTarget(schema).fields).toEqual([{ name: "a", type: "number" }]);
  });

  it("reads its own result", () => {
    const target = parseTarget({ fields: [{ name: "a", aliases: ["b"], translations: { de: "A" }, constraints: { enum: [1, 2] } }] });
    expect(parseTarget(target)).toEqual(target);
  });

  it.each([
    ["nothing", undefined],
    ["a number", 3],
    ["an object of another kind", { a: 1 }],
    ["no fields", { fields: [] }],
    ["a name that is no text", [1]],
    ["an unknown type", { fields: [{ name: "a", type: "money" }] }],
    ["a schema that cannot describe itself", { "~standard": {} }],
  ])("refuses %s", (_, input) => {
    expect(problemsOf(input)).toHaveLength(1);
  });

  it("lists all contradictions at once", () => {
    const fields = [
      { name: "a", type: "number", decimalChar: ",", groupChar: ",", constraints: { minimum: 5, maximum: 1 } },
      { name: "a", type: "integer", constraints: { enum: ["x"] } },
      { name: "b", trueValues: ["y"], falseValues: ["y"], constraints: { minLength: 5, maxLength: 1 } },
    ];
    expect(problemsOf({ fields, primaryKey: ["c"], uniqueKeys: [["d"]] }).map(({ path }) => path)).toEqual([
      "fields[0].constraints",
      "fields[0].groupChar",
      "fields[1].name",
      "fields[1].constraints.enum",
      "fields[2].constraints",
      "fields[2].falseValues",
      "primaryKey",
      "uniqueKeys[0]",
    ]);
  });
});

describe("a target", () => {
  const target = parseTarget({
    fields: [
      { name: "email", type: "string", format: "email", title: "E-mail", constraints: { required: true } },
      { name: "on", type: "date" },
      { name: "size", type: "string", constraints: { enum: ["S", "M"] }, aliases: ["Größe"] },
    ],
  });

  it("comes back from its own JSON Schema", () => {
    expect(parseTarget(targetToJsonSchema(target)).fields).toEqual(target.fields);
  });

  it("is written as a Table Schema without keys of ours", () => {
    const written = targetToTableSchema(target);
    expect(written["fields"]).toMatchObject([{ name: "email" }, { name: "on" }, { name: "size" }]);
    expect(JSON.stringify(written)).not.toContain("aliases");
  });
});
