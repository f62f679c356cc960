import { describe, expect, it } from "vitest";
import { type FileRules, type Rule, validateFile, type ValidateOptions } from "../../src/index.ts";

/** The rows of a column `v` that a rule rejects, by their values. */
async function rejected(rule: Rule, values: readonly string[], options: ValidateOptions = {}): Promise<(string | null)[]> {
  const text = ["n,v", ...values.map((value, index) => `${index},"${value.replaceAll('"', '""')}"`)].join("\n");
  const { rejects } = await validateFile(
    Buffer.from(`${text}\n`),
    { rules: [rule] },
    { header: true, delimiter: ",", quote: '"', ...options },
  );
  return rejects.map(({ cells }) => cells[1] ?? null);
}

const check = (rules: FileRules, csv: string, options: ValidateOptions = {}) => validateFile(Buffer.from(csv), rules, options);

describe("rules on values", () => {
  it.each<[Rule, string[], string[]]>([
    [{ rule: "required", field: "v" }, ["a", "", " "], [""]],
    [{ rule: "minimum", field: "v", minimum: "10" }, ["9.99", "10", "1e2", "", "x"], ["9.99", "x"]],
    [{ rule: "maximum", field: "v", maximum: 10 }, ["10.0", "10.01"], ["10.01"]],
    [{ rule: "exclusiveMinimum", field: "v", exclusiveMinimum: 0 }, ["0", "0.1"], ["0"]],
    [{ rule: "exclusiveMaximum", field: "v", exclusiveMaximum: "0.3" }, ["0.3", "0.2"], ["0.3"]],
    [{ rule: "minimum", field: "v", minimum: "2024-01-01" }, ["2023-12-31", "2024-01-01", "1.1.2024"], ["2023-12-31", "1.1.2024"]],
    [
      { rule: "maximum", field: "v", maximum: "2024-01-01T00:00:00Z" },
      ["2024-01-01T01:00:00+02:00", "2024-01-01T00:00:01Z"],
      ["2024-01-01T00:00:01Z"],
    ],
    [{ rule: "minLength", field: "v", minLength: 2 }, ["a", "😀", "ab"], ["a", "😀"]],
    [{ rule: "maxLength", field: "v", maxLength: 1 }, ["😀", "ab"], ["ab"]],
    [{ rule: "pattern", field: "v", pattern: "\\d+" }, ["12", "a12"], ["a12"]],
    [{ rule: "enum", field: "v", enum: ["a", "b"] }, ["a", "A"], ["A"]],
    [{ rule: "enum", field: "v", enum: ["a", "b"], ignoreCase: true }, ["B", "c"], ["c"]],
    [{ rule: "unique", field: "v" }, ["a", "b", "a", "", ""], ["a"]],
    [{ rule: "primaryKey", fields: ["v"] }, ["a", "b", "a", ""], ["a", ""]],
  ])("%j", async (rule, values, expected) => {
    expect(await rejected(rule, values)).toEqual(expected);
  });

  it.each<[Omit<Extract<Rule, { rule: "type" }>, "rule" | "field">, string[], string[]]>([
    [{ type: "integer" }, ["1", "-5", "+7"], ["1.0", "1e3", "x", " 1"]],
    [{ type: "number" }, ["1.5", "-1e3"], ["1,5", "NaN"]],
    [{ type: "number", decimalChar: ",", groupChar: "." }, ["1.234,5"], ["1,234.5"]],
    [{ type: "boolean" }, ["true", "0"], ["yes"]],
    [{ type: "boolean", trueValues: ["ja"], falseValues: ["nein"] }, ["ja", "nein"], ["true"]],
    [{ type: "date" }, ["2024-02-29"], ["2023-02-29", "1.2.2024", "2024-2-1"]],
    [{ type: "date", format: "%d/%m/%Y" }, ["29/02/2024"], ["2024-02-29"]],
    [{ type: "datetime" }, ["2024-02-29T12:00:00", "2024-02-29T12:00:00.5+01:00"], ["2024-02-29"]],
    [{ type: "time" }, ["12:00:00"], ["12:00", "25:00:00"]],
    [{ type: "year" }, ["2024"], ["24"]],
    [{ type: "yearmonth" }, ["2024-12"], ["2024-13"]],
    [{ type: "duration" }, ["P1Y2M", "PT5S"], ["P", "1Y", "PT"]],
    [{ type: "string", format: "email" }, ["a@x.org"], ["a@x", "a b@x.org"]],
    [{ type: "string", format: "uri" }, ["https://x.org/a?b"], ["x.org"]],
    [{ type: "string", format: "uuid" }, ["123e4567-e89b-12d3-a456-426614174000"], ["123e4567"]],
    [{ type: "object" }, ['{"a":1}'], ["[1]", "{"]],
    [{ type: "geopoint" }, ["90.5, 45"], ["190,45", "1"]],
  ])("type %j", async (type, good, bad) => {
    expect(await rejected({ rule: "type", field: "v", ...type }, [...good, ...bad])).toEqual(bad);
  });

  it("speaks to the owner of the file, or as the mapping says", async () => {
    const rules: Rule[] = [
      { rule: "minimum", field: "age", minimum: 18 },
      { rule: "enum", field: "age", enum: ["1"], message: "Only ones are taken" },
    ];
    const { rejects } = await check({ rules }, "id,age\n1,7\n");
    expect(rejects[0]?.problems).toEqual([
      { field: "age", column: "age", value: "7", rule: "minimum", message: "7 is not at least 18" },
      { field: "age", column: "age", value: "7", rule: "enum", message: "Only ones are taken" },
    ]);
  });
});

