import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RowmillError } from "@rowmill/core/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ColumnMapping,
  columnMappingJsonSchema,
  formatColumnMapping,
  headerFingerprint,
  parseColumnMapping,
  type Problem,
  sourceColumnsOf,
  suggestMapping,
  toMapping,
} from "../../src/index.ts";

const document: ColumnMapping = {
  format: "column-mapping",
  version: 1,
  source: { columns: sourceColumnsOf(["Vorname", "Nachname", "Datum"]) },
  target: { fields: [{ name: "name" }, { name: "born", type: "date" }, { name: "channel" }] },
  fields: [
    { target: "name", from: ["vorname", "nachname"], steps: [{ op: "join", by: " " }], status: "accepted", by: "user" },
    { target: "born", from: "datum", status: "suggested", by: "heuristic", confidence: 0.8, reason: "Both are dates." },
    { target: "channel", const: "import", status: "edited", by: "user" },
  ],
};

function problemsOf(input: unknown): readonly Problem[] {
  try {
    parseColumnMapping(input);
  } catch (error) {
    if (RowmillError.is(error, "MAPPING_INVALID")) return error.details["problems"] as Problem[];
    throw error;
  }
  return [];
}

describe("parseColumnMapping", () => {
  it("takes a document as a value and as JSON", () => {
    expect(parseColumnMapping(document)).toEqual(document);
    expect(parseColumnMapping(JSON.stringify(document))).toEqual(document);
  });

  it.each([
    ["an unknown version", { ...document, version: 2 }, ["version"]],
    ["another format", { ...document, format: "recipe" }, ["format"]],
    ["an unknown key", { ...document, colour: "red" }, [""]],
    [
      "an unknown step",
      { ...document, fields: [{ target: "name", from: "vorname", steps: [{ op: "nope" }], status: "accepted" }] },
      ["fields[0].steps[0].op"],
    ],
    ["two fields for one target", { ...document, fields: [...document.fields, { target: "name", status: "unmapped" }] }, ["fields[3]"]],
    ["an unknown column", { ...document, fields: [{ target: "name", from: "nickname", status: "accepted" }] }, ["fields[0].from"]],
    ["an unknown target", { ...document, fields: [{ target: "nickname", from: "vorname", status: "accepted" }] }, ["fields[0].target"]],
    ["two origins", { ...document, fields: [{ target: "name", from: "vorname", const: "x", status: "accepted" }] }, ["fields[0]"]],
    ["no origin", { ...document, fields: [{ target: "name", status: "accepted" }] }, ["fields[0]"]],
    [
      "an unmapped field with an origin",
      { ...document, fields: [{ target: "name", from: "vorname", status: "unmapped" }] },
      ["fields[0].status"],
    ],
    ["text that is no JSON", "{", [""]],
  ])("refuses %s", (_, input, paths) => {
    expect(problemsOf(input).map(({ path }) => path)).toEqual(paths);
  });

  it("lists all problems at once", () => {
    const fields = [
      { target: "nickname", from: "a", status: "accepted" },
      { target: "name", from: "b", status: "accepted" },
    ];
    expect(problemsOf({ ...document, fields, ignored: ["c"] })).toHaveLength(4);
    expect(problemsOf({ ...document, version: 3, fields: [{ target: "name", colour: 1, status: "maybe" }] })).toHaveLength(3);
  });

  it("takes a column of a name that occurs once by its name", () => {
    expect(problemsOf({ ...document, fields: [{ target: "name", from: "Vorname", status: "accepted" }] })).toEqual([]);
    const twice = { columns: sourceColumnsOf(["Betrag", "Betrag"]) };
    expect(problemsOf({ ...document, source: twice, fields: [{ target: "name", from: "Betrag", status: "accepted" }] })).toMatchObject([
      { path: "fields[0].from" },
    ]);
  });
});

describe("formatColumnMapping", () => {
  it("writes what parseColumnMapping reads", () => {
    expect(parseColumnMapping(formatColumnMapping(document))).toEqual(document);
  });

  it("writes the same text for any order of fields and keys", () => {
    const expected = formatColumnMapping(document);
    fc.assert(
      fc.property(fc.shuffledSubarray([...document.fields], { minLength: 3 }), (fields) => {
        const turned = Object.fromEntries(Object.entries({ ...document, fields }).toReversed()) as unknown as ColumnMapping;
        expect(formatColumnMapping(turned)).toBe(expected);
      }),
    );
  });

  it("round-trips every proposal", () => {
    const name = fc.string({ minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 12 }), { maxLength: 6 }),
        fc.uniqueArray(name, { minLength: 1, maxLength: 6 }),
        (source, target) => {
          const { document: proposed } = suggestMapping(source, target);
          expect(parseColumnMapping(formatColumnMapping(proposed))).toEqual(proposed);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("toMapping", () => {
  it("runs accepted and edited fields only, unless suggestions are wanted", () => {
    expect(toMapping(document).fields.map(({ target }) => target)).toEqual(["name", "channel"]);
    expect(toMapping(document, { includeSuggested: true }).fields).toHaveLength(3);
    expect(toMapping(document).fields[0]).toEqual({ target: "name", from: ["vorname", "nachname"], steps: [{ op: "join", by: " " }] });
  });
});

describe("the rules of toMapping", () => {
  it("are those that the target declares for fields that run, and the document's own", () => {
    const target = {
      fields: [
        { name: "name", constraints: { required: true } },
        { name: "left_out", constraints: { required: true } },
      ],
    };
    const own = { rule: "minLength", field: "name", minLength: 2 };
    const { rules } = toMapping(
      parseColumnMapping({
        ...document,
        target: { fields: [...document.target.fields.filter(({ name }) => name !== "name"), ...target.fields] },
        rules: [own],
      }),
    );
    expect(rules).toContainEqual(expect.objectContaining({ rule: "required", field: "name" }));
    expect(rules?.at(-1)).toEqual(own);
    expect(rules?.some((rule) => "field" in rule && rule.field === "left_out")).toBe(false);
  });
});

describe("sourceColumnsOf", () => {
  it("gives readable ids that are different", () => {
    expect(sourceColumnsOf(["Betrag (EUR)", "betrag eur", "", "Größe"]).map(({ id }) => id)).toEqual([
      "betrag_eur",
      "betrag_eur_2",
      "column_3",
      "grosse",
    ]);
  });
});

describe("headerFingerprint", () => {
  it("does not depend on the order of the columns", () => {
    expect(headerFingerprint(["a", "b"])).toBe(headerFingerprint(["b", "a"]));
    expect(headerFingerprint(["a", "b"])).not.toBe(headerFingerprint(["a", "a"]));
  });
});

describe("column-mapping.schema.json", () => {
  it("is the JSON Schema of the document (npm run build:mapping-schema writes it)", () => {
    const committed = readFileSync(join(import.meta.dirname, "../../src/document/column-mapping.schema.json"), "utf8");
    expect(JSON.parse(committed)).toEqual(JSON.parse(JSON.stringify(columnMappingJsonSchema())));
  });
});

describe("docs/mapping.md", () => {
  it("shows a document that is valid, and written as formatColumnMapping writes it", () => {
    const page = readFileSync(join(import.meta.dirname, "../../../../docs/mapping.md"), "utf8");
    const example = /```json\n(.*?)```/su.exec(page)?.[1] ?? "";
    expect(formatColumnMapping(parseColumnMapping(example))).toBe(example);
  });
});
