import { describe, expect, it } from "vitest";
import { analyzeFile } from "../../src/analyze/analyze-file.ts";
import type { AnalyzeOptions } from "../../src/analyze/analyze-options.ts";
import type { FileProfile } from "../../src/profile/file-profile.ts";

/** In this thread, because hundreds of little files are read here; `analyze-file.test.ts` tests the thread. */
function analyze(content: string | Uint8Array, options: AnalyzeOptions = {}): Promise<FileProfile> {
  return analyzeFile(typeof content === "string" ? Buffer.from(content) : content, { thread: false, ...options });
}

const cells = (profile: FileProfile) => profile.sampleRows.map((row) => row.cells);
const names = (profile: FileProfile) => profile.columns.map((column) => column.name);
const types = (profile: FileProfile) => profile.columns.map((column) => column.semantic ?? column.type);
const found = (profile: FileProfile) => profile.findings.map(({ code, count, rows }) => `${code} ×${count} @${rows.join(",")}`);

describe("a file with an odd encoding", () => {
  it("has its UTF-8 byte order mark taken off the first header", async () => {
    const profile = await analyze("\ufeffid,name\n1,Ada\n");
    expect(names(profile)).toEqual(["id", "name"]);
    expect(profile.encoding).toEqual({ name: "utf-8", byteOrderMark: true, confidence: 1 });
  });

  it.each([
    ["utf-16le", true],
    ["utf-16be", true],
    ["utf-16le", false],
    ["utf-16be", false],
  ])("is read in %s, byte order mark: %s", async (name, byteOrderMark) => {
    const bytes = Buffer.from(`${byteOrderMark ? "\ufeff" : ""}id,имя\n1,Анна\n2,Иван\n`, "utf16le");
    const profile = await analyze(name === "utf-16be" ? bytes.swap16() : bytes);
    expect(profile.encoding).toMatchObject({ name, byteOrderMark });
    expect(names(profile)).toEqual(["id", "имя"]);
    expect(cells(profile)).toEqual([
      ["1", "Анна"],
      ["2", "Иван"],
    ]);
  });

  it("is read as ISO-8859-1", async () => {
    const profile = await analyze(Buffer.from("id;Stadt\n1;Zürich\n2;Köln\n", "latin1"));
    expect(profile.encoding?.name).toBe("iso-8859-1");
    expect(cells(profile)).toEqual([
      ["1", "Zürich"],
      ["2", "Köln"],
    ]);
  });

  it("is read as windows-1252 if it has bytes that ISO-8859-1 leaves to control characters", async () => {
    const profile = await analyze(
      Buffer.from([...Buffer.from("price;note\n5 "), 0x80, ...Buffer.from(";"), 0x93, ...Buffer.from("hi"), 0x94, 0x0a]),
    );
    expect(profile.encoding?.name).toBe("windows-1252");
    expect(cells(profile)).toEqual([["5 €", "“hi”"]]);
  });

  it("is read as windows-1251, by its letters", async () => {
    const cyrillic = "имя;город\nИван;Москва\nАнна;Петербург\n".repeat(5);
    const bytes = Buffer.from(Array.from(cyrillic, (sign) => (sign > "\u007f" ? sign.charCodeAt(0) - 0x350 : sign.charCodeAt(0))));
    expect((await analyze(bytes)).encoding?.name).toBe("windows-1251");
  });

  it("is decoded right if its first umlaut comes after megabytes of ASCII", async () => {
    const ascii = Buffer.from("id,city\n" + "1,Bonn\n".repeat(300_000));
    const profile = await analyze(Buffer.concat([ascii, Buffer.from("2,Köln\n", "latin1")]));
    expect(profile.encoding?.name).toBe("iso-8859-1");
    expect(profile.columns[1]?.topValues).toEqual([
      { value: "Bonn", count: 300_000 },
      { value: "Köln", count: 1 },
    ]);
  });

  it("stays UTF-8 if one byte of it is broken, and says in which row", async () => {
    const profile = await analyze(
      Buffer.concat([Buffer.from("id,city\n1,Köln\n2,Zürich\n3,Málaga\n4,Łódź\n5,"), Buffer.from([0xff]), Buffer.from("\n")]),
    );
    expect(profile.encoding?.name).toBe("utf-8");
    expect(profile.encoding?.confidence).toBeLessThan(1);
    expect(found(profile)).toEqual(["invalid_bytes ×1 @6"]);
  });

  it("is read in the encoding that the caller names", async () => {
    const profile = await analyze(Buffer.from([0x61, 0x0a, 0xa3, 0x0a]), { encoding: "windows-1250" });
    expect(profile.columns[0]?.topValues[0]?.value).toBe("Ł");
  });
});

