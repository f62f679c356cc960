import { describe, expect, it } from "vitest";
import type { Step } from "../../src/transform/steps/step-schema.ts";
import { runField, runMapping, runSteps } from "./run-steps.ts";

/** What "Decided" in the notes of transform fixes: a value, steps, the result. `Error` stands for a rejected row. */
type Case = readonly [value: string | null, step: Step | readonly Step[], result: string | null | typeof Error];

function decided(title: string, cases: readonly Case[]): void {
  it.each(cases)(`${title}: %j by %j`, async (value, step, result) => {
    const got = await runSteps([step].flat(), value);
    expect(got).toEqual(result === Error ? { error: expect.any(String) } : result);
  });
}

describe("null and empty", () => {
  const passing: Step[] = [
    "trim",
    "uppercase",
    "int",
    "date",
    "boolean",
    { op: "replace", find: "a" },
    { op: "slice", start: 1 },
    { op: "hash" },
  ];
  decided(
    "null passes through",
    passing.map((step): Case => [null, step, null]),
  );
  decided(
    "empty stays empty",
    (["trim", "uppercase", "float", "date", "boolean"] as Step[]).map((step): Case => ["", step, ""]),
  );
  decided("default fires on null and empty", [
    [null, { op: "default", value: "x" }, "x"],
    ["", { op: "default", value: "x" }, "x"],
    [" ", { op: "default", value: "x" }, " "],
  ]);
  decided("what is not there is null", [
    ["abc", { op: "extract", pattern: "\\d+" }, null],
    ["a/b", { op: "split", by: "/", part: 2 }, null],
    ["a/b", { op: "split", by: "/", part: -3 }, null],
  ]);
  decided("nullIf compares exactly", [
    ["N/A", { op: "nullIf", values: ["N/A"] }, null],
    [" N/A", { op: "nullIf", values: ["N/A"] }, " N/A"],
    [" N/A", ["trim", { op: "nullIf", values: ["N/A"] }, { op: "default", value: "-" }], "-"],
  ]);
  decided("null in a template is nothing", [[null, { op: "template", text: "<{value}>" }, "<>"]]);

  it("skips null and empty in join", async () => {
    expect(
      await runField(
        { from: ["a", "b", "c"], steps: [{ op: "join", by: ", " }] },
        ["a", "b", "c"],
        [
          ["x", "", "z"],
          [null, "y", null],
        ],
      ),
    ).toEqual(["x, z", "y"]);
  });
});

