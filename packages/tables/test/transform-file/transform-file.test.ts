import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Mapping } from "../../src/transform/mapping.ts";
import { transformFile } from "../../src/transform-file/transform-file.ts";
import type { TransformMark } from "../../src/transform-file/transform-options.ts";

const folder = mkdtempSync(join(tmpdir(), "rowmill-transform-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const mapping: Mapping = {
  fields: [
    { target: "mail", from: "email", steps: ["trim", "lowercase"] },
    { target: "id", from: "id" },
    { target: "name", from: "name", steps: ["uppercase"] },
    { target: "source", const: "import" },
  ],
};

/** Rows whose quotes hold line ends, so that many a chunk starts by a wrong guess. */
function people(rows: number): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const note = index % 3 === 0 ? `"a note,\nof ""${index}"" lines\n1,2,3,4"` : `note ${index}`;
    return `${index}, P${index}@Example.com ,${index % 5 === 0 ? "Zoë Straße" : "Łukasz"},${note}`;
  });
  return `id,email,name,note\n${lines.join("\n")}\n`;
}

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const input = write("people.csv", people(3_000));

describe("transformFile", () => {
  it("writes the same bytes with one thread and with several, whatever the chunks", async () => {
    const read = async (threads: number, chunkBytes: number) => {
      const path = join(folder, `threads-${threads}.csv`);
      const result = await transformFile(input, mapping, { path, format: "csv" }, { threads, chunkBytes });
      expect(result).toMatchObject({ engine: "kernel", threads, counts: { rows: 3_001, written: 3_000, rejected: 0, blank: 0 } });
      return readFileSync(path, "utf8");
    };
    const one = await read(1, 1_000_000);
    expect(one.startsWith("mail,id,name,source\np0@example.com,0,ZOË STRASSE,import\np1@example.com,1,ŁUKASZ,import\n")).toBe(true);
    expect(await read(3, 700)).toBe(one);
    expect(await read(2, 10_000)).toBe(one);
  });

  it("continues from each mark with the same bytes", async () => {
    const path = join(folder, "marked.jsonl");
    const target = { path, format: "jsonl" } as const;
    const marks: TransformMark[] = [];
    const options = { threads: 2, chunkBytes: 5_000 };
    const result = await transformFile(input, mapping, target, { ...options, markIntervalMs: 0, onMark: (mark) => marks.push(mark) });
    const whole = readFileSync(path, "utf8");
    expect(marks.length).toBeGreaterThan(0);
    for (const mark of [marks[0], marks.at(-1)]) {
      // What lies after the mark is of an attempt that was killed.
      writeFileSync(path, whole.slice(0, mark?.outputOffset) + "{ half a row");
      const again = await transformFile(input, mapping, target, { ...options, chunkBytes: 900, continueFrom: mark });
      expect(readFileSync(path, "utf8")).toBe(whole);
      expect(again.counts).toEqual(result.counts);
    }
  });

  it("refuses a mark of another mapping", async () => {
    const path = join(folder, "other.csv");
    const marks: TransformMark[] = [];
    await transformFile(
      input,
      mapping,
      { path, format: "csv" },
      { chunkBytes: 5_000, markIntervalMs: 0, onMark: (mark) => marks.push(mark) },
    );
    const other = { fields: mapping.fields.slice(1) };
    await expect(transformFile(input, other, { path, format: "csv" }, { continueFrom: marks[0] })).rejects.toMatchObject({
      code: "OPTION_INVALID",
    });
  });

  it("writes rows of another width to the file of rejects, with their place in the file", async () => {
    const path = write("ragged.csv", `a,b\n${"1,2\n".repeat(20)}3\n\n4,5,6\n7,8\n`);
    const rejectsPath = join(folder, "rejects.jsonl");
    const target = { path: join(folder, "even.csv"), format: "csv" } as const;
    const { counts } = await transformFile(path, { fields: [{ target: "b", from: "b" }] }, target, {
      rejectsPath,
      chunkBytes: 3,
      threads: 2,
    });
    expect(counts).toEqual({ rows: 25, written: 21, rejected: 2, blank: 1 });
    expect(readFileSync(target.path, "utf8")).toBe(`b\n${"2\n".repeat(20)}8\n`);
    expect(
      readFileSync(rejectsPath, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { row: 22, byteOffset: 84, cells: ["3"], problems: [{ code: "missing-cell" }] },
      { row: 24, byteOffset: 87, cells: ["4", "5", "6"], problems: [{ code: "extra-cell" }] },
    ]);
  });

  it("ends when more rows are rejected than allowed, and writes none after them", async () => {
    const path = write("bad.csv", `a,b\n${"1,2\n".repeat(50)}${"bad\n".repeat(9)}${"3,4\n".repeat(500)}`);
    const target = { path: join(folder, "stopped.csv"), format: "csv" } as const;
    const failing = transformFile(path, { fields: [{ target: "b", from: "b" }] }, target, { maxRejects: 2, chunkBytes: 10, threads: 2 });
    await expect(failing).rejects.toMatchObject({ code: "TOO_MANY_REJECTS", details: { rejected: 3 } });
    expect(readFileSync(target.path, "utf8")).toBe(`b\n${"2\n".repeat(50)}`);
  });

  it("names row, line and byte of a record that is too long", async () => {
    const path = write("long.csv", `a,b\n"1\n1",2\n${"x".repeat(3_000)},3\n${"4,5\n".repeat(9)}`);
    const failing = transformFile(
      path,
      { fields: [{ target: "a", from: "a" }] },
      { path: join(folder, "long-out.csv"), format: "csv" },
      { maxRecordLength: 1_000, threads: 2, chunkBytes: 5 },
    );
    await expect(failing).rejects.toMatchObject({ code: "FILE_RECORD_TOO_LARGE", details: { row: 3, line: 4, byteOffset: 12 } });
  });

  it("ends at once when its signal aborts", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const run = transformFile(
      input,
      mapping,
      { path: join(folder, "aborted.csv"), format: "csv" },
      {
        chunkBytes: 100,
        signal: controller.signal,
        onProgress: () => controller.abort(reason),
      },
    );
    await expect(run).rejects.toBe(reason);
  });

  it("reports a target that cannot be written", async () => {
    await expect(transformFile(input, mapping, { path: join(folder, "no/such/folder.csv"), format: "csv" })).rejects.toMatchObject({
      code: "ENOENT",
    });
  });
});
