import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKernel } from "../../../src/kernel/kernel.ts";
import { RecordWalker } from "../../../src/formats/json/record-walker.ts";
import { JsonColumns } from "../../../src/formats/json/json-columns.ts";
import { type JsonForm, readJson, type ReadJsonOptions } from "../../../src/formats/json/read-json.ts";
import type { Cell, ReadProblem } from "../../../src/table/table-reader.ts";

const LINES: JsonForm = { records: "lines", kind: "object", path: "" };
const LIST: JsonForm = { records: "document", kind: "object", path: "" };

type Options = Partial<ReadJsonOptions> & { readonly chunkBytes?: number };

/** Everything that is read of a text; an error that it ends with is part of that. */
async function read(bytes: Buffer, form: JsonForm, { chunkBytes = Math.max(1, bytes.length), ...options }: Options = {}) {
  const columns = new JsonColumns();
  const rows: (readonly Cell[])[] = [];
  const problems: ReadProblem[] = [];
  async function* chunks() {
    for (let from = 0; from < bytes.length; from += chunkBytes) yield bytes.subarray(from, from + chunkBytes);
  }
  const all = { form, encoding: "utf-8", flattenDepth: 4, maxRecordLength: 1_000_000, ...options };
  for await (const batch of readJson(chunks(), columns, all)) {
    expect(batch.firstRow).toBe(rows.length + 1);
    rows.push(...batch.rows);
    problems.push(...batch.problems);
  }
  return { columns: columns.names, rows, problems };
}

/**
 * Expects that all ways of reading find what the scanner finds, wherever the bytes are cut. Returns which share of the records the kernel has
 * read where the bytes come in one piece.
 */
async function compareWays(bytes: Buffer, form: JsonForm, flattenDepth: number, cuts: readonly number[]): Promise<number> {
  let walked = 0;
  const onWalked = (count: number) => void (walked += count);
  const scanned = await read(bytes, form, { flattenDepth, scanOnly: true });
  expect(await read(bytes, form, { flattenDepth })).toEqual(scanned);
  expect(await read(bytes, form, { flattenDepth, walkAlways: true, onWalked })).toEqual(scanned);
  for (const chunkBytes of cuts) {
    expect(await read(bytes, form, { flattenDepth, walkAlways: true, chunkBytes })).toEqual(scanned);
  }
  const { columns, problems } = await read(bytes, form, { flattenDepth, rows: false });
  expect({ columns, problems }).toEqual({ columns: scanned.columns, problems: scanned.problems });
  const keys = await read(bytes, form, { flattenDepth, keysOnly: true, scanOnly: true });
  expect((await read(bytes, form, { flattenDepth, keysOnly: true })).columns).toEqual(keys.columns);
  return walked / Math.max(1, scanned.rows.length);
}

const scalar = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.constantFrom("", "é", "a\\b", 'say "hi"', "x".repeat(40), "\ufffd", "\ud800", "tab\t", "😀"),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("x", "y", "ключ", 'q"'), tie("value"), { maxKeys: 3 }),
  ),
}));

/** Records of a few keys, in this order or another one; so most are like those before. */
const records = fc.array(
  fc.record({ id: value, name: value, "a long name, longer than a step": value, address: value, größe: value }, { requiredKeys: ["id"] }),
  { minLength: 3, maxLength: 12 },
);

/** How a writer writes: what stands behind commas and colons, and characters beyond ASCII as escapes. */
const style = fc.record({ gap: fc.constantFrom("", " ", "  ", "\t"), escaped: fc.boolean(), flip: fc.boolean() });

