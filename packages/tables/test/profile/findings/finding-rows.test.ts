import { describe, expect, it } from "vitest";
import { analyzeFile } from "../../../src/analyze/analyze-file.ts";

/** The rows that the findings of a table of one column name. Its first value is in row 2. */
async function rowsOf(code: string, values: readonly string[]): Promise<readonly number[] | undefined> {
  const profile = await analyzeFile(Buffer.from(`value\n${values.join("\n")}\n`), { thread: false, delimiter: null, header: true });
  return profile.findings.find((finding) => finding.code === code)?.rows;
}

const long = "x".repeat(300);
const every = (count: number, value: (index: number) => string) => Array.from({ length: count }, (_, index) => value(index));

describe("the rows of a finding", () => {
  it.each([
    ["of one value", every(100, () => "Bonn "), [2, 3, 4, 5, 6]],
    ["of two values", every(100, (index) => (index % 2 ? "Bonn " : "Rome ")), [2, 3, 4, 5, 6]],
    ["of one value that comes now and then", every(100, (index) => (index % 10 === 9 ? "Bonn " : "Rome")), [11, 21, 31, 41, 51]],
    ["of a value that is longer than what is kept", every(100, (index) => `${long} `.slice(index % 2)), [2, 3, 4, 5, 6]],
    ["of fewer cells than are shown", ["Bonn", "Bonn ", "Rome", "Bonn "], [3, 5]],
    // More different values than are counted: the rarer half is forgotten now and then.
    [
      "among many values",
      every(30_000, (index) => (index % 3 === 0 ? `v${index}` : index % 10 === 1 ? "Bonn " : "Rome")),
      [3, 13, 33, 43, 63],
    ],
    ["among values that come once", every(30_000, (index) => (index % 1_000 === 1 ? "Bonn " : `v${index}`)), [3, 1003, 2003, 3003, 4003]],
    ["that are different", every(30_000, (index) => `v${index} `), [2, 3, 4, 5, 6]],
  ])("are the first that it is about: blanks %s", async (_, values, expected) => {
    expect(await rowsOf("trailing_blanks", values)).toEqual(expected);
  });

  it("are the first whose value has another type, also where they are all the same value", async () => {
    const values = every(100, (index) => (index % 10 === 5 ? "pending" : String(index)));
    expect(await rowsOf("mixed_types", values)).toEqual([7, 17, 27, 37, 47]);
    const two = every(100, (index) => (index % 20 === 5 ? "2024-01-01" : index % 20 === 15 ? "pending" : String(index)));
    expect(await rowsOf("mixed_types", two)).toEqual([7, 17, 27, 37, 47]);
  });

  it("are the first of the second kind in a column that holds several", async () => {
    const values = every(100, (index) => (index % 3 === 0 ? "7" : "text"));
    expect(await rowsOf("mixed_types", values)).toEqual([2, 5, 8, 11, 14]);
  });
});
