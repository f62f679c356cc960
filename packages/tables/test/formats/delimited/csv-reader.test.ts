import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { RowmillError } from "@rowmill/core/errors";
import { describe, expect, it } from "vitest";
import type { Dialect } from "../../../src/table/dialect.ts";
import { readCsv } from "../../../src/formats/delimited/csv-reader.ts";
import type { ReadProblem } from "../../../src/table/table-reader.ts";

const COMMA: Dialect = { delimiter: ",", quote: '"', escape: '"', skipInitialSpace: false };

/** Stands for no encoding in `read`. */
const UNDECIDED = "undecided";

interface Readout {
  readonly rows: string[][];
  readonly problems: ReadProblem[];
  readonly firstRows: number[];
}

async function read(chunks: readonly Uint8Array[], dialect: Dialect = COMMA, encoding = "utf-8"): Promise<Readout> {
  const readout: Readout = { rows: [], problems: [], firstRows: [] };
  const source = (async function* () {
    yield* chunks;
  })();
  for await (const batch of readCsv(source, {
    encoding: encoding === UNDECIDED ? undefined : encoding,
    dialect,
    maxRecordLength: 1_000_000,
  })) {
    readout.firstRows.push(batch.firstRow);
    for (const row of batch.rows) readout.rows.push(row.map(String));
    readout.problems.push(...batch.problems);
  }
  return readout;
}

function readText(text: string, dialect?: Dialect) {
  return read([Buffer.from(text)], dialect);
}

