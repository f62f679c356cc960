import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKernel } from "../../../src/kernel/kernel.ts";
import { startProfileKernel } from "../../../src/values/profile-kernel.ts";
import { TableTally } from "../../../src/profile/table-tally.ts";
import { JsonColumns } from "../../../src/formats/json/json-columns.ts";
import { readJson } from "../../../src/formats/json/read-json.ts";

/** Everything that is counted in JSON Lines: of records that the kernel reads where it can, or that all were texts. */
async function tallyOf(lines: string, scanOnly: boolean) {
  const columns = new JsonColumns();
  const kernel = startProfileKernel(createKernel());
  const form = { preambleRows: 0, headerRows: 0, hasHeader: true, columns: columns.names, columnCount: 0, dialect: null };
  const tally = new TableTally(form, 5, kernel);
  let given = 0;
  const sink = {
    kernel,
    get isReady() {
      return tally.hasHead;
    },
    add(...[rows, firstRow]: Parameters<TableTally["addWritten"]>) {
      given += rows.rowCount;
      tally.addWritten(rows, firstRow);
    },
  };
  async function* chunks() {
    const bytes = Buffer.from(lines);
    for (let from = 0; from < bytes.length; from += 5_000) yield bytes.subarray(from, from + 5_000);
  }
  const options = {
    form: { records: "lines", kind: "object", path: "" } as const,
    encoding: "utf-8",
    flattenDepth: 2,
    maxRecordLength: 1e6,
  };
  for await (const batch of readJson(chunks(), columns, { ...options, scanOnly, sink })) tally.add(batch);
  tally.finish();
  const { rowCount, width, sampleRows, findings } = tally;
  const counted = columns.names.map((_, index) => tally.column(index));
  return { given, all: { names: columns.names, rowCount, width, sampleRows, findings: findings.list(), columns: counted } };
}

// Whole numbers, whose sums are the same in any order.
const cell = fc.oneof(
  fc.integer({ min: -1_000, max: 1_000 }),
  fc.constantFrom("", "Köln", "n/a", "2024-02-29", "12,5 €", 'say "hi"', "tab\t", "x".repeat(300), "é".repeat(300), "  "),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(null, true, [], {}, [1, "é"], { city: "Bonn" }, { city: { name: null } }),
);
const record = fc.record({ id: fc.nat(), name: cell, place: cell, late: cell }, { requiredKeys: ["id"] });

describe("the profile of JSON Lines", () => {
  it("is the same whether the kernel reads the records or their cells were texts", async () => {
    const property = fc.asyncProperty(
      fc.array(record, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom("", "oops\n", '{"id":1,\n', "\n"),
      async (records, times, odd) => {
        const lines = records.map((item) => `${JSON.stringify(item)}\n`).join("");
        const text = `${lines.repeat(times)}${odd}${lines.repeat(times)}`;
        const scanned = await tallyOf(text, true);
        const read = await tallyOf(text, false);
        expect(scanned.given).toBe(0);
        if (records.length * times > 100) expect(read.given).toBeGreaterThan(0);
        expect(read.all).toEqual(scanned.all);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});
