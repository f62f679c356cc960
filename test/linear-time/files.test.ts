import { analyzeFile, detectFormat, readRows } from "@rowmill/tables";
import { RowmillError } from "@rowmill/core/errors";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { findSuperlinearTask } from "./measure.ts";

/** Files of a length, of which a part is repeated. Each took quadratic time once, or is the kind of text that does where a rule is careless. */
const FILES: readonly (readonly [what: string, make: (length: number) => Buffer])[] = [
  ["one long word before a letter of Latin-1", (length) => Buffer.from(`id,name\n1,${"x".repeat(length)}\u00e9`, "latin1")],
  ["a sequence of genes before a letter of Latin-1", (length) => Buffer.from(`${"ACGT".repeat(length / 4)}\u00e9`, "latin1")],
  ["a hex dump", (length) => Buffer.from("0f 1e 2d 3c ".repeat(length / 12))],
  ["digits before a letter, above a table", (length) => Buffer.from(`${"7".repeat(length)}x,b\n1,2\n3,4\n`)],
  ["spaces in a cell", (length) => Buffer.from(`a,b\n1,${" ".repeat(length)}x\n2,y\n`)],
  ["quotes that open and close nothing", (length) => Buffer.from(`a,b\n1,${'" '.repeat(length / 2)}x\n2,y\n`)],
  ["lines without anything", (length) => Buffer.from(`a,b\n1,2\n${"\n".repeat(length)}`)],
  ["lines without anything in one column", (length) => Buffer.from(`a\n1\n${"\n".repeat(length)}`)],
  ["comments", (length) => Buffer.from(`a,b\n1,2\n${"# a\n".repeat(length / 4)}3,4\n`)],
  ["small tables", (length) => Buffer.from("a,b\n1,2\n3,4\n\n".repeat(length / 14))],
  ["digits of JSON before a minus", (length) => Buffer.from(`[{"a":${"7".repeat(length)}-}]`)],
  ["JSON records that are never closed, one in each line", (length) => Buffer.from(`[${'{"a: 1}\n'.repeat(length / 8)}]`)],
  ["JSON records that are never closed, in one line", (length) => Buffer.from(`[${'{"a: 1}'.repeat(length / 7)}]`)],
  ["JSON strings that are never closed", (length) => Buffer.from(`{"a":1}\n${'{"a":"\n'.repeat(length / 7)}`)],
  ["JSON brackets", (length) => Buffer.from("[{".repeat(length / 2))],
  ["escaped quotes of JSON", (length) => Buffer.from(`[{"a":"${'\\"'.repeat(length / 2)}"}]`)],
  [
    "gzip members without anything",
    (length) => Buffer.concat([gzipSync("a,b\n1,2\n"), ...Array.from({ length: length / 20 }, () => EMPTY)]),
  ],
];

const EMPTY = gzipSync("");

async function readAll(bytes: Buffer): Promise<void> {
  try {
    await detectFormat(bytes);
    for await (const batch of readRows(bytes)) void batch;
    await analyzeFile(bytes, { thread: false });
  } catch (error) {
    // Refused is fine, if it is soon.
    if (!RowmillError.is(error)) throw error;
  }
}

describe("a file is read in time that is proportional to its length", () => {
  it.each(FILES)("%s", async (_, make) => {
    const slow = await findSuperlinearTask(
      (length) => {
        const bytes = make(length);
        return () => readAll(bytes);
      },
      // Quadratic work passes the noise long before the end; what is linear takes no more than a tenth of a second there.
      { from: 8_000, most: 128_000, noiseMs: 100 },
    );
    expect(slow).toBeUndefined();
  });
});
