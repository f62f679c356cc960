import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { type Mapping, OUTPUT_FORMATS, readRows, transformFile, type TransformTarget, writeXlsx } from "../../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "rowmill-rows-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const output = (name: string) => join(folder, name);

const ORDERS = write("orders.csv", "id;day;price\n1;31.12.2026;1,50\n2;01.01.2027;x\n3;02.01.2027;2,00\n");
const MAPPING: Mapping = {
  fields: [
    { target: "id", from: "id" },
    { target: "day", from: "day", steps: [{ op: "date", from: "dd.MM.yyyy" }] },
    { target: "price", from: "price", steps: [{ op: "number", decimalChar: "," }] },
  ],
  rules: [
    { rule: "type", field: "id", type: "integer" },
    { rule: "type", field: "day", type: "date" },
    { rule: "type", field: "price", type: "number" },
  ],
};

describe("transformFile over rows of texts", () => {
  it("writes every format, rejects rows with their reasons, and accounts for each row", async () => {
    for (const format of OUTPUT_FORMATS) {
      const path = output(`out.${format}`);
      const rejectsPath = output(`rejects.${format}`);
      const target = {
        path,
        format,
        ...(format === "fixed-width" && { fields: [{ width: 3 }, { width: 12 }, { width: 8 }] }),
      } as TransformTarget;
      const result = await transformFile(ORDERS, MAPPING, target, { rejectsPath });
      expect(result, format).toMatchObject({
        // The kernel writes delimited text and JSON, and has the same rejects.
        engine: ["csv", "tsv", "json", "jsonl"].includes(format) ? "kernel" : "rows",
        counts: { read: 3, added: 0, written: 2, rejected: 1, leftOut: {} },
        outputBytes: readFileSync(path).length,
        rejectsBytes: readFileSync(rejectsPath).length,
      });
      expect(JSON.parse(readFileSync(rejectsPath, "utf8"))).toMatchObject({
        rowNumber: 3,
        cells: ["2", "01.01.2027", "x"],
        problems: [{ field: "price", column: "price", value: "x", rule: "number" }],
      });
    }
    expect(readFileSync(output("out.jsonl"), "utf8")).toBe(
      '{"id":1,"day":"2026-12-31","price":1.50}\n{"id":3,"day":"2027-01-02","price":2.00}\n',
    );
  });

  it("reads workbooks and JSON, and packs the result", async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeXlsx([[["1", "31.12.2026", "1,50"]]], {
      columns: [{ name: "id" }, { name: "day" }, { name: "price" }],
    })) {
      chunks.push(chunk);
    }
    const sources = [write("orders.xlsx", Buffer.concat(chunks)), write("orders.json", '[{"id":1,"day":"31.12.2026","price":"1,50"}]')];
    for (const source of sources) {
      const path = output("packed.csv.gz");
      await transformFile(source, MAPPING, { path, format: "csv", compression: "gzip" });
      expect(gunzipSync(readFileSync(path)).toString()).toBe("id,day,price\n1,2026-12-31,1.50\n");
    }
  });

  it("counts what row steps leave out and add", async () => {
    const source = write("tags.csv", "id,tags\n1,a|b\n2,\n1,a|b\n");
    const mapping: Mapping = {
      rows: [
        { op: "dedupe", keys: ["id"] },
        { op: "splitRows", column: "tags", by: "|" },
      ],
      fields: [
        { target: "id", from: "id" },
        { target: "tag", from: "tags" },
      ],
    };
    const path = output("tags-out.csv");
    const { counts } = await transformFile(source, mapping, { path, format: "csv" });
    const leftOut = Object.values(counts.leftOut).reduce((sum, count) => sum + count, 0);
    expect(counts.read + counts.added).toBe(counts.written + counts.rejected + leftOut);
    expect(readFileSync(path, "utf8").split("\n").slice(1, 3)).toEqual(["1,a", "1,b"]);
  });

  it("refuses a mapping with all of its problems before the first row, and creates no output", async () => {
    const mapping = {
      fields: [
        { target: "a", from: "nothing" },
        { target: "a", from: "id" },
        { target: "b", from: "id", steps: [{ op: "slice", from: 1 }] },
      ],
    };
    const path = output("never.csv");
    await expect(transformFile(ORDERS, mapping as Mapping, { path, format: "csv" })).rejects.toMatchObject({ code: "MAPPING_INVALID" });
    expect(() => readFileSync(path)).toThrow("ENOENT");
  });

  it("ends when more rows are rejected than are allowed, and when its signal aborts", async () => {
    const path = output("stopped.csv");
    await expect(transformFile(ORDERS, MAPPING, { path, format: "csv" }, { maxRejects: 0 })).rejects.toMatchObject({
      code: "TOO_MANY_REJECTS",
      details: { rejected: 1, maxRejects: 0 },
    });
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(transformFile(ORDERS, MAPPING, { path, format: "csv" }, { signal })).rejects.toThrow("enough");
  });

  it("passes on what a callback throws", async () => {
    const options = {
      onProgress() {
        throw new Error("no more");
      },
    };
    await expect(transformFile(ORDERS, MAPPING, { path: output("thrown.csv"), format: "csv" }, options)).rejects.toThrow("no more");
  });

  it("writes what it has read when it is read again", async () => {
    const path = output("again.csv");
    await transformFile(ORDERS, { fields: MAPPING.fields.slice(0, 2), limits: {} }, { path, format: "csv" });
    const rows: unknown[] = [];
    for await (const batch of readRows(path)) rows.push(...batch.rows);
    expect(rows).toEqual([
      ["1", "2026-12-31"],
      ["2", "2027-01-01"],
      ["3", "2027-01-02"],
    ]);
  });
});
