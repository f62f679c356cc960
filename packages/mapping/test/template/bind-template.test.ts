import { RowmillError } from "@rowmill/core/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bindTemplate,
  type ColumnMapping,
  parseColumnMapping,
  type Problem,
  sourceColumnsOf,
  suggestMapping,
  type TemplateDifference,
  toMapping,
} from "../../src/index.ts";

const template: ColumnMapping = {
  format: "column-mapping",
  version: 1,
  name: "contacts",
  source: { columns: sourceColumnsOf(["Kundennr", "Vorname", "Nachname", "E-Mail"]), dialect: { delimiter: ";" } },
  target: {
    fields: [
      { name: "id", constraints: { required: true } },
      { name: "full_name" },
      { name: "email", constraints: { required: true } },
      { name: "channel" },
    ],
  },
  fields: [
    { target: "id", from: "kundennr", status: "accepted", by: "user" },
    { target: "full_name", from: ["vorname", "nachname"], steps: [{ op: "join", by: " " }], status: "edited", by: "user" },
    { target: "email", from: "e_mail", steps: ["trim"], status: "accepted", by: "exact" },
    { target: "channel", const: "import", status: "edited", by: "user" },
  ],
};

function refusalOf(document: ColumnMapping, columns: readonly string[]): { problems: readonly Problem[]; difference: TemplateDifference } {
  try {
    bindTemplate(document, columns);
  } catch (error) {
    if (RowmillError.is(error, "TEMPLATE_MISMATCH")) return error.details as never;
    throw error;
  }
  return expect.fail("the template was bound");
}

