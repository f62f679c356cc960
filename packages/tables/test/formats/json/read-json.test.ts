import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonColumns } from "../../../src/formats/json/json-columns.ts";
import { type JsonForm, readJson } from "../../../src/formats/json/read-json.ts";
import type { Cell, ReadProblem } from "../../../src/table/table-reader.ts";

const LINES: JsonForm = { records: "lines", kind: "object", path: "" };
const VALUES: JsonForm = { records: "values", kind: "object", path: "" };
const DOCUMENT: JsonForm = { records: "document", kind: "object", path: "" };
const ROWS: JsonForm = { records: "document", kind: "row", path: "" };

interface Readout {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly problems: readonly ReadProblem[];
}

interface Limits {
  readonly chunkBytes?: number;
  readonly flattenDepth?: number;
  readonly maxRecordLength?: number;
  readonly maxColumns?: number;
  readonly encoding?: string;
  readonly keysOnly?: boolean;
}

async function read(content: string | Uint8Array, form: JsonForm, limits: Limits = {}): Promise<Readout> {
  const bytes = Buffer.from(content);
  const { chunkBytes = Math.max(1, bytes.length), flattenDepth = 4, maxRecordLength = 1_000_000, encoding = "utf-8" } = limits;
  const columns = new JsonColumns(limits.maxColumns);
  const rows: (readonly Cell[])[] = [];
  const problems: ReadProblem[] = [];
  async function* chunks() {
    // One buffer for all chunks, as some sources have it.
    const chunk = Buffer.alloc(chunkBytes);
    for (let from = 0; from < bytes.length; from += chunkBytes) yield chunk.subarray(0, bytes.copy(chunk, 0, from, from + chunkBytes));
  }
  for await (const batch of readJson(chunks(), columns, { form, encoding, flattenDepth, maxRecordLength, keysOnly: limits.keysOnly })) {
    expect(batch.firstRow).toBe(rows.length + 1);
    rows.push(...batch.rows);
    problems.push(...batch.problems);
  }
  return { columns: columns.names, rows, problems };
}

const found = ({ problems }: Readout) =>
  problems.map(({ code, row, line, byteOffset }) => `${code} row ${row} line ${line} byte ${byteOffset}`);

/** What a record becomes, by JSON.parse: the oracle. */
function flatten(record: Record<string, unknown>, depth: number): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  const put = (value: Record<string, unknown>, path: readonly string[], level: number) => {
    for (const [key, inner] of Object.entries(value)) {
      const inside = [...path, key];
      const isObject = typeof inner === "object" && inner !== null && !Array.isArray(inner);
      if (isObject && level < depth && Object.keys(inner).length > 0) put(inner as Record<string, unknown>, inside, level + 1);
      else cells.set(JSON.stringify(inside), typeof inner === "string" ? inner : inner === null ? null : JSON.stringify(inner));
    }
  };
  put(record, [], 0);
  return cells;
}

const scalar = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.oneof(
  fc.constantFrom("a", "b", "__proto__", "constructor", "a.b", "", "ключ", 'say "x"'),
  fc.string({ unit: "grapheme", maxLength: 3 }),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const anyRecord = fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true });

