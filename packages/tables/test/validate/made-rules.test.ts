import { describe, expect, it } from "vitest";
import { analyzeFile, rulesOfProfile, rulesOfTableSchema, validateFile } from "../../src/index.ts";

const countries = ["DE", "FR", "US"];
const good = Array.from({ length: 60 }, (_, index) => {
  const day = String((index % 28) + 1).padStart(2, "0");
  return `A-${1000 + index},${countries[index % 3]},u${index}@x.org,${index}.5,2024-01-${day},${index % 4 === 0 ? "" : "x"}`;
});
const file = (rows: readonly string[]) => Buffer.from(`id,country,mail,amount,day,note\n${rows.join("\n")}\n`);

describe("rulesOfProfile", () => {
  it("makes rules that the reference holds and other files may break", async () => {
    const rules = rulesOfProfile(await analyzeFile(file(good)), { bounds: true });
    expect(await validateFile(file(good), { rules })).toMatchObject({ isValid: true, rows: 60 });
    const { problems } = await validateFile(file(["A-1,XX,u,1,1.1.2024,", ",DE,a@x.org,99,2024-02-01,"]), { rules });
    const broken = problems.map(({ field, rule }) => `${field} ${rule}`).toSorted();
    expect(broken).toEqual(expect.arrayContaining(["amount maximum", "country enum", "day type", "id required", "mail type"]));
  });
});

describe("rulesOfTableSchema", () => {
  it("reads types, constraints and keys", () => {
    const rules = rulesOfTableSchema({
      fields: [
        { name: "id", type: "integer", constraints: { required: true, minimum: 1, unique: true } },
        { name: "kind", type: "string", categories: ["a", { value: 2 }], constraints: { maxLength: 3, pattern: "[a-z]" } },
        { name: "at", type: "date", format: "%d.%m.%Y" },
      ],
      primaryKey: "id",
      uniqueKeys: [["kind", "at"]],
      foreignKeys: [
        { fields: "kind", reference: { resource: "kinds", fields: "name" } },
        { fields: ["id"], reference: { resource: "", fields: ["id"] } },
      ],
    });
    expect(rules).toEqual([
      { rule: "required", field: "id" },
      { rule: "type", field: "id", type: "integer" },
      { rule: "minimum", field: "id", minimum: "1" },
      { rule: "unique", field: "id" },
      { rule: "maxLength", field: "kind", maxLength: 3 },
      { rule: "pattern", field: "kind", pattern: "[a-z]" },
      { rule: "enum", field: "kind", enum: ["a", "2"] },
      { rule: "type", field: "at", type: "date", format: "%d.%m.%Y" },
      { rule: "primaryKey", fields: ["id"] },
      { rule: "uniqueKeys", fields: ["kind", "at"] },
      { rule: "foreignKeys", fields: ["kind"], reference: { resource: "kinds", fields: ["name"] } },
    ]);
  });
});