describe("a file with an odd form", () => {
  it.each([
    ["a;b\n1;2\n3;4\n", ";"],
    ["a\tb\n1\tx, y\n2\tz, w\n", "\t"],
    ["a|b\n1|2\n3|4\n", "|"],
    ["a^b^c\n1^2^3\n3^4^5\n", "^"],
    ["a~b\n1~2\n3~4\n", "~"],
    ["a\u0001b\n1\u00012\n3\u00014\n", "\u0001"],
    ["a;b\n1,5;2,5\n3,25;4,5\n", ";"],
    ["name,at\nAda,10:30\nBob,11:45\n", ","],
    ['a,b\n"x;y;z",1\n"p;q;r",2\n', ","],
    ["a:b\n1:2\n3:4\n", ":"],
  ])("%j has the delimiter %j", async (content, delimiter) => {
    const profile = await analyze(content);
    expect(profile.dialect?.delimiter).toBe(delimiter);
    expect(profile.rowCount).toBe(2);
    expect(profile.dialect?.confidence).toBeGreaterThan(0.3);
  });

  it("is one column if no delimiter parts its lines evenly", async () => {
    const profile = await analyze("note\nHello, world\nNothing here\nSo it goes; or not\n");
    expect(profile.dialect?.delimiter).toBeNull();
    expect(cells(profile)).toEqual([["Hello, world"], ["Nothing here"], ["So it goes; or not"]]);
  });

  it("loses no row where the last line alone has a delimiter (duckdb#25827)", async () => {
    expect(cells(await analyze("c0\nv0\na;b\n"))).toEqual([["v0"], ["a;b"]]);
  });

  it("is read by its sep= line", async () => {
    const profile = await analyze("sep=;\nid;name\n1;Ada, Countess\n");
    expect(names(profile)).toEqual(["id", "name"]);
    expect(profile.headerRow).toBe(2);
    expect(profile.dialect).toMatchObject({ delimiter: ";", confidence: 1 });
  });

  it("has its preamble skipped and reported", async () => {
    const profile = await analyze("Report 2024\nCreated: today\n\nid,name,n\n1,Ada,3\n2,Bob,4\n");
    expect(names(profile)).toEqual(["id", "name", "n"]);
    expect(profile.headerRow).toBe(4);
    expect(found(profile)).toEqual(["preamble_skipped ×3 @1,2,3"]);
    expect(profile.sampleRows[0]).toEqual({ row: 5, cells: ["1", "Ada", "3"] });
  });

  it("has a padded preamble skipped too", async () => {
    const profile = await analyze("Report,,,\n,,,\nid,name,n,m\n1,Ada,3,4\n2,Bob,4,5\n");
    expect(profile.headerRow).toBe(3);
  });

  it("has no preamble if a single row follows", async () => {
    expect(cells(await analyze("Report,,\n1,2,3\n"))).toEqual([
      ["Report", "", ""],
      ["1", "2", "3"],
    ]);
  });

  it("is unescaped where quotes are escaped by backslashes", async () => {
    const profile = await analyze('id,q\n1,"say \\"hi\\", you"\n2,"b"\n');
    expect(profile.dialect?.escape).toBe("\\");
    expect(cells(profile)).toEqual([
      ["1", 'say "hi", you'],
      ["2", "b"],
    ]);
  });

  it("keeps its backslashes where quotes are doubled", async () => {
    expect(cells(await analyze('path,q\n"C:\\temp\\",1\n"say ""x""",2\n'))).toEqual([
      ["C:\\temp\\", "1"],
      ['say "x"', "2"],
    ]);
  });

  it("has the blanks between delimiter and quote skipped", async () => {
    const profile = await analyze('id, name\n1, "Lovelace, Ada"\n2, "Turing, Alan"\n');
    expect(names(profile)).toEqual(["id", "name"]);
    expect(cells(profile)).toEqual([
      ["1", "Lovelace, Ada"],
      ["2", "Turing, Alan"],
    ]);
  });

  it("is unquoted where apostrophes are the quotes", async () => {
    const profile = await analyze("id,'name','x'\n1,'Lovelace, Ada','y'\n2,'Turing, Alan','z'\n");
    expect(profile.dialect?.quote).toBe("'");
    expect(cells(profile)[0]).toEqual(["1", "Lovelace, Ada", "y"]);
  });

  it.each([
    ["lf", "a,b\n1,2\n"],
    ["crlf", "a,b\r\n1,2\r\n"],
    ["cr", "a,b\r1,2\r"],
    ["mixed", "a,b\r\n1,2\n"],
    ["crlf", 'a,b\r\n"x\ny",2\r\n'],
  ])("has %s line ends: %j", async (lineEnd, content) => {
    const profile = await analyze(content);
    expect(profile.dialect?.lineEnd).toBe(lineEnd);
    expect(profile.rowCount).toBe(1);
  });

  it("may end with the end-of-file sign of DOS", async () => {
    expect((await analyze("a,b\r\n1,2\r\n\u001a")).rowCount).toBe(1);
  });

  it("may hold a stray NUL", async () => {
    expect(cells(await analyze(`a,b\n${"1,x\n".repeat(50)}1,y\0\n`, { sampleRows: 100 })).at(-1)).toEqual(["1", "y\0"]);
  });

  it("obeys what the caller fixes", async () => {
    const profile = await analyze("a;b,c\n'x';y,z\n", { delimiter: ",", quote: null, header: false });
    expect(profile.dialect).toMatchObject({ delimiter: ",", quote: null, confidence: 1 });
    expect(profile.hasHeader).toBe(false);
    expect(cells(profile)).toEqual([
      ["a;b", "c"],
      ["'x';y", "z"],
    ]);
  });
});

