import { describe, expect, it } from "vitest";
import { readRows, type ReadRowsOptions } from "../../../src/read-rows.ts";

async function read(text: string, options: ReadRowsOptions = {}) {
  const rows: unknown[] = [];
  let findings: string[] = [];
  for await (const batch of readRows(Buffer.from(text), { engine: "csv-parse", ...options })) {
    rows.push(...batch.rows);
    findings = batch.findings.map(({ code }) => code);
  }
  return { rows, findings };
}

describe('engine: "csv-parse"', () => {
  it("reads rows as csv-parse does, with columns of one name both kept", async () => {
    const { rows, findings } = await read('a,a\r\n1,"x, ""y"""\n2,3\r4,5,6\n');
    expect(rows).toEqual([
      ["1", 'x, "y"'],
      ["2", "3"],
      ["4", "5", "6"],
    ]);
    expect(findings).toContain("ragged_rows_long");
  });

  it("yields many rows in batches", async () => {
    expect((await read(`n,m\n${"1,2\n".repeat(2_500)}`)).rows).toHaveLength(2_500);
  });

  it("fails on a quote that nobody closed, and names the code of csv-parse", async () => {
    await expect(read('a,b\n1,2\n3,"4\n', { header: true, delimiter: "," })).rejects.toMatchObject({ code: "FILE_CORRUPT" });
  });

  it("fails on a record that is too long", async () => {
    const long = read(`a,b\n1,"${"x".repeat(200)}\n`, { maxRecordLength: 100, delimiter: "," });
    await expect(long).rejects.toMatchObject({ code: "FILE_RECORD_TOO_LARGE", details: { row: 2 } });
  });

  it("says where bytes are no text", async () => {
    const bytes = Buffer.concat([Buffer.from("a,b\nä,ö\n1,"), Buffer.from([0xff]), Buffer.from("\n")]);
    const problems: unknown[] = [];
    for await (const batch of readRows(bytes, { engine: "csv-parse", encoding: "utf-8" })) problems.push(...batch.problems);
    expect(problems).toEqual([{ code: "invalid_bytes", row: 3, line: 3 }]);
  });
});
