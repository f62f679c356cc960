import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKernel } from "../../../src/kernel/kernel.ts";
import { CRLF, ENDS_ROW, NON_ASCII, OFFSET_BITS, QUOTED } from "../../../src/kernel/entry-bits.ts";
import { createStructuralIndex, type IndexBounds, type Repair } from "../../../src/formats/delimited/structural-index.ts";
import type { Dialect } from "../../../src/table/dialect.ts";

const COMMA: Dialect = { delimiter: ",", quote: '"', escape: '"', skipInitialSpace: false };
const BOUNDS: IndexBounds = { maxRecordBytes: 1_000_000, maxCells: 1_000 };

interface Form {
  readonly dialect?: Dialect;
  readonly bounds?: IndexBounds;
  readonly simd?: boolean;
}

interface Indexed {
  /** Each field as it stands, with its flags: `q` for QUOTED, `n` for NON_ASCII. */
  readonly rows: string[][];
  readonly repairs: Repair[];
  readonly lines: number;
  readonly isTooLarge: boolean;
}

/** Indexes bytes that come in chunks, as its user would. */
function index(chunks: readonly Uint8Array[], { dialect = COMMA, bounds = BOUNDS, simd = true }: Form = {}): Indexed {
  const structure = createStructuralIndex(dialect, bounds, createKernel(simd));
  const rows: string[][] = [];
  const repairs: Repair[] = [];
  for (const chunk of [...chunks, undefined]) {
    if (chunk) structure.append(chunk);
    while (structure.next(chunk === undefined)) {
      expect(structure.rowsBefore).toBe(rows.length);
      rows.push(...rowsOf(structure.text(), structure.entries()));
      expect(structure.rowsBefore + structure.rowCount).toBe(rows.length);
      repairs.push(...structure.repairs());
    }
  }
  return { rows, repairs, lines: structure.linesBefore, isTooLarge: structure.isTooLarge };
}

function rowsOf(text: Buffer, entries: Uint32Array): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let start = 0;
  for (const entry of entries) {
    const end = entry & OFFSET_BITS;
    row.push(`${entry & QUOTED ? "q" : ""}${entry & NON_ASCII ? "n" : ""}:${text.toString("utf8", start, end)}`);
    start = end + 1 + (entry & CRLF ? 1 : 0);
    if ((entry & ENDS_ROW) === 0) continue;
    rows.push(row);
    row = [];
  }
  expect(row).toEqual([]);
  return rows;
}

const bytesOf = (text: string) => [Buffer.from(text)];

/** Any mixture of what matters, long enough to cross the kernel's steps of 64 bytes. */
const nastyText = fc
  .array(
    fc.constantFrom(
      "a",
      "bcdefg",
      ",",
      '"',
      "\n",
      "\r",
      "\r\n",
      " ",
      "é",
      '""',
      ',"',
      '",',
      '"\n',
      "x".repeat(40),
      "y".repeat(63),
      "\\",
      '\\"',
      "#",
    ),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(""));

