import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutRows } from "../../../src/formats/delimited/cut-rows.ts";
import { detectTable } from "../../../src/formats/delimited/detect-table.ts";
import type { Dialect, DialectOptions } from "../../../src/table/dialect.ts";

const detect = (text: string, options?: DialectOptions) => detectTable({ text, complete: true }, options);
const detected = (text: string) => detect(text).dialect;

describe("the delimiter", () => {
  it.each<[delimiter: string, text: string]>([
    [",", "id,name,amount\n1,Ada,3.50\n2,Bob,4.00\n"],
    [";", "Datum;Betrag;Text\n01.02.2024;-1.234,56;Miete, Februar\n02.02.2024;20,00;Lohn, Januar\n"],
    [";", "1,5;2,5\n3,25;4,5\n1,75;3,5\n"],
    ["\t", "name\tnote\nAda\tcame, saw; left\nBob\twent: home\n"],
    ["|", "ref|when|what\n1|2024-01-02 10:30:00|a, b\n2|2024-01-03 11:45:00|c, d\n"],
    ["^", "a^b^c\n1^2^3\n4^5^6\n"],
    ["~", "a~b~c\nx~2~y\nz~5~w\n"],
    [":", "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n"],
    ["*", "ISA*00*12*ZZ*20240102\nISA*01*13*ZZ*20240103\nISA*02*15*ZZ*20240104\n"],
    ["\u001f", "a\u001fb\n1\u001fx, y\n2\u001fz, w\n"],
    ["\u0001", "1\u0001Ada\u0001\\N\n2\u0001Bob\u00017\n"],
    ["§", "id§name\n1§a;b,c\n2§d;e,f\n"],
    ["||", "id||name||at\n1||Ada||10:30\n2||Bob||11:45\n"],
    ["::", "1::Toy Story (1995)::Animation|Comedy\n2::Jumanji (1995)::Adventure|Fantasy\n3::Heat (1995)::Action\n"],
    ["|~|", "id|~|name|~|n\n1|~|Ada|~|5\n2|~|Bob|~|6\n"],
    [",", "time,count\n2015/01/01 01:00:00,2\n2015/01/01 04:00:00,3\n2015/01/01 05:00:00,1\n"],
    [",", "id,items\n1;2;3,4;5;6\na;b;c,d;e;f\n"],
    [";", "id;values\n1;3,4,5\n2;6,7,8\n3;9,10,11\n"],
    [" ", "x y\n1 a\n2 b\n3 c\n"],
    [
      " ",
      '127.0.0.1 - - [10/Oct/2000:13:55:36] "GET / HTTP/1.0" 200 2326\n10.0.0.1 - - [11/Oct/2000:13:55:36] "GET /a b HTTP/1.0" 404 12\n',
    ],
  ])("is %j in %j", (delimiter, text) => {
    expect(detected(text).delimiter).toBe(delimiter);
  });

  it("is a run of blanks where columns are lined up with them", () => {
    const text = "  t      x       y\n  1   0.25   10.5\n  2   0.125   9.75\n 10   1.5     8.0\n";
    const { dialect } = detect(text);
    expect(dialect).toMatchObject({ delimiter: " ", mergeDelimiters: true });
    expect(cutRows(text, dialect).rows[3]).toEqual(["10", "1.5", "8.0"]);
  });

  it("is what a sep= line says, also a quoted one", () => {
    expect(detect("sep=;\na;b,c\n1;2,3\n")).toMatchObject({ dialect: { delimiter: ";" }, confidence: 1, preambleRows: 1 });
    expect(detected('"sep=|"\na|b,c\n1|2,3\n').delimiter).toBe("|");
  });

  it.each<[what: string, text: string]>([
    ["sentences", "It rained, and we stayed.\nNobody came; so we slept, ate, read.\nThen, at last, the sun.\nGood night.\n"],
    ["dates", "2024-01-02\n2024-01-03\n2024-02-01\n"],
    ["dates with a time", "2024-01-02 10:30:00\n2024-01-03 11:45:10\n2024-02-01 00:00:01\n"],
    ["links", "https://example.com/a?x=1&y=2\nhttps://example.com/b?x=3&y=4\n"],
    ["grouped numbers", "1,234\n12\n5,678,901\n345\n"],
    ["JSON", '{"a":1,"b":[1,2]}\n{"a":2,"b":[3,4]}\n'],
    ["mail addresses", "ada@example.com\nbob@example.org\n"],
    ["quoted cells with commas", '"Lovelace, Ada"\n"Turing, Alan"\n"Hopper, Grace"\n'],
    ["log lines", "2024-01-02 INFO started the server, all good\n2024-01-02 WARN disk is getting full\n2024-01-03 INFO bye\n"],
    ["one line", "just a line of text\n"],
  ])("is null for a column of %s", (_, text) => {
    expect(detected(text).delimiter).toBeNull();
  });
});