describe("text", () => {
  decided("trim is Unicode's white space with U+00A0 and U+FEFF, not U+200B", [
    ["\u{a0}\u{feff}\u{85}\u{2003} a \t\n", "trim", "a"],
    ["\u{200b}a", "trim", "\u{200b}a"],
    ["  a ", { op: "trim", side: "end" }, "  a"],
    ["007", { op: "trim", chars: "0", side: "start" }, "7"],
  ]);
  decided("case is of the root locale unless one is given", [
    ["İI", "lowercase", "i̇i"],
    ["II", { op: "case", to: "lower", locale: "tr" }, "ıı"],
    ["straße", "uppercase", "STRASSE"],
  ]);
  decided("title takes runs of letters and apostrophes", [
    ["O'BRIEN", { op: "case", to: "title" }, "O'brien"],
    ["FOO-BAR of 3rd", { op: "case", to: "title" }, "Foo-Bar Of 3Rd"],
    ["o'brien AND mcdonald", { op: "case", to: "title", exceptions: ["O'Brien", "McDonald"] }, "O'Brien And McDonald"],
    ["ΟΔΟΣ", { op: "case", to: "title" }, "Οδος"],
    ["hELLO wORLD", { op: "case", to: "sentence" }, "Hello world"],
  ]);
  decided("slice, pad and length count code points", [
    ["a😀b", { op: "slice", start: 1, end: 2 }, "😀"],
    ["abcdef", { op: "slice", start: -3, end: -1 }, "de"],
    ["abcdef", { op: "slice", start: -9, end: 2 }, "ab"],
    ["abc", { op: "slice", start: 5 }, ""],
    ["😀", { op: "pad", length: 3, with: "0" }, "00😀"],
    ["abcdef", { op: "pad", length: 3 }, "abcdef"],
    ["a😀", { op: "measure", unit: "characters" }, "2"],
    [" one  two ", { op: "measure", unit: "words" }, "2"],
    ["a;b;c", { op: "measure", of: ";" }, "2"],
  ]);
  decided("split is by literal text, by a pattern only if asked", [
    ["a.b.c", { op: "split", by: ".", part: 1 }, "b"],
    ["a.b.c", { op: "split", by: ".", part: -1 }, "c"],
    ["a, b;c", { op: "split", pattern: "[,;] ?", part: 1 }, "b"],
    ["a/b/c/d", { op: "split", by: "/", from: 1, to: 3 }, "b/c"],
    ["a/b/c/d", { op: "split", by: "/", from: -2 }, "c/d"],
    ["", { op: "split", by: "/", part: 0 }, ""],
  ]);
  decided("replace takes all, or the first", [
    ["a.a.a", { op: "replace", find: ".", with: "$1" }, "a$1a$1a"],
    ["a.a.a", { op: "replace", find: ".", with: "", first: true }, "aa.a"],
    ["(030) 12 34", { op: "replace", keep: "digits" }, "0301234"],
    ["a1 b2", { op: "replace", remove: ["digits", "spaces"] }, "ab"],
  ]);
  decided("a template escapes braces", [
    ["x", { op: "template", text: "{{{value}}}" }, "{x}"],
    ["x", { op: "template", text: "$1 {value}" }, "$1 x"],
  ]);
  decided("dollars are special in a pattern's replacement only", [
    ["ab", { op: "replace", pattern: "(a)(b)", with: "$2$1$$$" }, "ba$$"],
    ["ab", { op: "replace", pattern: "(a)", with: "$12" }, "a2b"],
  ]);
  it("refuses an empty find", async () => {
    await expect(runSteps([{ op: "replace", find: "" }], "a")).rejects.toMatchObject({ code: "MAPPING_INVALID" });
  });
  decided("normalize and collapse", [
    [" a \n\t b ", { op: "collapse" }, " a b "],
    ["e\u{301}", { op: "normalize" }, "é"],
    ["Łódź Straße ÅØ й", { op: "normalize", accents: true }, "Lodz Strasse AO й"],
    ["1\u{202f}234\u{200b}", { op: "normalize", spaces: true }, "1 234"],
    ["„a“ – ‘b’", { op: "normalize", quotes: true, dashes: true }, "\"a\" - 'b'"],
  ]);
});

describe("patterns", () => {
  decided("are RE2: case-sensitive, no newline in a dot, not anchored, the first group if there is one", [
    ["Ref [AB-7]", { op: "extract", pattern: "[A-Z]+-\\d" }, "AB-7"],
    ["Ref [AB-7]", { op: "extract", pattern: "\\[(\\w+)-" }, "AB"],
    ["abc", { op: "extract", pattern: "B" }, null],
    ["abc", { op: "extract", pattern: "B", ignoreCase: true }, "b"],
    ["a\nb", { op: "extract", pattern: "a.b" }, null],
    ["a\nb", { op: "extract", pattern: "a.b", dotAll: true }, "a\nb"],
    ["a\nb", { op: "extract", pattern: "^b", multiline: true }, "b"],
    ["1 22 333", { op: "extract", pattern: "\\d+", occurrence: -1 }, "333"],
    ["1 22 333", { op: "extract", pattern: "\\d+", occurrence: 2 }, "22"],
    ["1 22 333", { op: "extract", pattern: "\\d+", all: true, by: "," }, "1,22,333"],
  ]);
  it.each(["(?=a)", "(?<=a)b", "(a)\\1", "("])("refuse %s", async (pattern) => {
    await expect(runSteps([{ op: "extract", pattern }], "a")).rejects.toMatchObject({ code: "MAPPING_INVALID" });
  });
  it("take time by the length of the text", async () => {
    const started = process.cpuUsage();
    expect(await runSteps([{ op: "extract", pattern: "^(a+)+$" }], `${"a".repeat(20_000)}!`)).toBeNull();
    expect(process.cpuUsage(started).user).toBeLessThan(5_000_000);
  });
  decided("extract without patterns", [
    ["Ref [AB-7] paid", { op: "extract", after: "[", before: "]" }, "AB-7"],
    ["a/b/c", { op: "extract", after: "/", last: true }, "c"],
    ["a/b/c", { op: "extract", before: "/", last: true }, "a/b"],
    ["a/b/c", { op: "extract", before: "/" }, "a"],
    ["<a><b>", { op: "extract", after: "<", before: ">", occurrence: 2 }, "b"],
    ["<a><b>", { op: "extract", after: "<", before: ">", all: true, by: "+" }, "a+b"],
    ['{"a":{"b/c":[1,"x"]}}', { op: "extract", path: "/a/b~1c/1" }, "x"],
    ['{"a":3}', { op: "extract", path: "/a" }, "3"],
    ["{", { op: "extract", path: "/a" }, Error],
  ]);
});