describe("bindTemplate", () => {
  it("binds the same header in any order, and says which columns moved", () => {
    const { document, difference } = bindTemplate(template, ["E-Mail", "Vorname", "Nachname", "Kundennr"]);
    expect(document.fields).toEqual(template.fields);
    expect(document.source.columns).toEqual([
      { id: "e_mail", name: "E-Mail", index: 0 },
      { id: "vorname", name: "Vorname", index: 1 },
      { id: "nachname", name: "Nachname", index: 2 },
      { id: "kundennr", name: "Kundennr", index: 3 },
    ]);
    expect(difference).toEqual({
      sameColumns: true,
      moved: [
        { id: "kundennr", name: "Kundennr", from: 0, to: 3 },
        { id: "e_mail", name: "E-Mail", from: 3, to: 0 },
      ],
      renamed: [],
      missing: [],
      added: [],
      lost: [],
    });
  });

  it.each([
    ["by name without case and separators", "KUNDENNR", "name", []],
    ["by an alias", "Nummer", "alias", ["Nummer"]],
    ["by what the names mean", "Customer number", "matcher", []],
  ])("finds a renamed column %s", (_, name, by, aliases) => {
    const columns = template.source.columns.map((column) => (column.id === "kundennr" ? { ...column, aliases: [...aliases] } : column));
    const { document, difference } = bindTemplate({ ...template, source: { ...template.source, columns } }, [
      name,
      "Vorname",
      "Nachname",
      "E-Mail",
    ]);
    expect(difference.renamed).toEqual([{ id: "kundennr", from: "Kundennr", to: name, by, confidence: expect.any(Number) }]);
    expect(document.source.columns[0]).toMatchObject({ id: "kundennr", name, aliases: ["Kundennr"] });
    expect(document.fields[0]).toEqual(template.fields[0]);
  });

  it("names new columns, with ids that nothing else has", () => {
    const { document, difference } = bindTemplate(template, ["Kundennr", "Vorname", "Nachname", "E-Mail", "e mail", "Ort"]);
    expect(difference.added).toEqual([
      { id: "e_mail_2", name: "e mail", index: 4 },
      { id: "ort", name: "Ort", index: 5 },
    ]);
    expect(parseColumnMapping(document)).toEqual(document);
  });

  it("applies partially where only optional targets lost their source", () => {
    const { document, difference } = bindTemplate(template, ["Kundennr", "Vorname", "E-Mail"]);
    expect(difference.missing).toEqual([{ id: "nachname", name: "Nachname", targets: ["full_name"] }]);
    expect(difference.lost).toEqual([{ target: "full_name", required: false, columns: ["Nachname"] }]);
    expect(document.fields[1]).toEqual({ target: "full_name", status: "unmapped", reason: 'The file has no column "Nachname"' });
    expect(parseColumnMapping(document)).toEqual(document);
  });

  it("refuses a file in which required targets lost their source, with all problems at once", () => {
    const { problems, difference } = refusalOf(template, ["Vorname", "Nachname"]);
    expect(problems).toEqual([
      { path: "fields[0]", message: '"id" is required, and the file has no column "Kundennr"' },
      { path: "fields[2]", message: '"email" is required, and the file has no column "E-Mail"' },
    ]);
    expect(difference.missing.map(({ name }) => name)).toEqual(["Kundennr", "E-Mail"]);
    expect(bindTemplate(template, ["Vorname", "Nachname"], { tolerant: true }).problems).toEqual(problems);
  });

  it.each<[string, Partial<ColumnMapping>]>([
    ["a primary key", { target: { ...template.target, primaryKey: "full_name" } }],
    ["a rule of the document", { rules: [{ rule: "required", field: "full_name" }] }],
    ["row steps that need the column", { rows: [{ op: "filter", where: { column: "Nachname", empty: false } }] }],
    ["an expression about the field", { rules: [{ rule: "row", expression: 'row["full_name"] != ""' }] }],
    ["fieldsMatch", { source: { ...template.source, fieldsMatch: "subset" } }],
  ])("counts %s as required", (_, change) => {
    const { problems } = refusalOf({ ...template, ...change }, ["Kundennr", "Vorname", "E-Mail"]);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.message).toContain(
      JSON.stringify("rules" in change && change.rules?.[0]?.rule === "row" ? "full_name" : "Nachname"),
    );
  });

  it("leaves out rules and limits about fields that stay empty, and keeps the others", () => {
    const { document } = bindTemplate(
      {
        ...template,
        rules: [
          { rule: "minLength", field: "full_name", minLength: 2 },
          { rule: "uniqueKeys", fields: ["full_name", "id"] },
          { rule: "unique", field: "id" },
        ],
        limits: { nullValues: [{ field: "full_name", count: 0 }], rowCount: { minimum: 1 } },
      },
      ["Kundennr", "Vorname", "E-Mail"],
    );
    expect(document.rules).toEqual([{ rule: "unique", field: "id" }]);
    expect(document.limits).toEqual({ nullValues: [], rowCount: { minimum: 1 } });
  });

  it("refuses a file that has none of the columns, though none is required", () => {
    const { problems } = refusalOf({ ...template, target: { fields: template.target.fields.map(({ name }) => ({ name })) } }, ["a", "b"]);
    expect(problems).toEqual([{ path: "fields", message: "The file has none of the columns that the fields are made of" }]);
  });

  it("loses fields that read a missing column in a step, a condition, a template, an expression or through a hidden field", () => {
    const { difference } = bindTemplate(
      {
        ...template,
        target: { fields: ["a", "b", "c", "d", "e", "f"].map((name) => ({ name })) },
        fields: [
          { target: "a", from: "kundennr", steps: [{ op: "math", operator: "add", byColumn: "Nachname" }], status: "accepted" },
          {
            target: "b",
            from: "kundennr",
            steps: [{ op: "when", any: [{ column: "nachname", empty: true }], then: ["trim"] }],
            status: "accepted",
          },
          { target: "c", steps: [{ op: "template", text: "{Vorname} {Nachname}" }], status: "accepted" },
          { target: "d", from: "kundennr", steps: [{ op: "cel", expression: "row['Nachname'] + value" }], status: "accepted" },
          { target: "e", from: "last", status: "accepted" },
          { target: "last", from: "first", hidden: true, status: "accepted" },
          { target: "first", from: "nachname", hidden: true, status: "accepted" },
          { target: "f", steps: [{ op: "template", text: "{{Nachname}} {value}" }], from: "kundennr", status: "accepted" },
        ],
      },
      ["Kundennr", "Vorname", "E-Mail"],
    );
    expect(difference.lost.map(({ target }) => target).toSorted()).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("keeps references to a renamed column in every place, by its id", () => {
    const { document } = bindTemplate(
      {
        ...template,
        target: { fields: ["a", "b", "c", "d"].map((name) => ({ name })) },
        rows: [{ op: "filter", where: { all: [{ column: "E-Mail", empty: false }] } }],
        fields: [
          { target: "a", from: "E-Mail", steps: ["trim"], status: "accepted" },
          { target: "b", steps: [{ op: "template", text: "<{E-Mail}> {x}", values: { x: { from: "E-Mail" } } }], status: "accepted" },
          { target: "c", from: "vorname", steps: [{ op: "cel", expression: 'row["E-Mail"] + value' }], status: "accepted" },
          { target: "d", from: "vorname", steps: [{ op: "date", from: "E-Mail" }], status: "accepted" },
        ],
      },
      ["Kundennr", "Vorname", "Nachname", "E-MAIL"],
    );
    expect(document.rows).toEqual([{ op: "filter", where: { all: [{ column: "e_mail", empty: false }] } }]);
    expect(document.fields[0]!.from).toBe("e_mail");
    expect(document.fields[1]!.steps).toEqual([{ op: "template", text: "<{e_mail}> {x}", values: { x: { from: "e_mail" } } }]);
    expect(document.fields[2]!.steps).toEqual([{ op: "cel", expression: 'row["e_mail"] + value' }]);
    // A pattern is no reference.
    expect(document.fields[3]!.steps).toEqual([{ op: "date", from: "E-Mail" }]);
  });

  it("binds equal names in their order, and guesses nothing where their number differs", () => {
    const repeated: ColumnMapping = {
      ...template,
      source: { columns: sourceColumnsOf(["Betrag", "Datum", "Betrag"]) },
      target: { fields: [{ name: "gross" }, { name: "net" }, { name: "day" }] },
      fields: [
        { target: "gross", from: "betrag", status: "accepted" },
        { target: "net", from: "betrag_2", status: "accepted" },
        { target: "day", from: "datum", status: "accepted" },
      ],
    };
    const idsOf = (columns: readonly string[]) => bindTemplate(repeated, columns).document.source.columns.map(({ id }) => id);
    expect(idsOf(["Datum", "Betrag", "Betrag"])).toEqual(["datum", "betrag", "betrag_2"]);
    expect(bindTemplate(repeated, ["Datum", "Betrag"]).difference.lost.map(({ target }) => target)).toEqual(["gross", "net"]);
  });

  it("returns, for any header in any order, a valid document whose fields read what they read before", () => {
    const word = fc.constantFrom("id", "name", "Vorname", "Geburtsdatum", "amount", "Betrag (EUR)", "x", "", "E-Mail", "Ort", "zip");
    const header = fc.array(word, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(header, fc.array(word, { maxLength: 3 }), fc.nat(), (columns, more, seed) => {
        const { document: suggested } = suggestMapping(columns, ["id", "full_name", "birth_date", "amount", "email", "city"]);
        const saved = parseColumnMapping(suggested);
        const file = [...columns, ...more].toSorted((one, other) => rank(one, seed) - rank(other, seed));
        const { document, difference } = bindTemplate(saved, file, { tolerant: true });
        expect(parseColumnMapping(document)).toEqual(document);
        expect(document.source.columns.map(({ name }) => name)).toEqual(file);
        const nameOf = ({ source }: ColumnMapping, id: string) => source.columns.find((column) => column.id === id)?.name ?? id;
        const lost = new Set(difference.lost.map(({ target }) => target));
        for (const field of saved.fields.filter(({ from, target }) => from !== undefined && !lost.has(target))) {
          const now = document.fields.find(({ target }) => target === field.target);
          if (field.hidden && !now) continue;
          const read = ({ from }: typeof field, of: ColumnMapping) => [from ?? []].flat().map((id) => nameOf(of, id));
          if (difference.renamed.length === 0) expect(read(now!, document)).toEqual(read(field, saved));
        }
        const again = bindTemplate(document, file, { tolerant: true });
        expect(again.difference).toMatchObject({ sameColumns: true, moved: [], renamed: [], missing: [], added: [] });
        expect(again.document).toEqual(document);
        expect(() => toMapping(document)).not.toThrow();
      }),
      { numRuns: 100 },
    );
  });
});

function rank(text: string, seed: number): number {
  let hash = seed;
  for (const character of text) hash = (hash * 31 + character.charCodeAt(0)) % 1_000_003;
  return hash;
}
