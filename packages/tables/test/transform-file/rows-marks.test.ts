import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { type OutputOptions, writeTable } from "../../src/formats/registry.ts";
import type { Mapping } from "../../src/transform/mapping.ts";
import { transformFile } from "../../src/transform-file/transform-file.ts";
import type { TransformMark, TransformTarget } from "../../src/transform-file/transform-options.ts";

const folder = mkdtempSync(join(tmpdir(), "rowmill-rows-marks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ROWS = Array.from({ length: 4_800 }, (_, row) => [
  String(row % 4_500),
  row % 7 === 0 ? "" : `group ${row % 50}`,
  row % 11 === 0 ? "no number" : `${row}.50`,
  `a;b${row % 3 === 0 ? ";c" : ""}`,
]);
const COLUMNS = ["id", "group", "amount", "tags"].map((name) => ({ name }));

async function source(format: "csv" | "jsonl" | "xlsx"): Promise<string> {
  const path = join(folder, `source.${format}`);
  writeFileSync(path, Buffer.concat(await Array.fromAsync(writeTable([ROWS], COLUMNS, { format }))));
  return path;
}
const sources = { csv: await source("csv"), jsonl: await source("jsonl"), xlsx: await source("xlsx") };

const FIELDS: Mapping["fields"] = [
  { target: "id", from: "id" },
  { target: "group", from: "group", steps: ["uppercase"] },
  { target: "amount", from: "amount", steps: ["float"] },
  { target: "tag", from: "tags" },
  { target: "row", system: "$row" },
  { target: "key", system: "$id" },
];

/** What rows remember of rows before them, and what they do not. */
const MAPPINGS: Readonly<Record<string, Mapping>> = {
  "rows that are independent": { fields: FIELDS, rows: [{ op: "splitRows", column: "tags", by: ";" }] },
  "the first of each key": { fields: FIELDS, rows: [{ op: "dedupe", keys: ["id"] }] },
  "the last of each key": { fields: FIELDS, rows: [{ op: "dedupe", keys: ["id"], keep: "last" }] },
  "values from above": { fields: FIELDS, rows: [{ op: "fillDown", columns: ["group"] }] },
  "the rows between": { fields: FIELDS, rows: [{ op: "skip", first: 20, last: 30 }] },
  "unique values": { fields: FIELDS, rules: [{ rule: "unique", field: "id" }] },
  "warnings and limits": {
    fields: FIELDS,
    rules: [{ rule: "required", field: "group", severity: "warning" }],
    limits: { nullValues: [{ field: "group", share: 0.9 }] },
  },
};

const TARGETS: readonly OutputOptions[] = [
  { format: "csv" },
  { format: "csv", encoding: "utf-16le", byteOrderMark: true },
  { format: "tsv" },
  { format: "json", pretty: true },
  { format: "jsonl" },
  { format: "fixed-width", fields: [6, 12, 12, 8, 8, 40].map((width) => ({ width })), header: true },
  { format: "text", separator: " | " },
];

describe("transformFile over rows", () => {
  it.each(Object.entries(MAPPINGS))("continues from any mark with the same bytes: %s", async (_, mapping) => {
    const targets = fc.constantFrom(...TARGETS);
    const formats = fc.constantFrom(...(["csv", "jsonl", "xlsx"] as const));
    await fc.assert(
      fc.asyncProperty(targets, formats, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), async (output, format, share) => {
        const path = join(folder, "out");
        const rejectsPath = join(folder, "out.rejects");
        const target = { path, ...output } as TransformTarget;
        const options = { rejectsPath, fileId: "f", markIntervalMs: 0 };
        const marks: TransformMark[] = [];
        // A rule that remembers keeps the mapping from the kernel, and so does `$row`.
        const whole = await transformFile(sources[format], mapping, target, { ...options, onMark: (mark) => marks.push(mark) });
        expect(whole.engine).toBe("rows");
        const [bytes, rejects] = [readFileSync(path), readFileSync(rejectsPath)];
        expect(marks.length).toBeGreaterThan(1);
        const mark = JSON.parse(JSON.stringify(marks[Math.floor(share * marks.length)])) as TransformMark;
        // Whatever an attempt that was killed has written after the mark.
        writeFileSync(path, Buffer.concat([bytes.subarray(0, mark.outputOffset), Buffer.from("half a row")]));
        writeFileSync(rejectsPath, Buffer.concat([rejects.subarray(0, mark.rejectsOffset), Buffer.from("{")]));
        const again = await transformFile(sources[format], mapping, target, { ...options, continueFrom: mark });
        expect(readFileSync(path).equals(bytes)).toBe(true);
        expect(readFileSync(rejectsPath).equals(rejects)).toBe(true);
        expect(again).toEqual(whole);
      }),
      { numRuns: 3, examples: mapping.rows?.[0]?.op === "splitRows" ? TARGETS.map((target) => [target, "csv", 0.5]) : [] },
    );
  });

  it("writes what stands before all rows once, also where no row before the mark was written", async () => {
    const path = join(folder, "late.csv");
    const mapping: Mapping = { fields: FIELDS, rows: [{ op: "filter", where: { column: "id", equals: "4400" } }] };
    const marks: TransformMark[] = [];
    await transformFile(
      sources.csv,
      mapping,
      { path, format: "csv" },
      { markIntervalMs: 0, fileId: "f", onMark: (mark) => marks.push(mark) },
    );
    const whole = readFileSync(path, "utf8");
    expect(whole.match(/^id,/gm)).toHaveLength(1);
    await transformFile(sources.csv, mapping, { path, format: "csv" }, { fileId: "f", continueFrom: marks[0] });
    expect(readFileSync(path, "utf8")).toBe(whole);
  });

  it.each<[string, OutputOptions]>([
    ["XLSX", { format: "xlsx" }],
    ["Parquet", { format: "parquet" }],
    ["a compressed output", { format: "csv", compression: "gzip" }],
  ])("reports no marks for %s", async (_, output) => {
    const marks: TransformMark[] = [];
    const target = { path: join(folder, "unmarked"), ...output } as TransformTarget;
    await transformFile(sources.csv, { fields: FIELDS }, target, { markIntervalMs: 0, fileId: "f", onMark: (mark) => marks.push(mark) });
    expect(marks).toEqual([]);
  });

  it("refuses a mark of another mapping, target, engine or source before it touches the output", async () => {
    const path = join(folder, "kept.csv");
    const target = { path, format: "csv" } as const;
    const mapping = MAPPINGS["rows that are independent"]!;
    const marks: TransformMark[] = [];
    await transformFile(sources.csv, mapping, target, { markIntervalMs: 0, fileId: "f", onMark: (mark) => marks.push(mark) });
    const whole = readFileSync(path, "utf8");
    const longer = join(folder, "longer.csv");
    writeFileSync(longer, "id,group,amount,tags\n1,,1,a\n");
    const attempts: (readonly [string, Mapping, TransformTarget])[] = [
      [sources.csv, { ...mapping, fields: FIELDS.slice(1) }, target],
      [sources.csv, mapping, { ...target, delimiter: ";" }],
      [sources.csv, mapping, { path, format: "xlsx" }],
      [sources.csv, { fields: FIELDS.slice(0, 3) }, target],
      [longer, mapping, target],
      [sources.jsonl, mapping, target],
    ];
    for (const [from, other, to] of attempts) {
      const continued = transformFile(from, other, to, { fileId: "f", continueFrom: marks.at(-1) });
      await expect(continued).rejects.toMatchObject({ code: "MARK_MISMATCH" });
      expect(readFileSync(path, "utf8")).toBe(whole);
    }
  });
});