describe("numbers", () => {
  decided("are read strictly after the declared characters", [
    ["1,234", "float", Error],
    ["1,234.5", { op: "number", groupChar: "," }, "1234.5"],
    ["12,34.5", { op: "number", groupChar: "," }, Error],
    ["1.234.567,50", { op: "number", decimalChar: ",", groupChar: "." }, "1234567.50"],
    ["1e3", "float", "1000"],
    ["1.5E-3", "float", "0.0015"],
    [".5", "float", "0.5"],
    ["+5", "float", "5"],
    ["abc", "float", Error],
    [" 5", "float", Error],
    ["1e999999999", "float", Error],
  ]);
  decided("lose a currency at either end only", [
    ["€ 12.50", { op: "number", currency: true }, "12.50"],
    ["12.50 EUR", { op: "number", currency: true }, "12.50"],
    ["-$5", { op: "number", currency: true }, "-5"],
    ["1 EUR 2", { op: "number", currency: true }, Error],
    ["XYZ 5", { op: "number", currency: true }, Error],
    ["12.5%", { op: "number", percent: true }, "0.125"],
    ["12", { op: "number", percent: true }, "0.12"],
  ]);
  decided("keep their digits unless the step says otherwise", [
    ["5.20", "float", "5.20"],
    ["-0", "float", "0"],
    ["-0.00", "float", "0.00"],
    ["123456789012345678901234567890.123", "float", "123456789012345678901234567890.123"],
    ["2.5", { op: "number", scale: 0 }, "3"],
    ["-2.5", { op: "number", scale: 0 }, "-3"],
    ["2.5", { op: "number", scale: 0, roundingMode: "halfEven" }, "2"],
    ["-2.5", { op: "number", scale: 0, roundingMode: "floor" }, "-3"],
    ["5", { op: "number", scale: 2 }, "5.00"],
    ["2.04", { op: "number", maximumFractionDigits: 1 }, "2"],
    ["2.04", { op: "number", maximumFractionDigits: 1, keepZeros: true }, "2.0"],
    ["4.5", { op: "number", minimumFractionDigits: 2 }, "4.50"],
    ["17.33", { op: "number", roundingIncrement: 0.05 }, "17.35"],
    ["214", { op: "number", roundingIncrement: 50, roundingMode: "ceil" }, "250"],
    ["1234567.5", { op: "number", useGrouping: true, outputDecimalChar: ",", minimumFractionDigits: 2 }, "1.234.567,50"],
    ["12000", { op: "number", notation: "compact" }, "12K"],
    ["999950", { op: "number", notation: "compact" }, "1M"],
    ["12345", { op: "number", notation: "scientific" }, "1.2345E4"],
    ["FF", { op: "number", radix: { from: 16 } }, "255"],
    ["255", { op: "number", radix: { to: 16 } }, "FF"],
  ]);
  decided("int refuses fractions", [
    ["12.00", "int", "12"],
    ["12.5", "int", Error],
  ]);
  decided("math is exact", [
    ["0.1", { op: "math", operator: "add", by: "0.2" }, "0.3"],
    ["1.10", { op: "math", operator: "add", by: 1 }, "2.1"],
    ["1.10", { op: "math", operator: "add", by: 1, keepScale: true }, "2.10"],
    ["1", { op: "math", operator: "divide", by: 3 }, "0.33333333333333333333"],
    ["1", { op: "math", operator: "divide", by: 3, scale: 2 }, "0.33"],
    ["1", { op: "math", operator: "divide", by: 0 }, Error],
    ["95", { op: "math", operator: "modulo", by: 60 }, "35"],
    ["95", { op: "math", operator: "integerDivide", by: 60 }, "1"],
    ["5", { op: "math", operator: "max", by: 7 }, "7"],
    ["0", { op: "math", operator: "negate" }, "0"],
    ["x", { op: "math", operator: "abs" }, Error],
  ]);

  it("calculates across columns", async () => {
    const steps: Step[] = [{ op: "math", operator: "subtract", byColumn: "debit", emptyAs: 0 }];
    expect(
      await runField(
        { from: "credit", steps },
        ["credit", "debit"],
        [
          ["10.5", ""],
          ["", "3"],
          ["x", "1"],
        ],
      ),
    ).toEqual(["10.5", "-3", { error: expect.any(String) }]);
    const strict: Step[] = [{ op: "math", operator: "subtract", byColumn: "debit" }];
    expect(
      await runField(
        { from: "credit", steps: strict },
        ["credit", "debit"],
        [
          ["10.5", ""],
          ["", "3"],
        ],
      ),
    ).toEqual([{ error: expect.stringContaining("emptyAs") }, ""]);
  });
});