describe("readCsv", () => {
  it("reads rows, quotes, and line breaks in quotes", async () => {
    const { rows, problems } = await readText('a,b\n1,"x, ""y""\nz"\n2,\n');
    expect(rows).toEqual([
      ["a", "b"],
      ["1", 'x, "y"\nz'],
      ["2", ""],
    ]);
    expect(problems).toEqual([]);
  });

  it("ends a record at LF, CR and CRLF alike", async () => {
    expect((await readText('a\r\nb\nc\r"d\r\n"\r\ne')).rows).toEqual([["a"], ["b"], ["c"], ["d\r\n"], ["e"]]);
  });

  it("keeps blank lines, so that rows can be numbered", async () => {
    expect((await readText("a,b\n\n1,2\n\n")).rows).toEqual([["a", "b"], [""], ["1", "2"], [""]]);
  });

  it("keeps an empty cell at the end of a file", async () => {
    expect((await readText("a,b\n1,")).rows).toEqual([
      ["a", "b"],
      ["1", ""],
    ]);
    expect((await readText('a\n""')).rows).toEqual([["a"], [""]]);
  });

  it("keeps a quote inside a plain cell, and says where", async () => {
    const { rows, problems } = await readText('id,size\n1,5" pipe\n');
    expect(rows[1]).toEqual(["1", '5" pipe']);
    expect(problems).toEqual([{ code: "stray_quotes", row: 2, line: 2, byteOffset: 11 }]);
  });

  it("keeps a cell as it stands where text follows its closing quote, and says where", async () => {
    const { rows, problems } = await readText('id,size\n1,"7" pipe,12\n2,x,13\n3,"a,b"c,"d"\n');
    expect(rows.slice(1)).toEqual([
      ["1", '"7" pipe', "12"],
      ["2", "x", "13"],
      ["3", '"a,b"c', "d"],
    ]);
    expect(problems).toEqual([
      { code: "malformed_quotes", row: 2, line: 2, byteOffset: 12 },
      { code: "malformed_quotes", row: 4, line: 4, byteOffset: 35 },
    ]);
  });

  it("reads a cell to its last quote where the quotes in it are not doubled", async () => {
    const { rows, problems } = await readText('1,"He said "hi" to me",2\n2,"one\nand "two", too",3\n');
    expect(rows).toEqual([
      ["1", 'He said "hi" to me', "2"],
      ["2", 'one\nand "two', ' too"', "3"],
    ]);
    expect(problems.map(({ code, row }) => [code, row])).toEqual([
      ["malformed_quotes", 1],
      ["malformed_quotes", 2],
      ["stray_quotes", 2],
    ]);
  });

  it("keeps a quote that nobody closed, ends the last cell of a row with the line, and says where it opened", async () => {
    const { rows, problems } = await readText('a,b\n"1\n1","two, too\n3,4\n7,8\n');
    expect(rows).toEqual([
      ["a", "b"],
      ["1\n1", '"two, too'],
      ["3", "4"],
      ["7", "8"],
    ]);
    expect(problems).toEqual([{ code: "unclosed_quote", row: 2, line: 3, byteOffset: 10 }]);
  });

  it("ends another cell whose quote nobody closed before the next delimiter", async () => {
    const { rows, problems } = await readText('a,b,c\n1,"two,3\n4,5,6\n');
    expect(rows.slice(1)).toEqual([
      ["1", '"two', "3"],
      ["4", "5", "6"],
    ]);
    expect(problems).toEqual([{ code: "unclosed_quote", row: 2, line: 2, byteOffset: 8 }]);
  });

  it("does not take the opening quote of a later cell for the closing one that is missing", async () => {
    const { rows, problems } = await readText('a,b\n1,"two\n3,"4"\n"5",6\n');
    expect(rows.slice(1)).toEqual([
      ["1", '"two'],
      ["3", "4"],
      ["5", "6"],
    ]);
    expect(problems).toEqual([{ code: "unclosed_quote", row: 2, line: 2, byteOffset: 6 }]);
  });

  it("leaves out blanks around quotes, and says where", async () => {
    const { rows, problems } = await readText('1, "Smith, John" ,2\n"a" ,b\n 5" ,6\n');
    expect(rows).toEqual([
      ["1", "Smith, John", "2"],
      ["a", "b"],
      [' 5" ', "6"],
    ]);
    expect(problems.map(({ code, row, byteOffset }) => [code, row, byteOffset])).toEqual([
      ["blanks_around_quotes", 1, 2],
      ["blanks_around_quotes", 2, 23],
      ["stray_quotes", 3, 29],
    ]);
  });

  it("takes a backslash before a quote for an escape, and any other for itself", async () => {
    const dialect = { ...COMMA, escape: "\\" };
    const { rows, problems } = await readText('"a \\"b\\" c","C:\\new\\\\"\n"d""e",\\N\n', dialect);
    expect(rows).toEqual([
      ['a "b" c', "C:\\new\\"],
      ['d"e', "\\N"],
    ]);
    expect(problems).toEqual([]);
  });

  it("takes a quote for unclosed that is open at the longest length of a record, and reads on behind its line", async () => {
    let chunksRead = 0;
    const source = (async function* () {
      yield Buffer.from('a,b\n1,"open\n');
      for (; chunksRead < 100; chunksRead += 1) yield Buffer.from("2,x\n".repeat(250));
    })();
    let rows = 0;
    for await (const { firstRow, problems, rows: batch } of readCsv(source, {
      encoding: "utf-8",
      dialect: COMMA,
      maxRecordLength: 10_000,
    })) {
      expect(problems).toEqual(firstRow === 2 ? [{ code: "unclosed_quote", row: 2, line: 2, byteOffset: 6 }] : []);
      if (firstRow === 2) expect(chunksRead).toBeLessThan(25);
      rows += batch.length;
    }
    expect(rows).toBe(25_002);
  });

  it("fails early on a record that is too long, and says where it starts", async () => {
    let chunksRead = 0;
    const source = (async function* () {
      yield Buffer.from('a,b\n"1\n",2\n3,');
      while (true) {
        chunksRead += 1;
        yield Buffer.alloc(1_000, "x");
      }
    })();
    const rows: unknown[] = [];
    const reading = async () => {
      for await (const batch of readCsv(source, { encoding: "utf-8", dialect: COMMA, maxRecordLength: 10_000 })) rows.push(...batch.rows);
    };
    await expect(reading()).rejects.toSatisfy(
      (error) => RowmillError.is(error, "FILE_RECORD_TOO_LARGE") && error.message.includes("row 3 (line 4, byte 11)"),
    );
    expect(rows).toHaveLength(2);
    expect(chunksRead).toBeLessThan(25);
  });

  it("keeps what is beyond the most columns in one cell, so that a line of commas is no harm", async () => {
    const source = (async function* () {
      yield Buffer.from("a,b,c,d\n");
      for (let megabyte = 0; megabyte < 8; megabyte += 1) yield Buffer.alloc(1024 * 1024, ",");
    })();
    const widths: number[] = [];
    const problems: ReadProblem[] = [];
    for await (const batch of readCsv(source, { encoding: "utf-8", dialect: COMMA, maxRecordLength: 16 * 1024 * 1024, maxColumns: 3 })) {
      for (const row of batch.rows) widths.push(row.length);
      problems.push(...batch.problems);
    }
    expect(widths).toEqual([4, 4]);
    expect(problems.map(({ code, row }) => [code, row])).toEqual([
      ["too_many_cells", 1],
      ["too_many_cells", 2],
    ]);
  });

  it("numbers rows past comment lines, which are no data", async () => {
    const { rows, problems } = await readText('# a, "b\n1,2\n#\n', { ...COMMA, comment: "#" });
    expect(rows).toEqual([[], ["1", "2"], []]);
    expect(problems.map(({ code, row }) => [code, row])).toEqual([
      ["comment_lines", 1],
      ["comment_lines", 3],
    ]);
  });

  it("leaves out the end-of-file sign of DOS", async () => {
    const { rows, problems } = await readText("a,b\r\n1,2\r\n\u001a");
    expect(rows).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
    expect(problems).toEqual([{ code: "end_of_file_sign", row: 3, line: 3, byteOffset: 10 }]);
    expect((await readText("a\n1\u001a\u001a")).rows).toEqual([["a"], ["1"]]);
  });

  it("reports the rows with bytes that are no text", async () => {
    const { rows, problems } = await read([Buffer.from("a\nok\n"), Buffer.from([0xff, 0x0a]), Buffer.from("ok\n")]);
    expect(rows).toEqual([["a"], ["ok"], ["\ufffd"], ["ok"]]);
    expect(problems).toEqual([{ code: "invalid_bytes", row: 3, line: 3, byteOffset: 5 }]);
  });

  it("yields batches of about a thousand rows, each with the number of its first", async () => {
    const { firstRows, rows } = await readText("x\n".repeat(2_500));
    expect(firstRows).toEqual([1, 1_001, 2_001]);
    expect(rows).toHaveLength(2_500);
  });

  it("decides the encoding of a stream at the first byte that is not ASCII, however late", async () => {
    const ascii = Buffer.from("id,city\n1,Bonn\n".repeat(30_000));
    const late = (encoding: BufferEncoding) => read([ascii, Buffer.from("2,Köln\n", encoding)], COMMA, UNDECIDED);
    expect((await late("utf8")).rows.at(-1)).toEqual(["2", "Köln"]);
    expect((await late("latin1")).rows.at(-1)).toEqual(["2", "Köln"]);
  });

  it("reads what csv-parse reads, and repairs nothing but what csv-parse refuses", async () => {
    const signs = fc.array(fc.constantFrom("a", ",", '"', "\n", "\r", "\r\n", " ", "é", '""', ',"', '",', '"\n', '"a",'), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(signs, fc.boolean(), fc.constantFrom('"', "\\"), async (parts, skipInitialSpace, escape) => {
        const text = `${parts.join("")}\n`;
        const { rows, problems } = await readText(text, { ...COMMA, skipInitialSpace, escape });
        let expected: string[][];
        try {
          expected = parse(text, { escape, ltrim: skipInitialSpace, record_delimiter: ["\r\n", "\n", "\r"], relax_column_count: true });
        } catch {
          // Where a backslash is the escape, doubled quotes are understood as well.
          if (escape === '"' || !text.includes('""')) expect(problems).not.toEqual([]);
          return;
        }
        expect(problems).toEqual([]);
        expect(rows).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it("reads back what was written, wherever the file is cut into chunks", async () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom("a", "é", "€", "𝄞", '"', "'", ",", ";", "\t", "\n", "\r", "\r\n", " ", "\\", "0"), maxLength: 8 }),
      fc.string({ maxLength: 6 }),
    );
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }));
    const form = fc.record({
      delimiter: fc.constantFrom(",", ";", "\t", "|"),
      lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
      encoding: fc.constantFrom("utf-8", "utf-16le", "utf-16be"),
    });
    await fc.assert(
      fc.asyncProperty(table, form, async (rows, { delimiter, lineEnd, encoding }) => {
        const text = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter) + lineEnd).join("");
        const bytes = encode(text, encoding);
        const dialect = { ...COMMA, delimiter };
        const whole = (await read([bytes], dialect, encoding)).rows;
        expect(whole).toEqual(rows);
        for (let cut = 1; cut < bytes.length; cut += 1) {
          expect((await read([bytes.subarray(0, cut), bytes.subarray(cut)], dialect, encoding)).rows).toEqual(rows);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("makes the same of a malformed file, wherever it is cut into chunks", async () => {
    const bytes = Buffer.from('\ufeffé,b\r\n1,"7" pipe\r\n"x\r\ny",5" z\r2,"a""\n""b"\n\n3,"open\r\n4,5\r\n');
    const whole = await read([bytes]);
    for (let cut = 1; cut < bytes.length; cut += 1) {
      const { rows, problems } = await read([bytes.subarray(0, cut), bytes.subarray(cut)]);
      expect({ rows, problems }).toEqual({ rows: whole.rows, problems: whole.problems });
    }
    const single = await read(Array.from(bytes, (_, index) => bytes.subarray(index, index + 1)));
    expect(single.rows).toEqual(whole.rows);
  });
});

function encode(text: string, encoding: string): Buffer {
  if (encoding === "utf-8") return Buffer.from(text);
  const bytes = Buffer.from(text, "utf16le");
  return encoding === "utf-16be" ? bytes.swap16() : bytes;
}
