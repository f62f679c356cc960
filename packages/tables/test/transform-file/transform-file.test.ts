import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
      expect(result).toMatchObject({ engine: "kernel", threads, counts: { read: 3_000, written: 3_000, rejected: 0 } });
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
      code: "MARK_MISMATCH",
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
    expect(counts).toMatchObject({ read: 23, written: 21, rejected: 2 });
    expect(readFileSync(target.path, "utf8")).toBe(`b\n${"2\n".repeat(20)}8\n`);
    expect(
      readFileSync(rejectsPath, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { rowNumber: 22, byteOffset: 84, cells: ["3"], problems: [{ rule: "missing-cell", message: expect.any(String) }] },
      { rowNumber: 24, byteOffset: 87, cells: ["4", "5", "6"], problems: [{ rule: "extra-cell", message: expect.any(String) }] },
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

  it("reads a file again whose encoding its samples do not tell, and whose header is in it", async () => {
    const line = `${"x".repeat(90)},plain\n`;
    const latin1 = (text: string) => Buffer.from(text, "latin1");
    for (const bytes of [
      latin1(`a,b\n${line.repeat(20_000)}1,Köln\n${line.repeat(300)}`),
      latin1(`${"a title\n".repeat(2)}größe,b\n${line.repeat(20_000)}`),
    ]) {
      const path = write("late.csv", bytes);
      const target = { path: join(folder, "late-out.csv"), format: "csv" } as const;
      const { engine, engineReason } = await transformFile(path, { fields: [{ target: "b", from: "b" }] }, target, { threads: 2 });
      expect({ engine, engineReason }).toEqual({ engine: "rows", engineReason: expect.stringContaining("the encoding") });
      if (bytes.includes(latin1("Köln"))) expect(readFileSync(target.path, "utf8")).toContain("\nKöln\n");
    }
  });

  it("does with rows of texts what the kernel cannot", async () => {
    const target = { path: join(folder, "unique.csv"), format: "csv" } as const;
    const rejectsPath = join(folder, "unique.rejects");
    const unique: Mapping = { fields: [{ target: "name", from: "name" }], rules: [{ rule: "unique", field: "name" }] };
    const result = await transformFile(input, unique, target, { rejectsPath });
    expect(result).toMatchObject({ engine: "rows", engineReason: "the rule unique", counts: { read: 3_000, written: 2, rejected: 2_998 } });
    expect(readFileSync(target.path, "utf8")).toBe("name\nZoë Straße\nŁukasz\n");
    expect(readFileSync(rejectsPath, "utf8").trim().split("\n")).toHaveLength(2_998);
  });

  it("refuses mappings and targets that are wrong before it writes", async () => {
    const path = join(folder, "never.csv");
    const wrong = { fields: [{ target: "x", from: "no such column" }] };
    await expect(transformFile(input, wrong, { path, format: "csv" })).rejects.toMatchObject({ code: "MAPPING_INVALID" });
    await expect(transformFile(input, mapping, { path, format: "csv", delimiter: "ab" })).rejects.toMatchObject({ code: "OPTION_INVALID" });
    expect(existsSync(path)).toBe(false);
  });

  it("reports a target that cannot be written", async () => {
    await expect(transformFile(input, mapping, { path: join(folder, "no/such/folder.csv"), format: "csv" })).rejects.toMatchObject({
      code: "ENOENT",
    });
  });
});