describe("dates", () => {
  decided("patterns in order, the first that fits", [
    ["3.4.2024", { op: "date", from: "d.M.yyyy" }, "2024-04-03"],
    ["3.4.2024", { op: "date", from: "dd.MM.yyyy" }, Error],
    ["03/04/2024", { op: "date", from: ["MM/dd/yyyy", "dd/MM/yyyy"] }, "2024-03-04"],
    ["13/04/2024", { op: "date", from: ["MM/dd/yyyy", "dd/MM/yyyy"] }, "2024-04-13"],
    ["03.04.2024", { op: "date", from: "%d.%m.%Y", to: "%m/%d/%y" }, "04/03/24"],
    ["30.02.2024", { op: "date", from: "dd.MM.yyyy" }, Error],
    ["29.02.2023", { op: "date", from: "dd.MM.yyyy" }, Error],
    ["unknown", { op: "date", from: "dd.MM.yyyy", onError: "null" }, null],
    ["unknown", { op: "date", from: "dd.MM.yyyy", onError: "keep" }, "unknown"],
    ["unknown", { op: "date", from: "dd.MM.yyyy", onError: { value: "1900-01-01" } }, "1900-01-01"],
  ]);
  decided("names of months ignore case; MMM is short, MMMM full", [
    ["3 OCT 2024", { op: "date", from: "d MMM yyyy" }, "2024-10-03"],
    ["3 October 2024", { op: "date", from: "d MMM yyyy" }, Error],
    ["3 october 2024", { op: "date", from: "d MMMM yyyy" }, "2024-10-03"],
    ["3. März 2024", { op: "date", from: "d. MMMM yyyy", to: "MMMM", locale: "de" }, "März"],
  ]);
  decided("outputs", [
    ["2024-04-03", { op: "date", to: "E EEEE Q w D" }, "Wed Wednesday 2 14 94"],
    ["2024-04-03 13:05", { op: "date", to: "h:mm a" }, "1:05 PM"],
    ["2024-12-30", { op: "date", to: "YYYY-'W'ww-e" }, "2025-W01-1"],
    ["2025-W01-1", { op: "date", from: "YYYY-'W'ww-e" }, "2024-12-30"],
    ["45385", { op: "date", from: "excel" }, "2024-04-03"],
    ["45385.75", { op: "date", from: "excel", to: "dd.MM.yyyy HH:mm" }, "03.04.2024 18:00"],
    ["60", { op: "date", from: "excel" }, Error],
    ["1712102400", { op: "date", from: "unix" }, "2024-04-03T00:00:00Z"],
  ]);
  decided("two-digit years turn at the pivot", [
    ["1.1.68", { op: "date", from: "d.M.yy" }, "2068-01-01"],
    ["1.1.69", { op: "date", from: "d.M.yy" }, "1969-01-01"],
    ["1.1.30", { op: "date", from: "d.M.yy", pivot: 30 }, "1930-01-01"],
  ]);
  decided("partial inputs are allowed, a missing part fails", [
    ["26/4", { op: "date", from: "d/M", to: "MM-dd" }, "04-26"],
    ["26/4", { op: "date", from: "d/M", to: "yyyy-MM-dd" }, Error],
    ["10PM", { op: "date", from: "ha", to: "HH" }, "22"],
    ["Apr 2024", { op: "date", from: "MMM yyyy", to: "yyyy-MM" }, "2024-04"],
  ]);
  decided("ambiguous days are an error unless the order is proved", [
    ["03/04/2024", "date", Error],
    ["04/04/2024", "date", "2024-04-04"],
    ["13/04/2024", "date", "2024-04-13"],
    ["03/04/2024", { op: "date", order: "dayFirst" }, "2024-04-03"],
  ]);
  it("believes the profile of the column", async () => {
    expect(await runSteps(["date"], "03/04/2024", { dateOrders: ["monthFirst"] })).toBe("2024-03-04");
  });
  decided("truncate and add", [
    ["09:47", { op: "date", from: "H:mm", to: "HH:mm", truncate: { unit: "minute", size: 30 } }, "09:30"],
    ["2024-01-31", { op: "date", add: { days: 1 } }, "2024-02-01"],
    ["2024-01-31", { op: "date", add: { months: 1 } }, "2024-02-29"],
    ["2024-04-03", { op: "date", truncate: { unit: "week" } }, "2024-04-01"],
    ["2024-05-03", { op: "date", truncate: { unit: "quarter" } }, "2024-04-01"],
    ["23:30", { op: "date", from: "H:mm", to: "H:mm", add: { hours: 2 } }, "1:30"],
  ]);
  decided("time zones", [
    [
      "2024-07-01 12:00",
      { op: "date", from: "yyyy-MM-dd HH:mm", to: "yyyy-MM-dd HH:mm", timeZone: { from: "UTC", to: "Europe/Berlin" } },
      "2024-07-01 14:00",
    ],
    [
      "2024-01-01 00:30",
      { op: "date", from: "yyyy-MM-dd HH:mm", to: "iso", timeZone: { from: "Europe/Berlin", to: "America/New_York" } },
      "2023-12-31T18:30:00-05:00",
    ],
    [
      "2024-10-27 02:30",
      { op: "date", from: "yyyy-MM-dd HH:mm", to: "iso", timeZone: { from: "Europe/Berlin", to: "UTC" } },
      "2024-10-27T00:30:00Z",
    ],
    [
      "2024-03-31 02:30",
      { op: "date", from: "yyyy-MM-dd HH:mm", to: "iso", timeZone: { from: "Europe/Berlin", to: "UTC" } },
      "2024-03-31T01:30:00Z",
    ],
  ]);
});

