import { gzipSync } from "node:zlib";
import { RowmillError } from "@rowmill/core/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRows } from "../../src/index.ts";
import { makeWorkbook } from "../formats/xlsx/read/make-workbook.ts";
import { makeZip } from "../archive/make-zip.ts";

const RECORDS = [
  { id: 1, name: "Köln", tags: ["a", { b: "]}" }], at: { x: 1.5e3, y: null } },
  { id: 2, name: 'say "hi"\n', tags: [], at: { x: -0 } },
  { id: 3, name: "😀", extra: true },
];
const LINES = RECORDS.map((record) => JSON.stringify(record)).join("\n");
const CSV = 'id,name\n1,"Köln, DE"\n2,"say ""hi"""\n3,x\n';

/** Files of every format, small. */
const FILES: Readonly<Record<string, Buffer>> = {
  csv: Buffer.from(CSV),
  json: Buffer.from(JSON.stringify(RECORDS)),
  "json over lines": Buffer.from(JSON.stringify({ meta: { n: 3 }, data: RECORDS }, null, 2)),
  jsonl: Buffer.from(LINES),
  "jsonl in utf-16": Buffer.from(`\ufeff${LINES}`, "utf16le"),
  "fixed-width": Buffer.from("id   name       qty\n1    Köln        12\n2    Bonn         3\n33   Paris      400\n"),
  text: Buffer.from("It was a bright cold day in April.\nNobody had expected that at all.\n"),
  gzip: gzipSync(LINES),
  zip: makeZip([
    { name: "a.csv", data: CSV },
    { name: "b.jsonl", data: LINES },
  ]),
  xlsx: makeWorkbook({
    rows: '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
  }),
};

/** Cuts, doubles, and changes bytes: with a liking for those that mean something. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 0, max: 30 }),
  bytes: fc.oneof(
    fc.uint8Array({ maxLength: 4 }),
    fc.constantFrom(...'"{}[],:\n\r\\/-\u00000 '.split("").map((sign) => Buffer.from(sign))),
  ),
});

function mutate(file: Buffer, mutations: readonly { at: number; length: number; bytes: Uint8Array }[]): Buffer {
  return mutations.reduce((bytes, { at, length, bytes: put }) => {
    const from = Math.floor(at * bytes.length);
    return Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + length)]);
  }, file);
}

async function outcome(chunks: Iterable<Uint8Array>): Promise<unknown> {
  const rows: unknown[] = [];
  let last;
  try {
    for await (last of readRows(chunks, { maxRecordLength: 100_000 })) {
      rows.push(...last.rows);
      expect(last.rowNumbers).toHaveLength(last.rows.length);
    }
  } catch (error) {
    if (!RowmillError.is(error)) throw error;
    return error.code;
  }
  return { rows, columns: last?.columns, findings: last?.findings.map(({ code, count, rows: at }) => [code, count, at]) };
}

function* inPieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

describe("a file that was damaged anywhere", () => {
  it.each(Object.keys(FILES))("is read or refused with a code, and the same however its bytes come: %s", async (name) => {
    const property = fc.asyncProperty(
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 64 }),
      async (mutations, size) => {
        const bytes = mutate(FILES[name] ?? Buffer.alloc(0), mutations);
        expect(await outcome(inPieces(bytes, size))).toEqual(await outcome([bytes]));
      },
    );
    await fc.assert(property, { numRuns: 25 });
  });
});
