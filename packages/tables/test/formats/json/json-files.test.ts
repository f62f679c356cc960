import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analyzeFile, type DetectOptions, detectFormat, readRows, type TableSource } from "../../../src/index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rowmill-json-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function readAll(source: TableSource, options: DetectOptions = {}) {
  const rows: (readonly (string | null)[])[] = [];
  let last;
  for await (last of readRows(source, options)) rows.push(...last.rows);
  const { format, recordsPath } = last?.format ?? {};
  const findings = last?.findings.map(({ code, count }) => `${code} ×${count}`);
  return { format, recordsPath, columns: last?.columns, rows, findings };
}

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe("a JSON file", () => {
  // The content, and what a person would expect of it: format, columns, rows, findings.
  it.each<[string, string, string, readonly string[], readonly (readonly (string | null)[])[], readonly string[]]>([
    [
      "an array of objects",
      '[{"a":1},{"b":"x"}]',
      "json",
      ["a", "b"],
      [
        ["1", null],
        [null, "x"],
      ],
      [],
    ],
    ["one over many lines", '[\n  {\n    "a": 1\n  },\n  {\n    "a": 2\n  }\n]\n', "json", ["a"], [["1"], ["2"]], []],
    [
      "an array of rows with a header",
      '[["id","name"],[1,"Ada"],[2,"Bob"]]',
      "json",
      ["id", "name"],
      [
        ["1", "Ada"],
        ["2", "Bob"],
      ],
      [],
    ],
    [
      "an array of rows without one",
      "[[1,2],[3,4],[5,6]]",
      "json",
      ["column_1", "column_2"],
      [
        ["1", "2"],
        ["3", "4"],
        ["5", "6"],
      ],
      [],
    ],
    ["an array of values", '["a","b"]', "json", ["value"], [["a"], ["b"]], []],
    ["an object with the array inside", '{"ok":true,"data":[{"a":1},{"a":2}]}', "json", ["a"], [["1"], ["2"]], ["values_outside ×1"]],
    ["one with it deeper inside", '{"d":{"results":[{"a":1}]}}', "json", ["a"], [["1"]], []],
    ["one with two arrays", '{"x":[{"a":1}],"y":[{"b":1},{"b":2}]}', "json", ["b"], [["1"], ["2"]], ["other_tables ×1"]],
    ["one object", '{"a":1,"tags":["x","y"],"b":{"c":2}}', "json", ["a", "tags", "b.c"], [["1", '["x","y"]', "2"]], []],
    ["an empty array", "[]", "json", [], [], ["empty_file ×1"]],
    ["an array that is not closed", '[{"a":1},{"a":2},', "json", ["a"], [["1"], ["2"]], ["truncated_file ×1"]],
    ["one with a broken item", '[{"a":1},{"a":oops},{"a":3}]', "json", ["a"], [["1"], ["3"]], ["bad_record ×1"]],
    ["one with a broken item first", '[{"a":},{"a":2},{"a":3}]', "json", ["a"], [["2"], ["3"]], ["bad_record ×1"]],
    ["one with comments", '// people\n[{"a":1}, /* none */ {"a":2},]', "json", ["a"], [["1"], ["2"]], ["json_extensions ×2"]],
    ["text behind the end", '[{"a":1}] that was it', "json", ["a"], [["1"]], ["trailing_data ×1"]],
    ["lines", '{"a":1}\n{"a":2}\n', "jsonl", ["a"], [["1"], ["2"]], []],
    ["lines with CRLF and a mark", '\ufeff{"a":1}\r\n{"a":2}\r\n', "jsonl", ["a"], [["1"], ["2"]], []],
    ["lines with blank ones", '{"a":1}\n\n{"a":2}\n\n\n', "jsonl", ["a"], [["1"], ["2"]], ["blank_lines ×3"]],
    [
      "lines of rows",
      '["id","x"]\n[1,"a"]\n[2,"b"]\n',
      "jsonl",
      ["id", "x"],
      [
        ["1", "a"],
        ["2", "b"],
      ],
      [],
    ],
    ["lines with a bad one", '{"a":1}\nERROR\n{"a":3}\n', "jsonl", ["a"], [["1"], ["3"]], ["bad_record ×1"]],
    ["lines with the first one bad", 'ERROR\n{"a":2}\n{"a":3}\n', "jsonl", ["a"], [["2"], ["3"]], ["bad_record ×1"]],
    ["lines with a truncated one", '{"a":1,"b":\n{"a":2}\n{"a":3}\n', "jsonl", ["a"], [["2"], ["3"]], ["bad_record ×1"]],
    ["lines that end with commas", '{"a":1},\n{"a":2},\n{"a":3}\n', "jsonl", ["a"], [["1"], ["2"], ["3"]], ["json_extensions ×2"]],
    ["values without anything between", '{"a":1}{"a":2}{"a":3}', "jsonl", ["a"], [["1"], ["2"], ["3"]], []],
    ["values over several lines", '{\n "a": 1\n}\n{\n "a": 2\n}\n', "jsonl", ["a"], [["1"], ["2"]], []],
    ["a JSON text sequence", '\u001e{"a":1}\n\u001e{"a":2}\n', "jsonl", ["a"], [["1"], ["2"]], []],
  ])("may be %s", async (_, content, format, columns, rows, findings) => {
    const readout = await readAll(Buffer.from(content));
    expect(readout).toMatchObject({ format, columns, rows, findings });
    // A stream, which can be read only once, in pieces of a byte.
    expect(await readAll([...Buffer.from(content)].map((byte) => Uint8Array.of(byte)))).toEqual(readout);
  });

  // The key of the records, the columns, and findings.
  it.each([
    ["lists of values beside its records", { data: [{ a: 0 }, { a: 1 }], tags: ["x", "y"] }, "data", ["a"], ["values_outside ×1"]],
    [
      "names in a list beside its rows",
      {
        columns: ["a", "b"],
        index: [0, 1, 2],
        data: [
          [1, "x"],
          [2, "y"],
          [3, "z"],
        ],
      },
      "data",
      ["a", "b"],
      ["values_outside ×1"],
    ],
    [
      "names behind its rows",
      {
        rows: [
          ["1", "2"],
          ["3", "4"],
        ],
        headers: ["x", "y"],
      },
      "rows",
      ["x", "y"],
      [],
    ],
    [
      "described columns",
      {
        fields: [
          { name: "a", type: "int" },
          { name: "b", type: "int" },
        ],
        rows: [
          [1, 2],
          [3, 4],
        ],
      },
      "rows",
      ["a", "b"],
      [],
    ],
    [
      "long descriptions of columns",
      {
        schema: [
          { id: "a", label: "L".repeat(500) },
          { id: "b", label: "L" },
        ],
        data: [[1, 2]],
      },
      "data",
      ["a", "b"],
      [],
    ],
    [
      "names deeper inside",
      {
        result: {
          cols: ["a", "b"],
          rows: [
            [1, 2],
            [3, 4],
          ],
        },
        cols: ["no", "no"],
      },
      "result.rows",
      ["a", "b"],
      ["values_outside ×1"],
    ],
    [
      "as many names as rows have no cells",
      {
        columns: ["a", "b", "c"],
        data: [
          [1, 2],
          [3, 4],
        ],
      },
      "data",
      ["column_1", "column_2"],
      ["values_outside ×1"],
    ],
    [
      "numbers for names",
      {
        columns: [1, 2],
        data: [
          [1, 2],
          [3, 4],
        ],
      },
      "data",
      ["column_1", "column_2"],
      ["values_outside ×1"],
    ],
    [
      "a list that only happens to be as long",
      {
        tags: ["a", "b"],
        data: [
          [1, 2],
          [3, 4],
        ],
      },
      "data",
      ["column_1", "column_2"],
      ["values_outside ×1"],
    ],
    [
      "rows beside records of their own",
      { fields: [{ name: "a" }, { name: "b" }, { name: "c" }], rows: [[1, 2]] },
      "fields",
      ["name"],
      ["other_tables ×1"],
    ],
  ])("may have %s", async (_, document, recordsPath, columns, findings) => {
    expect(await readAll(Buffer.from(JSON.stringify(document)))).toMatchObject({ recordsPath, columns, findings });
    expect(await readAll(Buffer.from(JSON.stringify(document, null, 2)))).toMatchObject({ recordsPath, columns, findings });
  });

  it("has the names beside its rows unless a row has them", async () => {
    const document = Buffer.from(
      JSON.stringify({
        columns: ["a", "b"],
        data: [
          ["x", "y"],
          ["1", "2"],
        ],
      }),
    );
    expect(await readAll(document, { header: true })).toMatchObject({ columns: ["x", "y"], rows: [["1", "2"]] });
    expect(await readAll(document, { recordsPath: "data" })).toMatchObject({
      columns: ["a", "b"],
      rows: [
        ["x", "y"],
        ["1", "2"],
      ],
    });
    expect((await analyzeFile(document, { thread: false })).columns.map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it.each([
    ["a CSV whose header is in brackets", "[id],[name]\n1,Ada\n2,Bob\n", ["[id]", "[name]"]],
    ["a log", "[2024-01-01] started\n[2024-01-02] stopped\n[2024-01-03] gone\n", undefined],
    ["a CSV with JSON in its cells", 'id;data\n1;{"a":1}\n2;{"a":2}\n', ["id", "data"]],
    ["a template", "{{ name }} says hello\n{{ other }} too\n", undefined],
    ["numbers", "1\n2\n3\n", ["column_1"]],
  ])("is not %s", async (_, content, columns) => {
    const detected = await detectFormat(Buffer.from(content));
    expect(["delimited", "text"]).toContain(detected.format);
    if (columns) expect(detected.columns).toEqual(columns);
  });

  it("is an array also if its start has a record in each line", async () => {
    const lines = Array.from({ length: 30_000 }, (_, id) => JSON.stringify({ id, note: "as many tools write it", at: "2024-01-01" }));
    const broken = lines.with(7, '{"id":oops}');
    for (const [content, rows, findings] of [
      [`[${lines.join(",\n")}]`, 30_000, []],
      [`[${broken.join(",\n")}]\n`, 29_999, ["bad_record ×1"]],
    ] as const) {
      expect(await readAll(Buffer.from(content))).toMatchObject({ format: "json", rows: { length: rows }, findings });
    }
  });

  it("is read as its name says where the content does not tell", async () => {
    const line = '{"id":1,"items":[{"a":1},{"a":2}]}\n';
    expect(await readAll(await write("order.json", line))).toMatchObject({ format: "json", recordsPath: "items", columns: ["a"] });
    expect(await readAll(await write("order.jsonl", line))).toMatchObject({ format: "jsonl", recordsPath: null, columns: ["id", "items"] });
    expect(await readAll(Buffer.from(line), { fileName: "order.ndjson" })).toMatchObject({ format: "jsonl" });
    expect(await readAll(await write("broken.jsonl", '{"a":\n'))).toMatchObject({
      format: "jsonl",
      findings: ["bad_record ×1", "empty_file ×1"],
    });
  });

  it("is read as the caller says", async () => {
    const content = Buffer.from('{"x":[{"a":1}],"y":[{"b":1},{"b":2}],"z":{"c":3}}');
    expect(await readAll(content, { recordsPath: "x" })).toMatchObject({
      columns: ["a"],
      findings: ["values_outside ×1", "other_tables ×1"],
    });
    expect(await readAll(content, { recordsPath: "z" })).toMatchObject({ columns: ["c"], rows: [["3"]] });
    expect(await readAll(content, { recordsPath: "" })).toMatchObject({ columns: ["x", "y", "z.c"], rows: { length: 1 } });
    expect(await readAll(content, { recordsPath: "", flattenDepth: 0 })).toMatchObject({ columns: ["x", "y", "z"] });
    await expect(readAll(content, { recordsPath: "w" })).rejects.toMatchObject({ code: "OPTION_INVALID" });
    expect(await readAll(content, { format: "delimited" })).toMatchObject({ format: "delimited" });
  });

  it("is read to its end behind brackets that close nothing", async () => {
    const rows: (string | null)[] = [];
    const findings: string[] = [];
    for await (const batch of readRows(Buffer.from('{\n"a": 0\n}\n{\n"a": 1\n}\n]\n{\n"a": 2\n}\n] }\n{\n"a": 3\n}\n'), {
      format: "jsonl",
    })) {
      rows.push(...batch.rows.map(([cell = null]) => cell));
      findings.push(...batch.findings.map(({ code }) => code));
    }
    expect(rows.filter((cell) => cell !== null)).toEqual(["0", "1", "2", "3"]);
    expect(findings).toContain("bad_record");
  });

  it("is read from gzip, and in UTF-16", async () => {
    const content = '[{"city":"Köln"},{"city":"Łódź"}]';
    for (const bytes of [gzipSync(content), Buffer.from(`\ufeff${content}`, "utf16le"), Buffer.from(content, "utf16le")]) {
      expect(await readAll(bytes)).toMatchObject({ format: "json", columns: ["city"], rows: [["Köln"], ["Łódź"]], findings: [] });
    }
  });

  it("has all its columns from the start if it can be read twice, and as they come if not", async () => {
    const lines = `${'{"a":1}\n'.repeat(200_000)}{"late":2}\n`;
    const path = await write("late.jsonl", lines);
    for await (const { columns } of readRows(path)) expect(columns).toEqual(["a", "late"]);
    const seen = new Set<number>();
    for await (const { columns } of readRows(path, { allColumns: false })) seen.add(columns.length);
    expect([...seen]).toEqual([1, 2]);
    const widths = new Set<number>();
    const chunks = Array.from({ length: 17 }, (_, index) => Buffer.from(lines.slice(index * 100_000, (index + 1) * 100_000)));
    for await (const { columns, rows } of readRows(chunks)) {
      widths.add(columns.length);
      expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(columns.length);
    }
    expect([...widths]).toEqual([1, 2]);
  });
});

describe("the profile of a JSON file", () => {
  it("has types, nulls and findings like that of any table", async () => {
    const content =
      '{"id":1,"at":"2024-01-01","note":null}\nbad\n{"id":2,"at":"2024-01-02","note":"x"}\n{"id":3,"at":"2024-01-03","extra":true}\n';
    for (const thread of [true, false]) {
      const profile = await analyzeFile(Buffer.from(content), { thread });
      expect(profile).toMatchObject({
        format: "jsonl",
        dialect: null,
        encoding: { name: "utf-8" },
        hasHeader: true,
        headerRow: null,
        rowCount: 3,
        columnCount: 4,
        columns: [
          { name: "id", type: "integer", min: 1, max: 3 },
          { name: "at", type: "date" },
          { name: "note", nullCount: 2 },
          { name: "extra", type: "boolean", nonNullCount: 1, nullCount: 2 },
        ],
        findings: [{ code: "bad_record", severity: "error", rows: [2], byteOffsets: [39] }],
      });
      expect(profile.findings[0]?.message).toContain("line 2");
    }
  });

  it("counts columns that come late from the first row on", async () => {
    const lines = `${'{"a":1}\n'.repeat(200_000)}{"late":2}\n`;
    const path = await write("late-profile.jsonl", lines);
    for (const source of [path, [Buffer.from(lines)]]) {
      const { columns, rowCount } = await analyzeFile(source);
      expect(rowCount).toBe(200_001);
      expect(columns).toMatchObject([
        { name: "a", nonNullCount: 200_000, nullCount: 1 },
        { name: "late", nonNullCount: 1, nullCount: 200_000 },
      ]);
    }
  });
});