function written(
  item: Readonly<Record<string, unknown>>,
  { gap, escaped, flip }: { gap: string; escaped: boolean; flip: boolean },
): string {
  const entries = Object.entries(item);
  const text = (flip ? entries.toReversed() : entries)
    .map(([name, inner]) => `${JSON.stringify(name)}:${gap}${JSON.stringify(inner, null, gap === "" ? 0 : 1).replaceAll("\n", "")}`)
    .join(`,${gap}`);
  const json = `{${gap}${text}${gap}}`;
  return escaped ? json.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`) : json;
}

const damage = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.integer({ min: 0, max: 2 }),
  insert: fc.oneof(
    fc.constantFrom(
      '"',
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      "\\",
      "\n",
      "\r",
      "\t",
      " ",
      "/",
      "//",
      "/* */",
      "u",
      "\\u00e9",
      "\\ud83d",
      "NaN",
      "-",
    ),
    fc.constantFrom("0", "1e5", ".", "+", "null", "tru", "\u0000", "\u001e", "\ufffd", "é", '{"id":1}', ',"late":1'),
    fc.integer({ min: 0, max: 255 }).map((byte) => Buffer.of(byte)),
  ),
});

function damaged(bytes: Buffer, hits: readonly { place: number; remove: number; insert: string | Buffer }[]): Buffer {
  let result = bytes;
  for (const { place, remove, insert } of hits) {
    const at = Math.floor(place * result.length);
    result = Buffer.concat([result.subarray(0, at), Buffer.from(insert as string), result.subarray(at + remove)]);
  }
  return result;
}

describe("records that are read in the kernel", () => {
  it("are what the scanner makes of them, in lines and in lists, sound or damaged", async () => {
    const shares: number[] = [];
    const property = fc.asyncProperty(
      records,
      style,
      fc.array(damage, { maxLength: 3 }),
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 1, max: 90 }),
      async (items, how, hits, flattenDepth, cut) => {
        const once = items.map((item, index) => written(item, { ...how, flip: how.flip && index % 3 === 1 }));
        // The kernel reads what is like records before: those come again.
        const texts = [...once, ...once];
        for (const end of ["\n", "\r\n"]) {
          shares.push(await compareWays(damaged(Buffer.from(texts.join(end) + end), hits), LINES, flattenDepth, [cut]));
        }
        for (const [start, between] of [
          ["[", ","],
          ["[\n  ", ",\n  "],
        ] as const) {
          shares.push(await compareWays(damaged(Buffer.from(`${start}${texts.join(between)}]`), hits), LIST, flattenDepth, [cut]));
        }
      },
    );
    await fc.assert(property, { numRuns: 300 });
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.1);
  });

  it("are the same with SIMD and without", () => {
    const kernels = [createKernel(true), createKernel(false)];
    const property = fc.property(records, style, fc.array(damage, { maxLength: 2 }), fc.boolean(), (items, how, hits, lines) => {
      const texts = items.map((item) => written(item, how));
      const bytes = damaged(Buffer.from(lines ? texts.join("\n") + "\n" : `${texts.join(",\n ")},{}`), hits);
      const [withSimd, without] = kernels.map((kernel) => {
        const walker = new RecordWalker(kernel, { lines, flattenDepth: 1, cells: "apart" });
        const names = ["id", "name", "a long name, longer than a step", "address", "größe"];
        for (const [index, name] of names.entries()) walker.setColumn(walker.addKey(walker.root, name), index);
        walker.setWidth(names.length);
        load(walker, bytes);
        const found = { walked: walker.walk(0, 100), rows: walker.rows() };
        walker.release();
        return found;
      });
      expect(without).toEqual(withSimd);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it("are the same wherever a text is cut", async () => {
    const lines =
      '{"id":1,"name":"é😀","address":{"city":"Köln","at":[1, {"x":[ ]}]}}\n{"id":2,"name":"a\\u00e9\\n\\ud83d\\ude00","address":{"city":null,"at":{}}}\r\n' +
      '{"id":3,"name":"b"}\n{"id":-1.5e+10,"name":true,"address":{ }}\n\n{"id":4,"id":5}\n{"id":oops}\n{"id":"\ufffd","late":1}\n{"name":"","id":6}\n{"id":7';
    const list = `[${lines.split(/\r?\n/).filter(Boolean).join(",\n")}]`;
    for (const [text, form] of [
      [lines, LINES],
      [list, LIST],
    ] as const) {
      const cuts = Array.from({ length: 70 }, (_, index) => index + 1);
      expect(await compareWays(Buffer.from(text), form, 4, cuts)).toBeGreaterThan(0.1);
    }
  });

  it("are most of a file: the scanner sees only what is new or odd", () => {
    for (const simd of [true, false]) {
      const walker = new RecordWalker(createKernel(simd), { lines: true, flattenDepth: 4, cells: "apart" });
      for (const [index, name] of ["id", "größe"].entries()) walker.setColumn(walker.addKey(walker.root, name), index);
      walker.setWidth(2);
      const text = '{"id":1,"größe":"é"}\n {"größe": "a\\u00e9","id" : [1, 2] } \n{}\n{"id":null}\n{"id":0,"new":1}\n{"id":1}\n';
      load(walker, Buffer.from(text));
      const walked = walker.walk(0, 100);
      expect(walked).toEqual({ count: 4, lines: 4, at: Buffer.byteLength(text.slice(0, text.indexOf('{"id":0'))), end: "unusual" });
      expect(walker.rows()).toEqual([
        ["1", "é"],
        ["[1,2]", "aé"],
        [null, null],
        [null, null],
      ]);
      expect(walker.walk(Buffer.byteLength(text) - 9, 100)).toMatchObject({ count: 1, end: "block_end" });
    }
  });

  it("may have more bytes or columns than there is room for at first", async () => {
    const names = Array.from({ length: 3_000 }, (_, index) => `column ${index}`);
    const wide = JSON.stringify(Object.fromEntries(names.map((name, index) => [name, index])));
    const long = (sign: string) => JSON.stringify({ "column 7": sign.repeat(300_000), "column 1": [sign.repeat(200_000)] });
    const bytes = Buffer.from(`${[wide, wide, long("x"), long("ä"), "{}", wide, long("\n")].join("\n")}\n`);
    expect(await read(bytes, LINES)).toEqual(await read(bytes, LINES, { scanOnly: true }));
  });

  it("may have a key that comes late, and one that comes with a record that is broken behind it", async () => {
    const bytes = Buffer.from(
      '{"a":1}\n{"a":2,"b":3}\n{"a":4,"b":5}\n{"a":1,"c":2,\n{"a":6}\n{"c":{"d":7}}\n{"c":{"d":8},"a":9}\n{"c":1}\n',
    );
    const { columns, rows } = await read(bytes, LINES);
    expect(columns).toEqual(["a", "b", "c.d", "c"]);
    expect(rows.at(-1)).toEqual([null, null, null, "1"]);
    expect(rows).toEqual((await read(bytes, LINES, { scanOnly: true })).rows);
  });
});

function load(walker: RecordWalker, bytes: Buffer): void {
  walker.keep(0, 0, bytes.length);
  walker.view(bytes.length).set(bytes);
  walker.load(bytes.length);
}
