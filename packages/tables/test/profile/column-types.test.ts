import { describe, expect, it } from "vitest";
import { analyzeFile } from "../../src/index.ts";

async function profileOf(name: string, ...values: readonly string[]) {
  const lines = values.map((value, index) => `r${index},"${value}"`);
  const { columns } = await analyzeFile(Buffer.from(`id,${name}\n${lines.join("\n")}\n`), { thread: false });
  const [, column] = columns;
  if (!column) throw new Error("there is no second column");
  return column;
}

describe("a column's type", () => {
  it("is a date and time where fourteen digits are one in all of it", async () => {
    expect(await profileOf("stamp", "20240403134510", "20231225000000", "20240101235959")).toMatchObject({
      type: "datetime",
      datePattern: "yyyyMMddHHmmss",
      min: "2023-12-25T00:00:00",
      max: "2024-04-03T13:45:10",
    });
  });

  it("has the decimal sign of its amounts", async () => {
    expect(await profileOf("price", "€ 1.234,50", "€ 12,00", "€ 950")).toMatchObject({
      semantic: "currency",
      decimalSign: ",",
      max: 1234.5,
    });
  });

  it("is boolean for two letters that answer a question, and no other two", async () => {
    expect(await profileOf("Newsletter", "J", "N", "J")).toMatchObject({ type: "boolean" });
    expect(await profileOf("side", "N", "F", "N")).toMatchObject({ type: "string" });
  });

  it("counts words for a missing value as missing among numbers, and says which", async () => {
    expect(await profileOf("value", "1.5", "unknown", "2.5", "#####", "3.5")).toMatchObject({
      type: "decimal",
      nullCount: 2,
      disagreeing: { count: 0 },
    });
  });
});
