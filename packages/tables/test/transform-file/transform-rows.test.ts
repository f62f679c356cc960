import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
        byteOffset: 31,
        cells: ["2", "", "abc"],
        problems: [{ field: "age", column: "Age", value: "abc", rule: "number", message: '"abc" is not a number' }],
      },
      {
        rowNumber: 4,
        byteOffset: 38,
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

  it("types only texts that are exactly of a type, and leaves the others to the schema", async () => {
    const text = "n,big,yes,day,note\n1.5,12345678901234567890,true,2024-01-02,\n,,,,x\n12345678901234567890,1,yes,1.1.24,y\n";
    const schema = z.object({
      n: z.number().optional(),
      big: z.bigint().nullable(),
      yes: z.boolean().nullable(),
      day: z.date().nullish(),
      note: z.string().default("none"),
    });
    const fields = ["n", "big", "yes", "day", "note"].map((name) => ({ target: name, from: name }));
    const { rows, rejects } = await collect(transformRows(csv(text), { fields }, { schema, header: true }));
    expect(rows).toEqual([
      { n: 1.5, big: 12345678901234567890n, yes: true, day: new Date("2024-01-02"), note: "" },
      { big: null, yes: null, day: null, note: "x" },
    ]);
    expect(rejects[0]).toMatchObject({ rowNumber: 4, problems: [{ field: "n" }, { field: "yes" }, { field: "day" }] });
  });

  it("removes what it keeps on the disk when its loop is left, or its signal aborts", async () => {
    const temporaryFolder = mkdtempSync(join(tmpdir(), "rowmill-transform-rows-test-"));
    const many = csv(`id\n${Array.from({ length: 60_000 }, (_, index) => index).join("\n")}\n`);
    const dedupe: Mapping = { rows: [{ op: "dedupe", keep: "last" }], fields: [{ target: "id", from: "id" }] };
    for await (const { rows } of transformRows(many, dedupe, { header: true, temporaryFolder })) if (rows.length > 0) break;
    expect(readdirSync(temporaryFolder)).toEqual([]);

    const controller = new AbortController();
    const batches = transformRows(many, dedupe, { header: true, temporaryFolder, signal: controller.signal });
    const aborted = (async () => {
      for await (const { counts } of batches) if (counts.read > 30_000) controller.abort(new Error("enough"));
    })();
    await expect(aborted).rejects.toThrow("enough");
    expect(readdirSync(temporaryFolder)).toEqual([]);
    rmSync(temporaryFolder, { recursive: true });
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