describe("quotes and escapes", () => {
  it.each<[quote: string | null, escape: string | null, text: string]>([
    ['"', '"', 'id,text\n1,"say ""hi"", you"\n2,"b"\n'],
    ['"', "\\", 'id,text\n1,"say \\"hi\\", you"\n2,"b"\n'],
    ["'", "'", "id,'text'\n1,'it''s, fine'\n2,'b'\n"],
    ["'", "\\", "1,'it\\'s, fine','x'\n2,'b','y'\n3,'c','z'\n"],
    [null, "\\", "1,a\\,b,x\n2,c\\,d,y\n3,e,z\n"],
    ['"', '"', "name,size\nO'Brien,5\nD'Angelo,6\n"],
    ['"', '"', 'part,size\n5" pipe,12\n7" pipe,13\n'],
  ])("are %j and %j in %j", (quote, escape, text) => {
    expect(detected(text)).toMatchObject({ delimiter: ",", quote, escape });
  });

  it("are found where the first escape comes after thousands of rows", () => {
    const text = `id,text\n${'1,"plain, text"\n'.repeat(3_000)}2,"say \\"hi\\", you"\n`;
    expect(detected(text).escape).toBe("\\");
  });

  it("are found in a sample from further on", () => {
    const later = ['2,"say \\"hi\\", you"\n3,"b, c"\n'];
    expect(detectTable({ text: `id,text\n${'1,"plain, text"\n'.repeat(20)}`, complete: false, later }).dialect.escape).toBe("\\");
  });

  it("may come after a blank that belongs to no cell", () => {
    const { dialect } = detect('id, name\n1, "Lovelace, Ada"\n2, "Turing, Alan"\n');
    expect(dialect).toMatchObject({ delimiter: ",", skipInitialSpace: true });
  });
});

describe("a blank after each delimiter", () => {
  it("belongs to the delimiter, where it is after each", () => {
    expect(detected("energy, n\n0.1, 0.0\n0.2, 0.5\n0.3, 0.75\n").skipInitialSpace).toBe(true);
  });

  it("belongs to the cells, where only some have one", () => {
    expect(detected("energy, n\n0.1,0.0\n0.2,0.5\n0.3,0.75\n").skipInitialSpace).toBe(false);
  });
});

describe("comment lines", () => {
  it("are known by their sign, above the table and inside of it", () => {
    const text = "# made by a machine, at night\nid,name,n\n1,Ada,3\n# half, way\n2,Bob,4\n3,Cy,5\n";
    const { dialect } = detect(text);
    expect(dialect.comment).toBe("#");
    expect(cutRows(text, dialect).rows.map((row) => row.length)).toEqual([0, 3, 3, 0, 3, 3]);
  });

  it("are a preamble where the last of them names the columns", () => {
    const text = "#made by: ,machine\n#at: ,night\n\n##T/C,t/min,E\n21.5,0.88,5\n21.8,0.93,6\n22.1,0.98,7\n";
    const { dialect, preambleRows, frame } = detect(text);
    expect(dialect.comment).toBeNull();
    expect({ preambleRows, names: frame.columnNames }).toEqual({ preambleRows: 3, names: ["##T/C", "t/min", "E"] });
    expect(detected("#made by, a machine, at night\nid,name\n1,Ada\n2,Bob\n").comment).toBe("#");
  });

  it.each(["#id,name\n1,Ada\n2,Bob\n", "colour,name\n#ff0000,red\n#00ff00,green\n"])("are none in %j", (text) => {
    expect(detected(text).comment ?? null).toBeNull();
  });
});

