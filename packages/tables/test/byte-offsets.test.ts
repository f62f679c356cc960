import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRows } from "../src/read-rows.ts";
import type { ReadRowsOptions } from "../src/read-rows.ts";

const OPTIONS: ReadRowsOptions = { format: "delimited", delimiter: ",", quote: '"', header: false, encoding: "utf-8" };

/** Lines that the reader keeps, repairs or finds broken; none is empty, and none has a quote that goes on in the next one. */
const line = fc.constantFrom("a,b", "ä,日本", '"x ""y""",z', '"in" side,2', '  "blank" ,c', "one", "a,b,c,d", '5" pipe,6', "\u{1f600},e");

async function offsetsOf(source: Uint8Array | AsyncIterable<Uint8Array>, options: ReadRowsOptions = OPTIONS) {
  const offsets = new Map<number, number | undefined>();
  for await (const { rowNumbers, byteOffsets } of readRows(source, options)) {
    for (const [index, row] of rowNumbers.entries()) offsets.set(row, byteOffsets?.[index]);
  }
  return offsets;
}

describe("where rows start in a file", () => {
  it("is known for every row of delimited UTF-8, whatever the reader repairs and however the bytes come", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 40 }),
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        fc.integer({ min: 1, max: 50 }),
        async (lines, lineEnd, hasMark, size) => {
          const mark = hasMark ? "\ufeff" : "";
          const bytes = Buffer.from(mark + lines.map((text) => text + lineEnd).join(""));
          const expected = new Map<number, number>();
          let at = Buffer.byteLength(mark);
          for (const [index, text] of lines.entries()) {
            expected.set(index + 1, at);
            at += Buffer.byteLength(text + lineEnd);
          }
          for (const source of [bytes, pieces(bytes, size)]) {
            // A preamble and notes are no rows of data.
            const found = await offsetsOf(source);
            expect(found.size).toBeGreaterThan(0);
            for (const [row, offset] of found) expect([row, offset]).toEqual([row, expected.get(row)]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is not known where bytes are converted, or where rows are no piece of the file", async () => {
    const latin = Buffer.from("a,b\nä,c\n", "latin1");
    expect([...(await offsetsOf(latin, { ...OPTIONS, encoding: "windows-1252" })).values()]).toEqual([undefined, undefined]);
    expect([...(await offsetsOf(Buffer.from('{"a":1}\n{"a":2}\n'), { format: "jsonl" })).values()]).toEqual([undefined, undefined]);
  });
});

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
