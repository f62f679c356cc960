import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { type Mapping, type RowStep, transformRows } from "../../src/index.ts";

const temporaryFolder = mkdtempSync(join(tmpdir(), "rowmill-row-steps-test-"));
afterAll(() => rmSync(temporaryFolder, { recursive: true }));

/** The rows that come out of row steps, by the names of their columns. */
async function run(rows: readonly RowStep[], columns: readonly string[], csv: readonly (readonly string[])[]) {
  const header = (csv[0] ?? []).join(",");
  const text = [header, ...csv.slice(1).map((row) => row.join(","))].join("\n");
  const mapping: Mapping = { rows: [...rows], fields: columns.map((name) => ({ target: name, from: name })) };
  const result: (string | null)[][] = [];
  const rejects: number[] = [];
  let counts;
  for await (const batch of transformRows(Buffer.from(`${text}\n`), mapping, { header: true, delimiter: ",", temporaryFolder })) {
    result.push(...batch.rows.map((row) => columns.map((name) => row[name] ?? null)));
    rejects.push(...batch.rejects.map(({ rowNumber }) => rowNumber));
    counts = batch.counts;
  }
  return { rows: result, rejects, counts };
}

const table = [
  ["id", "v"],
  ["1", "a"],
  ["2", "b"],
  ["3", "a"],
  ["4", "c"],
];