describe("the structural index", () => {
  it("says where each field ends, and whether it has quotes or more than ASCII", () => {
    expect(index(bytesOf('a,"b"\r\né,"ö,""ü"""\n1,')).rows).toEqual([
      [":a", 'q:"b"'],
      ["n:é", 'qn:"ö,""ü"""'],
      [":1", ":"],
    ]);
  });

  it("ends a record at LF, CR and CRLF alike, but not within quotes", () => {
    expect(index(bytesOf('a\r\nb\nc\r"d\r\n"\r\n\r\ne')).rows).toEqual([[":a"], [":b"], [":c"], ['q:"d\r\n"'], [":"], [":e"]]);
  });

  it("counts lines, those within quotes too", () => {
    expect(index(bytesOf('a\r\n"b\r\nc\rd\ne"\nf\n')).lines).toBe(6);
  });

  it("keeps the text of one column whole, and quotes where there are none", () => {
    expect(index(bytesOf('a,b\n"c\n'), { dialect: { ...COMMA, delimiter: null, quote: null, escape: null } }).rows).toEqual([
      [":a,b"],
      [':"c'],
    ]);
  });

  it("leaves out the escapes of cells without quotes", () => {
    const dialect = { ...COMMA, quote: null, escape: "\\" };
    expect(index(bytesOf("a\\,b,c\\\\,\\N\nd\\\ne,f"), { dialect }).rows).toEqual([
      [":a,b", ":c\\", ":\\N"],
      [":d\ne", ":f"],
    ]);
  });

  it.each([
    [
      "||",
      "a||b|c||\n||d",
      [
        [":a", ":b|c", ":"],
        [":", ":d"],
      ],
    ],
    [", ", 'a, b,c, "d, e"\nf', [[":a", ":b,c", 'q:"d, e"'], [":f"]]],
    ["¦", "ä¦b\n", [["n:ä", ":b"]]],
  ])("reads cells between %j", (delimiter, text, rows) => {
    expect(index(bytesOf(text), { dialect: { ...COMMA, delimiter } }).rows).toEqual(rows);
  });

  it("takes a run of delimiters as one, and those around a line as none", () => {
    const dialect = { ...COMMA, delimiter: " ", mergeDelimiters: true };
    expect(index(bytesOf('  a   b \n"c d"  e\n'), { dialect }).rows).toEqual([
      [":a", ":b"],
      ['q:"c d"', ":e"],
    ]);
  });

  it("puts a blank line in the place of a comment, and says where it was", () => {
    const { rows, repairs } = index(bytesOf('a\r\n# "b,c\r\n#d'), { dialect: { ...COMMA, comment: "#" } });
    expect(rows).toEqual([[":a"], [":"], [":"]]);
    expect(repairs.map(({ kind, row, offset }) => [kind, row, offset])).toEqual([
      ["comment_line", 2, 3],
      ["comment_line", 3, 11],
    ]);
  });

  it.each([[true], [false]])("holds a row with more cells than it may have together, SIMD: %s", (simd) => {
    const { rows, repairs } = index(bytesOf(`a,b,c\n1,2,3,4,"5"\nx,y,z\n${",".repeat(3_000)}\nlast,`), {
      simd,
      bounds: { ...BOUNDS, maxCells: 3 },
    });
    expect(rows).toEqual([
      [":a", ":b", ":c"],
      [":1", ":2", ":3", ':4,"5"'],
      [":x", ":y", ":z"],
      [":", ":", ":", `:${",".repeat(2_997)}`],
      [":last", ":"],
    ]);
    expect(repairs).toEqual([
      { kind: "too_many_cells", row: 2, line: 2, offset: 12, count: 2 },
      { kind: "too_many_cells", row: 4, line: 4, offset: 27, count: 2_998 },
    ]);
  });

  it("indexes a row of more cells than an index has room for", () => {
    const { rows, repairs } = index([Buffer.from("a,b\n"), Buffer.alloc(900_000, ","), Buffer.from("\nc,d\n")]);
    expect(rows.map((row) => row.length)).toEqual([2, 1_001, 2]);
    expect(repairs).toMatchObject([{ kind: "too_many_cells", row: 2, count: 899_001 }]);
  });

  it.each([[true], [false]])("stops at a record that is longer than it may be, SIMD: %s", (simd) => {
    const bounds = { ...BOUNDS, maxRecordBytes: 100 };
    const fits = `${"x".repeat(100)}\n`;
    expect(index(bytesOf(`${fits}${fits}`), { simd, bounds })).toMatchObject({ isTooLarge: false, lines: 2 });
    expect(index(bytesOf(`${fits}x${fits}${fits}`), { simd, bounds })).toMatchObject({ isTooLarge: true, lines: 1 });
    expect(index(bytesOf(`${fits}${"x".repeat(101)}`), { simd, bounds })).toMatchObject({ isTooLarge: true, lines: 1 });
  });

  it.each([[true], [false]])("closes a quote that is open at the bound of a record, and reads on behind it, SIMD: %s", (simd) => {
    const bounds = { ...BOUNDS, maxRecordBytes: 100 };
    const { rows, repairs } = index(bytesOf(`a,b\n1,"two\n${"3,4\n".repeat(50)}`), { simd, bounds });
    expect(rows).toHaveLength(52);
    expect(rows[1]).toEqual([":1", ':"two']);
    expect(repairs).toEqual([{ kind: "unclosed_quote", row: 2, line: 2, offset: 6, count: 1 }]);
  });

  it("leaves out the end-of-file signs of DOS", () => {
    const { rows, repairs } = index(bytesOf("a,b\n1,2\n\u001a\u001a"));
    expect(rows).toEqual([
      [":a", ":b"],
      [":1", ":2"],
    ]);
    expect(repairs).toEqual([{ kind: "end_of_file_sign", row: 3, line: 3, offset: 8, count: 2 }]);
  });

  it("makes the same index with and without SIMD", () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        expect(index(bytesOf(text), { simd: false })).toEqual(index(bytesOf(text)));
      }),
      { numRuns: 500 },
    );
  });

  it("makes the same index wherever the text is cut into chunks", () => {
    fc.assert(
      fc.property(nastyText, fc.boolean(), (text, simd) => {
        const bytes = Buffer.from(text);
        const whole = index([bytes], { simd });
        for (let cut = 1; cut < bytes.length; cut += 1) {
          expect(index([bytes.subarray(0, cut), bytes.subarray(cut)], { simd })).toEqual(whole);
        }
      }),
      { numRuns: 40 },
    );
  });
});