describe("the confidence", () => {
  it("is high for a clear table, low for two numbers or one with a decimal comma", () => {
    expect(detect("id,name,date\n1,Ada,2024-01-02\n2,Bob,2024-01-03\n").confidence).toBeGreaterThan(0.9);
    expect(detect("3,14\n2,72\n").confidence).toBeLessThan(0.9);
  });

  it("is 1 for what the caller fixed", () => {
    expect(detect("a;b,c\n1;2,3\n", { delimiter: "," })).toMatchObject({ dialect: { delimiter: "," }, confidence: 1 });
  });
});

describe("a hostile text", () => {
  it.each<[what: string, text: string]>([
    ["one line of a megabyte", "x".repeat(1_000_000)],
    ["a megabyte of quotes", '"'.repeat(1_000_001)],
    ["a megabyte of quotes and commas", '",'.repeat(500_000)],
    ["a hundred thousand columns", `${"a,".repeat(100_000)}\n${"1,".repeat(100_000)}\n`],
    ["a megabyte of backslashes", '"\\'.repeat(500_000)],
    ["a megabyte of line ends", "\n".repeat(1_000_000)],
    ["every delimiter", ",;\t|^~:*#!&= ".repeat(80_000)],
    ["nothing", ""],
  ])("is detected as something: %s", (_, text) => {
    expect(detect(text).confidence).toBeLessThanOrEqual(1);
  });
});

describe("cutRows", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "b", "1", ",", ";", "|", "'", '"', "\\", " ", "\n", "\r", ".") });
  const dialects = fc.constantFrom<Dialect>(
    { delimiter: ",", quote: '"', escape: '"', skipInitialSpace: false },
    { delimiter: ";", quote: "'", escape: "'", skipInitialSpace: false },
    { delimiter: "|", quote: '"', escape: "\\", skipInitialSpace: false },
    { delimiter: "||", quote: '"', escape: '"', skipInitialSpace: false },
  );

  it("cuts what was written in a dialect into the same rows", () => {
    fc.assert(
      fc.property(dialects, fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (dialect, rows) => {
        expect(cutRows(write(rows, dialect), dialect).rows).toEqual(rows);
      }),
    );
  });

  it("loses no character of an unquoted text, whatever is in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "b", ",", '"', "'", " ", "\n") }), (text) => {
        const { rows } = cutRows(text, { delimiter: ",", quote: null, escape: null, skipInitialSpace: false });
        expect(rows.map((row) => row.join(",")).join("\n")).toBe(text.replace(/\n$/, ""));
      }),
    );
  });
});

describe("a table written in any dialect", () => {
  const words = fc.constantFrom("Ada", "Bonn", "open", "in progress", "Lovelace, Ada", 'the "best" one', "a; b", "it's", "");
  const row = fc.tuple(
    fc.integer({ min: 1, max: 99_999 }).map(String),
    words,
    fc
      .date({ min: new Date("2000-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    fc.float({ min: -100, max: 100, noNaN: true }).map((number) => number.toFixed(2)),
  );

  it("is read as the same rows", () => {
    const delimiters = fc.constantFrom(",", ";", "\t", "|", "^", "~", "\u001f", "||");
    fc.assert(
      fc.property(
        delimiters,
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.boolean(),
        fc.array(row, { minLength: 5, maxLength: 40 }),
        (delimiter, lineEnd, all, rows) => {
          const table = [["id", "name", "date", "amount"], ...rows];
          const text = write(table, { delimiter, quote: '"', escape: '"', skipInitialSpace: false }, lineEnd, all);
          const { dialect, frame } = detect(text);
          expect(dialect.delimiter).toBe(delimiter);
          expect(cutRows(text, dialect).rows).toEqual(table);
          expect(frame).toMatchObject({ preambleRows: 0, headerRows: 1 });
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Writes rows in a dialect; cells that need no quotes have none unless `all` have. */
function write(rows: readonly (readonly string[])[], { delimiter, quote, escape }: Dialect, lineEnd = "\n", all = false): string {
  const field = (text: string) => {
    const needed =
      [delimiter ?? "\n", quote ?? "\n", "\n", "\r", "\\", delimiter?.[0] ?? "\n"].some((sign) => text.includes(sign)) ||
      text.startsWith(" ");
    if (!all && !needed) return text;
    const escaped = escape === "\\" ? text.replaceAll("\\", "\\\\") : text;
    return `${quote}${escaped.replaceAll(quote ?? "\n", `${escape}${quote}`)}${quote}`;
  };
  return rows.map((cells) => cells.map(field).join(delimiter ?? "") + lineEnd).join("");
}
