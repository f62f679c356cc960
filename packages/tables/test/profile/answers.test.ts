import { describe, expect, it } from "vitest";
import { analyzeFile } from "../../src/index.ts";

async function column(values: readonly string[]) {
  const { columns } = await analyzeFile(Buffer.from(`id,value\n${values.map((value, row) => `${row},${value}\n`).join("")}`), {
    threads: 1,
  });
  return columns[1];
}

const TRUTHS = Array.from({ length: 96 }, (_, row) => (row % 3 === 0 ? "no" : "yes"));

describe("a column of truth values", () => {
  it("is one of categories where a third answer always is the same, however rare", async () => {
    expect(await column([...TRUTHS, "perhaps", "Perhaps", "perhaps", "perhaps"])).toMatchObject({
      type: "string",
      semantic: "categorical",
      disagreeing: { count: 0 },
    });
  });

  it("has values that disagree where they are different, or one that hardly comes", async () => {
    expect(await column([...TRUTHS, "perhaps", "yess", "noo", "x"])).toMatchObject({ type: "boolean", disagreeing: { count: 4 } });
    expect(await column([...TRUTHS, "yess", "yess"])).toMatchObject({ type: "boolean", disagreeing: { count: 2 } });
  });
});

it("counts lengths in characters", async () => {
  expect(await column(["a😀", "ñandú", "日本", "😀😀😀😀 and more than sixteen bytes 😀"])).toMatchObject({
    length: { min: 2, max: 34, mean: 10.75 },
  });
});
