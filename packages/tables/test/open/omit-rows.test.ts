import { describe, expect, it } from "vitest";
import { analyzeFile } from "../../src/analyze/analyze-file.ts";
import type { OmittedRows } from "../../src/table/format-options.ts";
import { readRows } from "../../src/read-rows.ts";

const PAGE = `day,item,n\n${"2024-01-02,Pear,4\n".repeat(2_000)}`;
const REPORT = `${PAGE}${PAGE}Total,,16000\n\nSource: the office of all fruit\nNote: without plums, and without figs\n`;
const ALL: readonly OmittedRows[] = ["repeated_headers", "notes", "totals"];

async function readAll(text: string, omit?: readonly OmittedRows[]) {
  let count = 0;
  let last: unknown;
  let findings: string[] = [];
  for await (const batch of readRows(Buffer.from(text), { omit })) {
    count += batch.rows.length;
    last = batch.rows.at(-1) ?? last;
    findings = batch.findings.map((finding) => `${finding.code} ×${finding.count} @${finding.rows.join()}`);
  }
  return { count, last, findings };
}

describe("rows that are no records", () => {
  it("are read like any other, and told of", async () => {
    const long = `${PAGE.repeat(40)}\nSource: the office of all fruit\n`;
    const { count, findings } = await readAll(long);
    expect(count).toBe(40 * 2_001);
    expect(findings).toContain("repeated_header ×39 @2002,4003,6004,8005,10006");
    expect(findings).toContain("footer_rows ×1 @");
  });

  it.each([1, 30])("are left out where omit says so, each with its number (%s copies of a page)", async (copies) => {
    const { count, last, findings } = await readAll(`${PAGE.repeat(copies)}${REPORT}`, ALL);
    expect(count).toBe((copies + 2) * 2_000);
    expect(last).toEqual(["2024-01-02", "Pear", "4"]);
    expect(findings.filter((finding) => /repeated|footer_rows|total|ragged/.test(finding))).toEqual([]);
    expect(findings.find((finding) => finding.startsWith("omitted_rows"))).toMatch(/^omitted_rows ×\d+ @2002,/);
  });

  it("are left out kind by kind", async () => {
    const text = "a,b,n\nx,y,1\nz,w,2\na,b,n\nx,y,3\nTotal,,6\n";
    expect(await readAll(text, ["repeated_headers"])).toMatchObject({ count: 4, findings: ["total_rows ×1 @6", "omitted_rows ×1 @4"] });
    expect(await readAll(text, ["totals"])).toMatchObject({ count: 4, findings: ["repeated_header ×1 @4", "omitted_rows ×1 @6"] });
    expect(await readAll(text, [])).toMatchObject({ count: 5 });
  });

  it("do not count in an analysis", async () => {
    const profile = await analyzeFile(Buffer.from(REPORT), { omit: ALL, thread: false });
    expect(profile).toMatchObject({ rowCount: 4_000 });
    expect(profile.columns.map(({ type, disagreeing }) => [type, disagreeing.count])).toEqual([
      ["date", 0],
      ["string", 0],
      ["integer", 0],
    ]);
  });

  it("are known kinds", async () => {
    await expect(readAll("a,b\n", ["header" as OmittedRows])).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});