describe("values", () => {
  decided("lookup is by exact key unless ignoreCase", [
    ["SF", { op: "lookup", table: { SF: "San Francisco" } }, "San Francisco"],
    ["sf", { op: "lookup", table: { SF: "San Francisco" } }, Error],
    ["sf", { op: "lookup", table: { SF: "San Francisco" }, ignoreCase: true }, "San Francisco"],
    ["x", { op: "lookup", table: {}, else: "keep" }, "x"],
    ["x", { op: "lookup", table: {}, else: "null" }, null],
    ["x", { op: "lookup", table: {}, else: { value: "?" } }, "?"],
    ["constructor", { op: "lookup", table: {}, else: "keep" }, "constructor"],
  ]);
  decided("when tests the value", [
    ["5", { op: "when", lessThan: 10, then: [{ op: "const", value: "low" }] }, "low"],
    ["10.0", { op: "when", lessThan: 10, then: [{ op: "const", value: "low" }] }, "10.0"],
    ["x", { op: "when", lessThan: 10, then: [] }, Error],
    ["", { op: "when", empty: true, then: [{ op: "const", value: "none" }] }, "none"],
    ["2024-01-02", { op: "when", greaterThan: "2024-01-01", then: [{ op: "const", value: "new" }] }, "new"],
    ["ab", { op: "when", any: [{ startsWith: "b" }, { not: { contains: "c" } }], then: ["uppercase"] }, "AB"],
    ["AB", { op: "when", matches: "^a", ignoreCase: true, then: ["lowercase"], else: [{ op: "const", value: null }] }, "ab"],
  ]);
  decided("boolean, mask, encode, hash", [
    ["Ja", "boolean", "true"],
    ["0", { op: "boolean", outputFalse: "N" }, "N"],
    ["maybe", "boolean", Error],
    ["0301234567", { op: "mask", format: "(###) ###-####" }, "(030) 123-4567"],
    ["030", { op: "mask", format: "(###) ###-####" }, Error],
    ["4111-1111", { op: "mask", keepEnd: 4 }, "****-1111"],
    ["A&amp;B &#x41;", { op: "decode", as: "html" }, "A&B A"],
    ["a%20b", { op: "decode", as: "url" }, "a b"],
    ["%zz", { op: "decode", as: "url" }, Error],
    ["w6k=", { op: "decode", as: "base64" }, "é"],
    ["é", { op: "encode", as: "base64" }, "w6k="],
    ["abc", { op: "hash", algorithm: "md5" }, "900150983cd24fb0d6963f7d28e17f72"],
  ]);
});