describe("row steps", () => {
  it("skip leaves out rows at the ends, before a row, and by a condition", async () => {
    expect((await run([{ op: "skip", first: 1, last: 1 }], ["id"], table)).rows).toEqual([["2"], ["3"]]);
    expect((await run([{ op: "skip", until: { column: "v", equals: "b" } }], ["id"], table)).rows).toEqual([["2"], ["3"], ["4"]]);
    const { rows, counts } = await run([{ op: "skip", where: { column: "v", equals: "a" } }], ["id"], table);
    expect(rows).toEqual([["2"], ["4"]]);
    expect(counts).toEqual({ read: 4, added: 0, written: 2, rejected: 0, leftOut: { skip: 2 } });
  });

  it("filter keeps rows, and rejects those of which the condition cannot be told", async () => {
    const { rows, rejects } = await run([{ op: "filter", where: { column: "id", greaterThan: 2 } }], ["id"], [...table, ["x", "d"]]);
    expect(rows).toEqual([["3"], ["4"]]);
    expect(rejects).toEqual([6]);
  });

  it("fillDown fills what is empty, never before the first value", async () => {
    const sparse = [
      ["id", "v"],
      ["1", ""],
      ["2", "a"],
      ["3", ""],
      ["4", "b"],
      ["5", ""],
    ];
    const { rows } = await run([{ op: "fillDown", columns: ["v"] }], ["id", "v"], sparse);
    expect(rows).toEqual([
      ["1", ""],
      ["2", "a"],
      ["3", "a"],
      ["4", "b"],
      ["5", "b"],
    ]);
  });

  it("fillDown makes a column of headings", async () => {
    const headed = [
      ["date", "amount"],
      ["Account 1", ""],
      ["1.1.", "5"],
      ["2.1.", "6"],
      ["Account 2", ""],
      ["3.1.", "7"],
    ];
    const step: RowStep = { op: "fillDown", columns: ["date"], when: { column: "amount", empty: true }, into: "account" };
    const { rows, counts } = await run([step], ["account", "date", "amount"], headed);
    expect(rows).toEqual([
      ["Account 1", "1.1.", "5"],
      ["Account 1", "2.1.", "6"],
      ["Account 2", "3.1.", "7"],
    ]);
    expect(counts?.leftOut).toEqual({ fillDown: 2 });
  });

  it("dedupe keeps the first or the last row of equal keys", async () => {
    expect((await run([{ op: "dedupe", keys: ["v"] }], ["id"], table)).rows).toEqual([["1"], ["2"], ["4"]]);
    expect((await run([{ op: "dedupe", keys: ["v"], keep: "last" }], ["id"], table)).rows).toEqual([["2"], ["3"], ["4"]]);
    expect((await run([{ op: "dedupe" }], ["id"], table)).rows).toHaveLength(4);
  });

  it("dedupe with keep last passes the rows that a map would, also from the disk", async () => {
    const many = Array.from({ length: 45_000 }, (_, index) => [String(index), String((index * 7919) % 30_000)]);
    const { rows, counts } = await run([{ op: "dedupe", keys: ["v"], keep: "last" }], ["id"], [["id", "v"], ...many]);
    const lasts = new Set(new Map(many.map(([id, key]) => [key, id])).values());
    expect(rows.map(([id]) => id)).toEqual(many.flatMap(([id]) => (lasts.has(id) ? [id] : [])));
    expect(counts?.leftOut).toEqual({ dedupe: 15_000 });
    expect(readdirSync(temporaryFolder)).toEqual([]);
  });

  it("splitRows makes a row of each part", async () => {
    const tags = [
      ["id", "tags"],
      ["1", "a; b;"],
      ["2", ""],
      ["3", "c"],
    ];
    expect((await run([{ op: "splitRows", column: "tags", by: ";" }], ["id", "tags"], tags)).rows).toEqual([
      ["1", "a"],
      ["1", " b"],
      ["1", ""],
      ["2", ""],
      ["3", "c"],
    ]);
    const { rows, counts } = await run([{ op: "splitRows", column: "tags", by: ";", trim: true, dropEmpty: true }], ["id", "tags"], tags);
    expect(rows).toEqual([
      ["1", "a"],
      ["1", "b"],
      ["2", ""],
      ["3", "c"],
    ]);
    expect(counts).toEqual({ read: 3, added: 1, written: 4, rejected: 0, leftOut: {} });
  });

  it("unpivot makes a row of each column, and keeps empty cells unless told", async () => {
    const wide = [
      ["city", "jan", "feb"],
      ["X", "1", ""],
      ["Y", "3", "4"],
    ];
    const step: RowStep = { op: "unpivot", columns: ["jan", "feb"], name: "month", value: "amount" };
    expect((await run([step], ["city", "month", "amount"], wide)).rows).toEqual([
      ["X", "jan", "1"],
      ["X", "feb", ""],
      ["Y", "jan", "3"],
      ["Y", "feb", "4"],
    ]);
    expect((await run([{ ...step, dropEmpty: true }], ["city", "month", "amount"], wide)).rows).toEqual([
      ["X", "jan", "1"],
      ["Y", "jan", "3"],
      ["Y", "feb", "4"],
    ]);
  });

  it("unpivot makes a row of each group of columns", async () => {
    const wide = [
      ["id", "q1_amount", "q1_date", "q2_amount", "q2_date"],
      ["1", "5", "a", "6", "b"],
    ];
    const groups = ["q1", "q2"].map((label) => ({ label, columns: { amount: `${label}_amount`, date: `${label}_date` } }));
    const { rows } = await run([{ op: "unpivot", groups, name: "quarter" }], ["id", "quarter", "amount", "date"], wide);
    expect(rows).toEqual([
      ["1", "q1", "5", "a"],
      ["1", "q2", "6", "b"],
    ]);
  });

  it("keep the number of the row, and give each row that they make an id of its own", async () => {
    const mapping: Mapping = {
      rows: [
        { op: "splitRows", column: "a", by: ";" },
        { op: "splitRows", column: "b", by: ";" },
      ],
      fields: [
        { target: "id", system: "$id" },
        { target: "row", system: "$row" },
      ],
    };
    const made: Record<string, string | null>[] = [];
    for await (const { rows } of transformRows(Buffer.from("a,b\n1;2;3,x;y\n4;5,z;w;v\n"), mapping, { header: true })) made.push(...rows);
    expect(made.map((row) => row["row"])).toEqual(["2", "2", "2", "2", "2", "2", "3", "3", "3", "3", "3", "3"]);
    expect(new Set(made.map((row) => row["id"])).size).toBe(12);
  });

  it("names what is wrong with row steps, and what columns are there after them", async () => {
    const steps: RowStep[] = [{ op: "unpivot", columns: ["v"] }, { op: "filter", where: { column: "v", equals: "x" } }, { op: "skip" }];
    await expect(run(steps, ["id"], table)).rejects.toMatchObject({
      code: "MAPPING_INVALID",
      details: { problems: [{ path: "rows[1].where.column", message: 'There is no column "v"' }, { path: "rows[2]" }] },
    });
  });

  it("lose no row, whatever the steps are", async () => {
    const step = fc.constantFrom<RowStep>(
      { op: "skip", first: 2, last: 3 },
      { op: "filter", where: { column: "v", in: ["a", "b", ""] } },
      { op: "fillDown", columns: ["v"] },
      { op: "dedupe", keys: ["v"] },
      { op: "dedupe", keys: ["id"], keep: "last" },
      { op: "splitRows", column: "v", by: "b" },
    );
    const rows = fc.array(fc.tuple(fc.constantFrom("1", "2", "3"), fc.constantFrom("a", "b", "abb", "", "x")), {
      maxLength: 30,
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 4 }), rows, async (steps, cells) => {
        // The counts are checked where a file ends: rows that do not add up throw.
        const { counts } = await run(steps, ["id", "v"], [["id", "v"], ...cells]);
        expect(counts?.read).toBe(cells.length);
      }),
      { numRuns: 50 },
    );
  });
});