describe("rules on rows", () => {
  it("counts a key only if nothing else is wrong with its row", async () => {
    const rules: Rule[] = [
      { rule: "uniqueKeys", fields: ["a", "b"] },
      { rule: "required", field: "c" },
    ];
    const { rejects } = await check({ rules }, "a,b,c\n1,1,\n1,1,x\n1,2,x\n1,1,y\n");
    expect(rejects.map(({ rowNumber, problems }) => [rowNumber, problems[0]?.rule])).toEqual([
      [2, "required"],
      [5, "uniqueKeys"],
    ]);
  });

  it("looks foreign keys up in a table", async () => {
    const rule: Rule = { rule: "foreignKeys", fields: ["v"], reference: { resource: "countries", fields: ["code"] } };
    const files = { countries: Buffer.from("name,code\nGermany,DE\nFrance,FR\n") };
    expect(await rejected(rule, ["DE", "XX", "", "FR"], { files })).toEqual(["XX"]);
    await expect(rejected(rule, ["DE"])).rejects.toMatchObject({ code: "MAPPING_INVALID" });
  });

  it("asks a function of the host once for each key", async () => {
    const asked: string[] = [];
    const rule: Rule = { rule: "foreignKeys", fields: ["v"], reference: { resource: "users" } };
    const users = async (keys: readonly (readonly string[])[]) => {
      asked.push(...keys.map(([key]) => key ?? ""));
      return keys.map(([key]) => key !== "3");
    };
    expect(await rejected(rule, ["1", "2", "1", "3", "3"], { references: { users } })).toEqual(["3", "3"]);
    expect(asked).toEqual(["1", "2", "3"]);
  });

  it("evaluates expressions, if they are allowed", async () => {
    const rule: Rule = { rule: "row", expression: 'num(row["n"]) < 2.0 || row.v != "x"', message: "No x here" };
    expect(await rejected(rule, ["x", "x", "x", "y"], { allowExpressions: true })).toEqual(["x"]);
    await expect(rejected(rule, ["x"])).rejects.toThrow("not allowed");
    await expect(rejected({ rule: "row", expression: 'row.v.matches("x")' }, ["x"], { allowExpressions: true })).rejects.toThrow(
      "matches is not allowed",
    );
  });
});

describe("the whole", () => {
  it("stops early at a limit by count, and judges shares at the end", async () => {
    const csv = `id,v\n${Array.from({ length: 5_000 }, (_, index) => `${index},${index % 2 ? "" : "x"}`).join("\n")}\n`;
    const early = await check({ limits: { nullValues: [{ field: "v", count: 10 }] } }, csv);
    expect(early).toMatchObject({ isValid: false, isStopped: true, limits: [{ limit: "nullValues", field: "v" }] });
    expect(early.rows).toBeLessThan(5_000);
    const late = await check(
      { limits: { nullValues: [{ field: "v", share: 0.4 }], rowCount: { minimum: 6_000 }, duplicateValues: [{ field: "v", share: 0.1 }] } },
      csv,
    );
    expect(late).toMatchObject({ isValid: false, isStopped: false, rows: 5_000 });
    expect(late.limits.map(({ limit }) => limit)).toEqual(["rowCount", "nullValues", "duplicateValues"]);
    expect((await check({ limits: { nullValues: [{ field: "v", share: 0.5 }] } }, csv)).isValid).toBe(true);
  });

  it.each<[FileRules["fieldsMatch"], string[], boolean]>([
    ["exact", ["a", "b"], true],
    ["exact", ["b", "a"], false],
    ["equal", ["b", "a"], true],
    ["equal", ["a"], false],
    ["subset", ["a"], true],
    ["subset", ["a", "c"], false],
    ["superset", ["a", "b", "c"], true],
    ["superset", ["a"], false],
    ["partial", ["a", "c"], true],
    ["partial", ["c"], false],
  ])("fieldsMatch %s of %j", async (fieldsMatch, columns, isValid) => {
    expect(await check({ columns, fieldsMatch }, "a,b\n1,2\n")).toMatchObject({ isValid });
  });
});