describe("fields", () => {
  it("reads hidden fields, wherever they stand", async () => {
    const mapping = {
      fields: [
        { target: "name", steps: [{ op: "template" as const, text: "{initial}. {last}" }] },
        { target: "initial", from: "first", steps: [{ op: "slice" as const, end: 1 }], hidden: true },
      ],
    };
    expect(await runMapping(mapping, ["first", "last"], [["Maple", "Cedar"]])).toEqual([["M. Cedar"]]);
  });

  it("refuses hidden fields that need each other", async () => {
    const mapping = {
      fields: [
        { target: "a", from: "b", hidden: true },
        { target: "b", from: "a", hidden: true },
        { target: "c", from: "a" },
      ],
    };
    await expect(runMapping(mapping, ["x"], [])).rejects.toMatchObject({ code: "MAPPING_INVALID" });
  });

  it("tells columns of one name apart by their ids", async () => {
    const source = {
      columns: [
        { id: "s1", name: "x", index: 0 },
        { id: "s2", name: "x", index: 1 },
      ],
    };
    expect(await runMapping({ source, fields: [{ target: "a", from: "s2" }] }, ["x", "x"], [["1", "2"]])).toEqual([["2"]]);
    await expect(runMapping({ fields: [{ target: "a", from: "x" }] }, ["x", "x"], [])).rejects.toThrow("Several columns");
  });

  it("makes the system's values of row and file", async () => {
    const system = { fileName: "a.csv", sheet: null, jobTime: new Date(0), fileId: "abc" };
    const fields = (["$row", "$file", "$sheet", "$jobTime", "$id"] as const).map((name) => ({ target: name.slice(1), system: name }));
    const rows = await runMapping({ fields }, ["x"], [["1"], ["2"]], { system });
    const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(rows).toEqual(["1", "2"].map((number) => [number, "a.csv", null, "1970-01-01T00:00:00.000Z", uuid]));
    expect(rows[0]).not.toEqual(rows[1]);
    expect(rows).toEqual(await runMapping({ fields }, ["x"], [["1"], ["2"]], { system }));
  });
});