describe("a file with an odd header", () => {
  it("keeps equal names, tells of empty ones, and tells columns apart by position", async () => {
    const profile = await analyze("a,a,,b\n1,2,3,4\n5,6,7,8\n");
    expect(names(profile)).toEqual(["a", "a", "column_3", "b"]);
    expect(profile.columns.map((column) => column.max)).toEqual([5, 6, 7, 8]);
    expect(profile.findings).toMatchObject([
      { code: "duplicate_header", column: 1, rows: [1] },
      { code: "empty_header", column: 2, rows: [1] },
    ]);
  });

  it("may name its columns __proto__ and constructor", async () => {
    const profile = await analyze("__proto__,constructor\n1,2\n3,4\n");
    expect(names(profile)).toEqual(["__proto__", "constructor"]);
    expect(profile.columns[0]?.topValues).toEqual([
      { value: "1", count: 1 },
      { value: "3", count: 1 },
    ]);
  });

  it("may have none", async () => {
    const profile = await analyze("1,2\n3,4\n5,6\n");
    expect(profile).toMatchObject({ hasHeader: false, headerRow: null, rowCount: 3 });
    expect(names(profile)).toEqual(["column_1", "column_2"]);
  });

  it("may have nothing under it", async () => {
    const profile = await analyze("id,name,city\n");
    expect(profile).toMatchObject({ rowCount: 0, columnCount: 3 });
    expect(found(profile)).toEqual(["no_rows ×1 @"]);
  });

  it.each(["", "\ufeff", "\n\n\n", "  \r\n\r\n"])("is empty: %j", async (content) => {
    const profile = await analyze(content);
    expect(profile).toMatchObject({ rowCount: 0, columnCount: 0, columns: [] });
    expect(profile.findings[0]?.code).toBe("empty_file");
  });
});

