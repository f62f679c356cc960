import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKernel } from "../../../src/kernel/kernel.ts";
import { CRLF, OFFSET_BITS, QUOTED } from "../../../src/kernel/entry-bits.ts";
import { createStructuralIndex, type StructuralIndex } from "../../../src/formats/delimited/structural-index.ts";
import type { Dialect } from "../../../src/table/dialect.ts";
import { createRowCutter } from "../../../src/formats/delimited/row-cutter.ts";

const DOUBLED: Dialect = { delimiter: ",", quote: '"', escape: '"', skipInitialSpace: false };
const BACKSLASH: Dialect = { ...DOUBLED, escape: "\\" };

/** Indexes a text and makes rows of it, some at a time. */
function cut(bytes: Uint8Array, dialect: Dialect = DOUBLED, simd = true, limit = Number.POSITIVE_INFINITY): string[][] {
  const index = createStructuralIndex(dialect, { maxRecordBytes: 1_000_000, maxCells: 1_000 }, createKernel(simd));
  const cutter = createRowCutter(index);
  const rows: string[][] = [];
  index.append(bytes);
  while (index.next(true)) {
    cutter.start();
    for (let taken = cutter.take(limit); taken.length > 0; taken = cutter.take(limit)) rows.push(...taken);
  }
  return rows;
}

/** The texts of all cells, each decoded and unescaped by itself. */
function cellByCell(bytes: Uint8Array, dialect: Dialect): string[] {
  const index = createStructuralIndex(dialect, { maxRecordBytes: 1_000_000, maxCells: 1_000 }, createKernel());
  const cells: string[] = [];
  index.append(bytes);
  while (index.next(true)) cells.push(...cellsOf(index, dialect));
  return cells;
}

function* cellsOf(index: StructuralIndex, dialect: Dialect): Generator<string> {
  let start = 0;
  for (const entry of index.entries()) {
    const end = entry & OFFSET_BITS;
    const text = index.text().toString("utf8", start, end);
    yield entry & QUOTED
      ? text
          .slice(1, -1)
          .replaceAll(dialect.escape === "\\" ? /\\(["\\])|""/g : /""/g, (_, sign: unknown) => (typeof sign === "string" ? sign : '"'))
      : text;
    start = end + 1 + (entry & CRLF ? 1 : 0);
  }
}

const signs = ["a", "bcd", ",", '"', '""', "\n", "\r\n", " ", "é", "中", "😀", "\\", '\\"', ',"', '",', "x".repeat(15), "ü".repeat(9)];
const nasty = fc.array(fc.constantFrom(...signs), { maxLength: 80 }).map((parts) => Buffer.from(parts.join("")));

describe("the row cutter", () => {
  it("makes the rows of a text, quotes taken off and doubled ones made single", () => {
    expect(cut(Buffer.from('a,"b ""c"""\n"é, ""ü""",😀\n'))).toEqual([
      ["a", 'b "c"'],
      ['é, "ü"', "😀"],
    ]);
  });

  it("takes escapes off where the dialect has them, and leaves other backslashes", () => {
    expect(cut(Buffer.from('"a \\"b\\"","c:\\\\d","e\\n"\n'), BACKSLASH)).toEqual([['a "b"', "c:\\d", "e\\n"]]);
  });

  it("makes rows of any width, one after the other", () => {
    expect(cut(Buffer.from("a,b,c\n1\n\n1,2,3,4,5\n1,2,3\n"))).toEqual([
      ["a", "b", "c"],
      ["1"],
      [""],
      ["1", "2", "3", "4", "5"],
      ["1", "2", "3"],
    ]);
  });

  it("decodes each cell by itself where a block has bytes that are not UTF-8", () => {
    const bytes = Buffer.concat([
      Buffer.from('é,"a""b"\nx'),
      Buffer.from([0xc3]),
      Buffer.from(","),
      Buffer.from([0xa9]),
      Buffer.from("\n"),
    ]);
    expect(cut(bytes)).toEqual([
      ["é", 'a"b'],
      ["x\ufffd", "\ufffd"],
    ]);
  });

  it("reads cells beyond ASCII also behind a delimiter that is not", () => {
    expect(cut(Buffer.from("é¦b¦ü\nc¦中¦d\n"), { ...DOUBLED, delimiter: "¦" })).toEqual([
      ["é", "b", "ü"],
      ["c", "中", "d"],
    ]);
  });

  it.each([
    ["doubled quotes", DOUBLED],
    ["backslashes", BACKSLASH],
  ])("makes the same cells as who decodes each by itself, with and without SIMD, however many rows at once: %s", (_, dialect) => {
    fc.assert(
      fc.property(nasty, fc.integer({ min: 1, max: 5 }), (bytes, limit) => {
        const expected = cellByCell(bytes, dialect);
        expect(cut(bytes, dialect).flat()).toEqual(expected);
        expect(cut(bytes, dialect, false).flat()).toEqual(expected);
        expect(cut(bytes, dialect, true, limit).flat()).toEqual(expected);
      }),
    );
  });
});