describe("readJson", () => {
  it("reads what JSON.parse reads, in every form, wherever the bytes are cut", async () => {
    const property = fc.asyncProperty(
      fc.array(anyRecord, { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      fc.integer({ min: 0, max: 3 }),
      async (records, pretty, flattenDepth) => {
        const texts = records.map((item) => JSON.stringify(item));
        const indented = (item: unknown) => JSON.stringify(item, null, pretty ? 2 : 0);
        const expected = records.map((item) => flatten(item, flattenDepth));
        const paths = [...new Set(expected.flatMap((cells) => [...cells.keys()]))];
        const check = (readout: Readout) => {
          // The sign itself is reported, as what an earlier conversion has left.
          const marked = texts.some((text) => text.includes("\ufffd"));
          expect(readout.problems.filter(({ code }) => !(marked && code === "invalid_bytes"))).toEqual([]);
          expect(readout.columns).toHaveLength(paths.length);
          expect(readout.rows.map((row) => paths.map((_, index) => row[index] ?? null))).toEqual(
            expected.map((cells) => paths.map((path) => cells.get(path) ?? null)),
          );
        };
        check(await read(texts.join("\n"), LINES, { flattenDepth }));
        check(await read(texts.join("\r\n") + "\r\n", LINES, { flattenDepth, chunkBytes: 1 }));
        check(await read(records.map(indented).join("\n"), VALUES, { flattenDepth, chunkBytes: 2 }));
        check(await read(indented(records), DOCUMENT, { flattenDepth, chunkBytes: 3 }));
        const inside = indented({ meta: { a: [1, "]}"], b: {} }, data: { items: records }, end: [[]] });
        check(await read(inside, { ...DOCUMENT, path: "data.items" }, { flattenDepth, chunkBytes: 5 }));
      },
    );
    await fc.assert(property, { numRuns: 200 });
  });

  it("finds the same columns where only keys are wanted", async () => {
    const property = fc.asyncProperty(
      fc.array(anyRecord, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 0, max: 3 }),
      async (records, flattenDepth) => {
        const lines = records.map((item) => JSON.stringify(item)).join("\n");
        for (const [text, form] of [
          [lines, LINES],
          [JSON.stringify(records, null, 1), DOCUMENT],
        ] as const) {
          const { columns, rows } = await read(text, form, { flattenDepth });
          const keys = await read(text, form, { flattenDepth, keysOnly: true, chunkBytes: 3 });
          expect(keys.columns).toEqual(columns);
          expect(keys.rows).toHaveLength(rows.length);
        }
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });

  it("takes no line for another where only keys are wanted and a quote is missing", async () => {
    const { columns, rows } = await read('{"a":"x}\n{"b":[1,{"c":"]"}]}\n{"d":[1\n{"e":1}\n', LINES, { keysOnly: true });
    expect(columns).toEqual(["b", "e"]);
    expect(rows).toHaveLength(4);
  });

  it("reads the same at every cut of a text with everything in it", async () => {
    const text =
      '\ufeff{"a":"é😀\\u00e9\\ud83d\\ude00\\n","b":[1, {"c":-1.5e+10}],"d":{"e":null}}\n\n{"a":oops}\r\n{"a":NaN,"a":12345678901234567890}{"z":true}\n{"a":"';
    const whole = await read(text, LINES);
    expect(whole.columns).toEqual(["a", "b", "d.e", "z"]);
    expect(whole.rows).toEqual([
      ["é😀é😀\n", '[1,{"c":-1.5e+10}]', null],
      [],
      [],
      ["12345678901234567890", null, null],
      [null, null, null, "true"],
      [],
    ]);
    expect(found(whole)).toEqual([
      "blank_lines row 2 line 2 byte 77",
      "bad_record row 3 line 3 byte 83",
      "json_extensions row 4 line 4 byte 95",
      "duplicate_keys row 4 line 4 byte 99",
      "bad_record row 6 line 5 byte 141",
    ]);
    for (let chunkBytes = 1; chunkBytes < 40; chunkBytes += 1) expect(await read(text, LINES, { chunkBytes })).toEqual(whole);
  });

  it("says that a comma stands between two records wherever the text is cut", async () => {
    const text = '{"a":1},\n{"a":2},\n{"a":oops},\n{"a":4}\n';
    const whole = await read(text, LINES);
    expect(whole.problems.map(({ code, row }) => `${code} ${row}`)).toEqual(["json_extensions 2", "json_extensions 3", "bad_record 3"]);
    for (let chunkBytes = 1; chunkBytes < 40; chunkBytes += 1) expect(await read(text, LINES, { chunkBytes })).toEqual(whole);
  });

  it("cuts blocks inside of long values right", async () => {
    const long = "ä".repeat(100_000);
    const text = `[${Array.from({ length: 8 }, (_, index) => JSON.stringify({ id: index, long, list: [long] })).join(",")}]`;
    const readout = await read(text, DOCUMENT, { chunkBytes: 70_001 });
    expect(readout.problems).toEqual([]);
    expect(readout.rows).toHaveLength(8);
    for (const row of readout.rows) expect(row.slice(1)).toEqual([long, JSON.stringify([long])]);
  });

  it("keeps the text of numbers, and null apart from an empty text", async () => {
    const { rows } = await read('{"a":12345678901234567890,"b":1.10,"c":1e5,"d":"","e":null,"f":-0}', LINES);
    expect(rows).toEqual([["12345678901234567890", "1.10", "1e5", "", null, "-0"]]);
  });

  it("adds columns as their keys come, in that order", async () => {
    const { columns, rows } = await read('{"b":1}\n{"a":2,"b":3}\n{"c":{"d":4}}\n', LINES);
    expect(columns).toEqual(["b", "a", "c.d"]);
    expect(rows).toEqual([["1"], ["3", "2"], [null, null, "4"]]);
  });

  it("keeps two columns apart that have one name", async () => {
    const { columns, rows } = await read('{"a.b":1,"a":{"b":2}}', LINES);
    expect(columns).toEqual(["a.b", "a.b"]);
    expect(rows).toEqual([["1", "2"]]);
  });

  it("keeps arrays and what is nested too deeply as JSON, without blanks", async () => {
    const { columns, rows } = await read('{"a":{"b":{"c": [ 1,  "x y" ]}},"d":[ {"e" : "ü ,"} ],"f":{}}', LINES, { flattenDepth: 1 });
    expect(columns).toEqual(["a.b", "d", "f"]);
    expect(rows).toEqual([['{"c":[1,"x y"]}', '[{"e":"ü ,"}]', "{}"]]);
  });

  it("reads arrays as rows, and single values as rows of one cell", async () => {
    expect((await read('[["id","x"],[1,null],[2,[3]],[]]', ROWS)).rows).toEqual([["id", "x"], ["1", null], ["2", "[3]"], [null]]);
    expect((await read('[1,"x",null]', { ...DOCUMENT, kind: "value" })).rows).toEqual([["1"], ["x"], [null]]);
  });

  it("keeps records of another kind, and says so", async () => {
    const readout = await read('{"a":1}\n[2]\n"x"\nnull\n', LINES);
    expect(readout.columns).toEqual(["a", "value"]);
    expect(readout.rows).toEqual([["1"], [null, "[2]"], [null, "x"], [null, null]]);
    expect(found(readout)).toEqual(["mixed_records row 2 line 2 byte 8", "mixed_records row 3 line 3 byte 12"]);
  });

  it("reads one object as one record", async () => {
    expect(await read('{"a":1,"b":[2]}', DOCUMENT)).toEqual({ columns: ["a", "b"], rows: [["1", "[2]"]], problems: [] });
  });

  it("reads UTF-16, without places in bytes, which are those of another text", async () => {
    const readout = await read(Buffer.from('{"a":"ü"}\n{"a":}\n', "utf16le"), LINES, { encoding: "utf-16le", chunkBytes: 3 });
    expect(readout.rows).toEqual([["ü"], []]);
    expect(readout.problems).toMatchObject([{ code: "bad_record", line: 2, byteOffset: undefined }]);
  });
});

describe("a line that is no JSON", () => {
  it.each([
    ['{"a":1', 8, "the line ends where a comma or } should follow"],
    ['{"a":"x', 7, "a string is not closed before its line ends"],
    ["{a:1}", 3, "a key in quotes should stand where a stands"],
    ["{'a':1}", 3, "a key in quotes should stand where ' stands"],
    ['{"a" 1}', 7, "a colon should stand where 1 stands"],
    ['{"a":1 "b":2}', 9, 'a comma or } should stand where " stands'],
    ['{"a":tru}', 7, "a value should stand where t stands"],
    ['{"a":1.2.3}', 7, "1.2.3 is no number"],
    ['{"a":"\\x"}', 11, "a string has the escape \\x, which JSON does not know"],
    ['{"a":"\\u12"}', 13, "a string has the escape \\u12, which JSON does not know"],
    [`{"a":${"[".repeat(300)}`, 264, "values are nested in more than 256 levels"],
    ["/etc/passwd", 2, "a value should stand where / stands"],
    ["]", 2, "a value should stand where ] stands"],
  ])("%s is a finding, and the next lines are read", async (line, byteOffset, detail) => {
    const readout = await read(`1\n${line}\n{"a":2}\n`, { ...LINES, kind: "object" });
    expect(readout.rows.slice(1)).toEqual([[], line === "" ? [] : expect.arrayContaining(["2"])]);
    expect(readout.problems.slice(1)).toEqual([{ code: "bad_record", row: 2, line: 2, byteOffset, detail }]);
  });

  it("takes back the columns that only it has", async () => {
    expect((await read('{"a":1}\n{"junk":1,"more":\n{"b":2}\n', LINES)).columns).toEqual(["a", "b"]);
  });

  it("may be the last one, cut off", async () => {
    expect(found(await read('{"a":1}\n{"a":', LINES))).toEqual(["bad_record row 2 line 2 byte 13"]);
  });
});

describe("a document that is broken", () => {
  it("loses the item that is broken, and no other", async () => {
    const readout = await read('[\n{"a":1},\n{"a":oops, "b":"}"},\nwhat?,\n{"a":3}\n]', DOCUMENT);
    expect(readout.rows).toEqual([["1"], [], [], ["3"]]);
    expect(found(readout)).toEqual(["bad_record row 2 line 3 byte 16", "bad_record row 3 line 4 byte 32"]);
  });

  it("goes on at the next object after a quote that is not closed", async () => {
    const readout = await read('[{"a":"1"},\n{"a":"2},\n{"a":"3"},\n{"a":"4"}]', DOCUMENT);
    expect(readout.rows).toEqual([["1"], [], ["3"], ["4"]]);
    expect(readout.problems).toMatchObject([{ code: "bad_record", row: 2, line: 2 }]);
  });

  it("says that it was cut off", async () => {
    expect(found(await read('[{"a":1},{"a":2', DOCUMENT))).toEqual(["truncated_file row 2 line 1 byte 9"]);
    expect(found(await read('[{"a":1},', DOCUMENT))).toEqual(["truncated_file row 2 line 1 byte 9"]);
    expect(found(await read('{"x":[{"a":1}],"y":', { ...DOCUMENT, path: "x" }))).toEqual(["truncated_file row 2 line 1 byte 19"]);
    expect((await read('{"y":[1,', { ...DOCUMENT, path: "x" })).problems).toMatchObject([{ code: "truncated_file" }]);
  });

  it("says that something follows", async () => {
    expect(found(await read('[{"a":1}]\n[2]', DOCUMENT))).toEqual(["trailing_data row 2 line 2 byte 10"]);
  });

  it("is refused if there is nothing at the path that the caller names", async () => {
    await expect(read('{"a":[]}', { ...DOCUMENT, path: "b.c" })).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});

describe("JSON that is written loosely", () => {
  it.each([
    ["[1,2,]", ["1", "2"]],
    ["[1 2]", ["1", "2"]],
    ["[/* two */ 2 // and\n]", ["2"]],
    ["[NaN,-Infinity,Infinity]", ["NaN", "-Infinity", "Infinity"]],
    ["[+1,.5,5.,007]", ["+1", ".5", "5.", "007"]],
    ['["a\tb"]', ["a\tb"]],
  ])("%j is understood, with a finding", async (text, values) => {
    for (const chunkBytes of [1, 100]) {
      const readout = await read(text, { ...DOCUMENT, kind: "value" }, { chunkBytes });
      expect(readout.rows.flat()).toEqual(values);
      expect(new Set(readout.problems.map(({ code }) => code))).toEqual(new Set(["json_extensions"]));
    }
  });

  it("has keys that come twice reported, and the last value taken", async () => {
    const readout = await read('{"a":1,"b":0,"a":2}\n{"a":3}', LINES);
    expect(readout.rows).toEqual([
      ["2", "0"],
      ["3", null],
    ]);
    expect(found(readout)).toEqual(["duplicate_keys row 1 line 1 byte 13"]);
  });

  it("has half characters kept and reported", async () => {
    const readout = await read('{"a":"\\ud83d"}\n{"a":"\\ud83d\\ude00"}', LINES);
    expect(readout.rows).toEqual([["\ud83d"], ["😀"]]);
    expect(found(readout)).toEqual(["lone_surrogates row 1 line 1 byte 6"]);
  });

  it("has bytes reported that are no UTF-8", async () => {
    const readout = await read(Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')]), LINES);
    expect(readout.rows).toEqual([["\ufffd"]]);
    expect(found(readout)).toEqual(["invalid_bytes row 1 line 1 byte 6"]);
  });

  it("may have values in one line, with commas or record separators between them", async () => {
    const readout = await read('\u001e{"a":1}\n{"a":2},{"a":3} {"a":4}', LINES);
    expect(readout.rows).toEqual([["1"], ["2"], ["3"], ["4"]]);
    expect(found(readout)).toEqual(["json_extensions row 3 line 2 byte 16"]);
  });
});

describe("JSON of somebody who means harm", () => {
  it("cannot take more memory for a record than is allowed", async () => {
    let taken = 0;
    async function* endless() {
      yield Buffer.from('[{"a":"');
      while (true) {
        taken += 1;
        yield Buffer.alloc(1_000, "x");
      }
    }
    const reading = async () => {
      for await (const batch of readJson(endless(), new JsonColumns(), {
        form: DOCUMENT,
        encoding: "utf-8",
        flattenDepth: 4,
        maxRecordLength: 50_000,
      }))
        void batch;
    };
    await expect(reading()).rejects.toMatchObject({ code: "FILE_RECORD_TOO_LARGE", details: { line: 1, byteOffset: 1 } });
    expect(taken).toBeLessThan(600);
  });

  it("cannot make more columns than a sheet has", async () => {
    const record = (from: number) => `{${Array.from({ length: 6 }, (_, index) => `"k${from + index}":{"x":1}`).join(",")}}`;
    const readout = await read(`${record(0)}\n${record(3)}\n`, LINES, { maxColumns: 7 });
    expect(readout.columns).toHaveLength(7);
    expect(found(readout)).toEqual(["too_many_keys row 2 line 2 byte 133"]);
    expect(readout.rows[1]).toEqual([null, null, null, "1", "1", "1", "1"]);
  });

  it("cannot make the process run out of stack", async () => {
    const deep = "[".repeat(1_000_000);
    expect((await read(`${deep}\n{"a":1}`, LINES)).rows).toHaveLength(2);
    expect((await read(`[${deep}`, DOCUMENT)).problems).toMatchObject([{ code: "truncated_file" }]);
    expect((await read(`{"x":${deep}`, { ...DOCUMENT, path: "y" })).problems).toMatchObject([{ code: "truncated_file" }]);
  });
});