describe("a file with odd rows", () => {
  it("has short and long rows counted and located", async () => {
    const profile = await analyze("a,b,c\n1,2\n1,2,3\n1,2,3,4\n5,6,7\n");
    expect(found(profile)).toEqual(["ragged_rows_long ×1 @4", "ragged_rows_short ×1 @2"]);
    expect(profile.columns[2]).toMatchObject({ nonNullCount: 3, nullCount: 1 });
  });

  it("loses no row where the rows grow after a thousand (duckdb#25827)", async () => {
    const profile = await analyze(`a,b\n${"1,2\n".repeat(1_000)}${"1,2,3\n".repeat(29_000)}`);
    expect(profile.rowCount).toBe(30_000);
    expect(found(profile)).toEqual(["ragged_rows_long ×29000 @1002,1003,1004,1005,1006"]);
  });

  it("has blank lines skipped and counted", async () => {
    const profile = await analyze("a,b\n1,2\n\n3,4\n  \n");
    expect(profile.rowCount).toBe(2);
    expect(found(profile)).toEqual(["blank_lines ×2 @3,5"]);
  });

  it("has rows of empty cells, as spreadsheets leave them, skipped and counted like blank lines", async () => {
    const rows = "1,2\n,\n3,4\n";
    const profile = await analyze(`a,b\n${rows.repeat(300)}${",\n".repeat(93)}"",""\n`);
    expect(profile).toMatchObject({ rowCount: 600, columns: [{ nullCount: 0, type: "integer" }, { nullCount: 0 }] });
    expect(found(profile)).toEqual(["blank_lines ×394 @3,6,9,12,15"]);
  });

  it("takes a blank line for an empty cell if there is one column, but not at the end", async () => {
    const profile = await analyze("age\n1\n\n3\n\n\n");
    expect(profile).toMatchObject({ rowCount: 3, columns: [{ nonNullCount: 2, nullCount: 1 }] });
    expect(found(profile)).toEqual(["blank_lines ×2 @5,6"]);
  });

  it("keeps a quote inside a plain cell, and says so", async () => {
    expect(found(await analyze('id,size\n1,5" pipe\n2,7" pipe\n'))).toEqual(["stray_quotes ×2 @2,3"]);
  });

  it("has text after a closing quote located", async () => {
    expect(found(await analyze('id,size,n\n1,"7" pipe,12\n2,x,13\n3,y,14\n'))).toEqual(["malformed_quotes ×1 @2"]);
  });

  it("says where a quote opened that was never closed, and loses no row after it", async () => {
    const profile = await analyze('id,note\n1,ok\n2,"never closed\n3,fine\n4,fine\n');
    expect(profile.rowCount).toBe(4);
    expect(profile.findings).toMatchObject([{ code: "unclosed_quote", severity: "error", rows: [3] }]);
    expect(profile.findings[0]?.message).toContain("line 3");
  });

  it("keeps a cell of megabytes, but little of it", async () => {
    const profile = await analyze(`id,blob\n1,${"x".repeat(3_000_000)}\n2,y\n`);
    expect(profile.columns[1]).toMatchObject({ length: { min: 1, max: 3_000_000 }, distinct: { count: 2, exact: true } });
    expect(JSON.stringify(profile).length).toBeLessThan(10_000);
  });

  it("tells long cells apart that start alike", async () => {
    const long = "x".repeat(1_000);
    const profile = await analyze(`v\n${long}1\n${long}2\n${long}1\n`);
    expect(profile.columns[0]?.distinct).toEqual({ count: 2, exact: true });
  });
});

