import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { defineStep, type Mapping, previewTransform, transformRows, validateFile } from "../../src/index.ts";

const csv = (text: string) => Buffer.from(text);
const people = csv("id,E-Mail,Age\n1, Ada@X.ORG ,36\n2,,abc\n3,bob@x.org\n4,eve@x.org,7\n");
const mapping: Mapping = {
  fields: [
    { target: "email", from: "E-Mail", steps: ["trim", "lowercase"] },
    { target: "age", from: "Age", steps: ["int"] },
  ],
  rules: [{ rule: "required", field: "email" }],
};

async function collect<Batch extends { rows: readonly unknown[]; rejects: readonly unknown[] }>(batches: AsyncIterable<Batch>) {
  const rows: Batch["rows"][number][] = [];
  const rejects: Batch["rejects"][number][] = [];
  let last: Batch | undefined;
  for await (const batch of batches) {
    rows.push(...batch.rows);
    rejects.push(...batch.rejects);
    last = batch;
  }
  return { rows, rejects, last };
}

describe("transformRows", () => {
  it("yields objects, and rejected rows as they stood with their reasons", async () => {
    const { rows, rejects, last } = await collect(transformRows(people, mapping));
    expect(rows).toEqual([
      { email: "ada@x.org", age: "36" },
      { email: "eve@x.org", age: "7" },
    ]);
    expect(rejects).toEqual([
      {
        rowNumber: 3,
        cells: ["2", "", "abc"],
        problems: [{ field: "age", column: "Age", value: "abc", rule: "number", message: '"abc" is not a number' }],
      },
      {
        rowNumber: 4,
        cells: ["3", "bob@x.org"],
        problems: [{ rule: "missing-cell", message: "The row has 2 cells, the table has 3 columns" }],
      },
    ]);
    expect(last?.counts).toEqual({ read: 4, added: 0, written: 2, rejected: 2, leftOut: {} });
  });

  it("types rows by a schema and rejects what it refuses", async () => {
    const schema = z.object({ email: z.email(), age: z.int().min(18) });
    const typed = transformRows(people, mapping, { schema });
    const { rows, rejects } = await collect(typed);
    expectTypeOf(rows).toEqualTypeOf<{ email: string; age: number }[]>();
    expect(rows).toEqual([{ email: "ada@x.org", age: 36 }]);
    expect(rejects.at(-1)).toMatchObject({ rowNumber: 5, problems: [{ field: "age", column: "Age", value: "7", rule: "schema" }] });
  });

  it("refuses a mapping with all of its problems before the first row", async () => {
    const wrong: Mapping = {
      fields: [
        { target: "a", from: "Agee", steps: [{ op: "replace", pattern: "(", with: "" }] },
        { target: "a", from: ["id", "Age"] },
        { target: "c", steps: ["trim"] },
      ],
      rules: [{ rule: "required", field: "x" }],
    };
    await expect(collect(transformRows(people, wrong))).rejects.toMatchObject({
      code: "MAPPING_INVALID",
      details: {
        problems: [
          { path: "fields[0].from", message: expect.stringContaining('There is no column "Agee"') },
          { path: "fields[0].steps[0].pattern", message: expect.stringContaining("cannot be read") },
          { path: "fields[1].target" },
          { path: "fields[1].from[1]" },
          { path: "fields[2]" },
          { path: "rules[0].field" },
        ],
      },
    });
  });

  it("asks a step of the host once for each different value, also inside of other steps", async () => {
    const asked: string[][] = [];
    const city = defineStep({
      name: "city",
      run: async (values) => {
        asked.push([...values]);
        return values.map((value) => (value === "0" ? { error: "0 is no code" } : `city ${value}`));
      },
    });
    const steps: Mapping["fields"][number]["steps"] = [
      {
        op: "when",
        equals: "9",
        then: [{ op: "const", value: "none" }],
        else: [
          { op: "custom", name: "city" },
          { op: "case", to: "upper" },
        ],
      },
    ];
    const { rows, rejects } = await collect(
      transformRows(csv("code,n\n1,a\n2,b\n1,c\n9,d\n0,e\n"), { fields: [{ target: "city", from: "code", steps }] }, { steps: [city] }),
    );
    expect(rows.map((row) => row["city"])).toEqual(["CITY 1", "CITY 2", "CITY 1", "none"]);
    expect(rejects).toMatchObject([{ rowNumber: 6, problems: [{ rule: "city", message: "0 is no code" }] }]);
    expect(asked).toEqual([["1", "2", "0"]]);
  });
});

describe("previewTransform", () => {
  it("shows input and output side by side, and the kinds of failures", async () => {
    const preview = await previewTransform(people, mapping, { rows: 2 });
    expect(preview.rows).toMatchObject([
      { rowNumber: 2, input: ["1", " Ada@X.ORG ", "36"], output: ["ada@x.org", "36"] },
      { rowNumber: 3, output: null, problems: [{ rule: "number" }] },
    ]);
    expect(preview.failures.map(({ rule, count }) => [rule, count])).toEqual([
      ["number", 1],
      ["missing-cell", 1],
    ]);
  });
});

describe("validateFile", () => {
  it("reports rows that break rules, and counts each rule", async () => {
    const result = await validateFile(csv("id,mail\n1,a@x.org\n1,b\n3,\n4,c@x.org\n"), {
      rules: [
        { rule: "required", field: "mail" },
        { rule: "type", field: "mail", type: "string", format: "email" },
        { rule: "primaryKey", fields: ["id"] },
        { rule: "maximum", field: "id", maximum: 3, severity: "warning" },
      ],
    });
    expect(result).toMatchObject({ isValid: false, rows: 4, rejectedRows: 2, warningCount: 1 });
    expect(result.rejects.map(({ rowNumber, problems }) => [rowNumber, problems.map(({ rule }) => rule)])).toEqual([
      [3, ["type", "primaryKey"]],
      [4, ["required"]],
    ]);
    expect(result.warnings).toMatchObject([{ rowNumber: 5, problem: { message: "4 is not at most 3" } }]);
  });
});