describe("a column", () => {
  it("with leading zeros or very long digits is one of identifiers", async () => {
    expect(types(await analyze("key,id\n01234,12345678901234567890\n22345,12345678901234567891\n"))).toEqual(["identifier", "identifier"]);
  });

  it("has null tokens counted where the rest is typed", async () => {
    const [, column] = (await analyze("id,v\n1,NULL\n2,3\n3,N/A\n4,5\n5,-\n6,\n7,NULL\n")).columns;
    expect(column).toMatchObject({
      type: "integer",
      nonNullCount: 2,
      nullCount: 5,
      emptyCount: 1,
      nullTokens: [
        { value: "NULL", count: 2 },
        { value: "N/A", count: 1 },
        { value: "-", count: 1 },
      ],
      distinct: { count: 2, exact: true },
      topValues: [
        { value: "3", count: 1 },
        { value: "5", count: 1 },
      ],
    });
  });

  it.each([0, 10])(
    "takes a quoted nothing for an empty text among texts, and for a missing value among numbers (%d sample rows)",
    async (sampleRows) => {
      const profile = await analyze('id,n,t\n1,"",""\n2,,\n3,5,x\n4,6,y\n5,7,z\n', { sampleRows });
      expect(profile.columns).toMatchObject([
        { type: "integer" },
        { type: "integer", nonNullCount: 3, nullCount: 2, emptyCount: 1, nullTokens: [{ value: "", count: 1 }] },
        { type: "string", nonNullCount: 4, nullCount: 1, min: "", distinct: { count: 4, exact: true } },
      ]);
    },
  );

  it("of text keeps a dash, a question mark, Namibia and Mr Null as values", async () => {
    const [column] = (await analyze("v,n\nAda,1\n-,2\n?,3\nNA,4\nNull,5\n")).columns;
    expect(column).toMatchObject({ type: "string", nonNullCount: 5, nullCount: 0, min: "-", length: { min: 1, max: 4 } });
  });

  it("says how many values disagree with its type, and which first", async () => {
    const profile = await analyze("id,n\n1,5\n2,6\n3,oops\n4,7\n5,8\n6,9\n");
    expect(profile.columns[1]).toMatchObject({
      type: "integer",
      disagreeing: { count: 1, examples: [{ row: 4, value: "oops" }] },
      min: 5,
      max: 9,
      mean: 7,
    });
    expect(profile.findings).toMatchObject([{ code: "mixed_types", severity: "warning", count: 1, column: 1, rows: [4] }]);
  });

  it("that is half numbers, half words stays text and is reported", async () => {
    const profile = await analyze("id,v\n1,5\n2,five\n3,6\n4,six\n");
    expect(types(profile)).toEqual(["integer", "mixed"]);
    expect(profile.findings).toMatchObject([{ code: "mixed_types", severity: "info", count: 2 }]);
  });

  it("of a few answers that come again is categorical, although some are truth values", async () => {
    const answers = ["Yes", "No", "Don't know"];
    const profile = await analyze(`id,answer\n${Array.from({ length: 60 }, (_, row) => `${row},${answers[row % 3]}`).join("\n")}\n`);
    expect(types(profile)).toEqual(["integer", "categorical"]);
    expect(profile.findings).toEqual([]);
  });

  it("of numbers takes the words for a missing value as such", async () => {
    const profile = await analyze("id,score\n1,NR\n2,-\n3,7.5\n4,:\n5,8\n");
    expect(profile.columns[1]).toMatchObject({ type: "decimal", nullCount: 3, min: 7.5, max: 8 });
  });

  it("of dates has its order decided by evidence", async () => {
    const profile = await analyze("d,e\n25/12/2023,12/25/2023\n01/03/2024,01/03/2024\n");
    expect(profile.columns).toMatchObject([
      { type: "date", dateOrder: "day_first", min: "2023-12-25", max: "2024-03-01" },
      { type: "date", dateOrder: "month_first", min: "2023-12-25", max: "2024-01-03" },
    ]);
  });

  it("of dates without evidence is called ambiguous", async () => {
    const profile = await analyze("d,n\n01/02/2024,1\n03/04/2024,2\n");
    expect(profile.columns[0]?.dateOrder).toBe("ambiguous");
    expect(profile.findings).toMatchObject([{ code: "ambiguous_dates", column: 0, count: 2 }]);
  });

  it("of amounts is a decimal, whatever its currency sign and its groups", async () => {
    expect((await analyze('x,p\n£5.00,12%\n"£1,183.23",5.5%\n')).columns).toMatchObject([
      { type: "decimal", semantic: "currency", min: 5, max: 1183.23 },
      { type: "decimal", semantic: "percent", min: 5.5, max: 12 },
    ]);
  });

  it("of decimal commas is read with them", async () => {
    expect((await analyze("a;b\n1,5;1.234\n3,25;1.234.567\n")).columns).toMatchObject([
      { type: "decimal", decimalSign: ",", min: 1.5, max: 3.25, mean: 2.375 },
      { type: "integer", decimalSign: ",", min: 1234, max: 1_234_567 },
    ]);
  });

  it("of seasons is one of categories, though the first of them could be months", async () => {
    const profile = await analyze(`season,n\n${["2009-10,1", "2011-12,2", "2013-14,3"].join("\n").concat("\n").repeat(20)}`);
    expect(profile.columns[0]).toMatchObject({ type: "string", semantic: "categorical" });
  });

  it("has blanks at the start and the end of its values counted, and types recognized without them", async () => {
    const profile = await analyze("id,n\n1, 5\n2,6 \n3,7\n");
    expect(types(profile)).toEqual(["integer", "integer"]);
    expect(found(profile)).toEqual(["leading_blanks ×1 @2", "trailing_blanks ×1 @3"]);
  });

  it("of blanks only is missing altogether", async () => {
    expect((await analyze("id,v\n1, \n2,  \n")).columns[1]).toMatchObject({
      nonNullCount: 0,
      nullCount: 2,
      distinct: { count: 0 },
      topValues: [],
    });
  });

  it("shows formulas as they are", async () => {
    expect(cells(await analyze('id,f\n1,"=1+2"\n2,@SUM(A1)\n'))).toEqual([
      ["1", "=1+2"],
      ["2", "@SUM(A1)"],
    ]);
  });
});

describe("a file that is no text", () => {
  it.each([
    ["a PDF document", Buffer.from("%PDF-1.7\n")],
    ["a PNG image", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ["a Parquet file", Buffer.from("PAR1\u0015\u0004")],
    ["an SQLite database", Buffer.from("SQLite format 3\0")],
    ["binary data", Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 7) % 13))],
  ])("is refused as %s", async (looksLike, bytes) => {
    await expect(analyze(bytes)).rejects.toMatchObject({ code: "FILE_NOT_TEXT", details: { looksLike }, retriable: false });
  });
});
