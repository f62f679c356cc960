import { describe, expect, it } from "vitest";
import { read, readCell } from "./make-workbook.ts";

const inline = (text: string) => `<c t="inlineStr"><is>${text}</is></c>`;

describe("a number", () => {
  it.each([
    ["42", "42"],
    ["1.1000000000000001", "1.1"],
    ["0.30000000000000004", "0.30000000000000004"],
    ["12.340", "12.34"],
    ["1.0", "1"],
    ["-0", "0"],
    ["007", "7"],
    ["1E-3", "0.001"],
    ["1.0000000000000001E-5", "0.00001"],
    ["12345678901234567890", "12345678901234567890"],
    [" 5 ", "5"],
    ["+5", "5"],
    [".5", "0.5"],
    ["1e999", "1e999"],
    ["twelve", "twelve"],
    ["", undefined],
  ])("of the file's text %j is %j", async (raw, text) => {
    expect(await readCell(`<c><v>${raw}</v></c>`)).toBe(text);
  });

  it("of a percent or currency format is the number", async () => {
    expect(await readCell('<c s="1"><v>0.25</v></c>', { formats: [9] })).toBe("0.25");
    expect(await readCell('<c s="1"><v>2.5</v></c>', { formats: ['#,##0.00 "€ days"'] })).toBe("2.5");
  });
});

describe("a code", () => {
  it.each([
    ["00000", "2134", "02134"],
    ["00000", "123456", "123456"],
    ["0000000", "123", "0000123"],
    ["00", "7", "07"],
    ["000-00-0000", "12345678", "012-34-5678"],
    ["000\\-00\\-0000", "12345678", "012-34-5678"],
    ['"A-"0000', "12", "A-0012"],
    ["[$-409]00000", "2134", "02134"],
    ["00000;-00000;@", "2134", "02134"],
    ["00000", "-5", "-5"],
    ["00000", "1.5", "1.5"],
    ["0", "7", "7"],
    ["0.00", "7", "7"],
    ["#,##0", "1234", "1234"],
    ["0%", "0.25", "0.25"],
    ["00:00", "1234", "1234"],
  ])("of the format %j keeps the zeros of %s: %s", async (format, raw, text) => {
    expect(await readCell(`<c s="1"><v>${raw}</v></c>`, { formats: [format] })).toBe(text);
  });
});

describe("a text", () => {
  it("is shared, inline, or the value of a formula", async () => {
    const { rows } = await read({
      strings: "<si><t>shared</t></si><si><t/></si><si/>",
      rows: `<row><c t="s"><v>0</v></c>${inline("<t>inline</t>")}<c t="str"><f>A1</f><v>of a formula</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c><v>1</v></c></row>`,
    });
    expect(rows).toEqual([["shared", "inline", "of a formula", "", "", "1"]]);
  });

  it("that stands in its cell counts more than a value beside it", async () => {
    expect(await readCell('<c t="inlineStr"><is><t>text</t></is><v>1</v></c>')).toBe("text");
    expect(await readCell('<c t="inlineStr"><v>1</v><is><t>text</t></is></c>')).toBe("text");
  });

  it("joins the runs of rich text and leaves out how it is pronounced", async () => {
    const rich = `<r><rPr><b/><t>no</t></rPr></r><r><t>東</t></r><r><t xml:space="preserve">京 </t></r><rPh sb="0" eb="1"><t>トウ</t></rPh><phoneticPr fontId="1"/>`;
    const { rows } = await read({
      strings: `<si>${rich.replace("<t>no</t>", "")}</si><si><t>next</t></si>`,
      rows: `<row><c t="s"><v>0</v></c>${inline(rich.replace("<t>no</t>", ""))}<c t="s"><v>1</v></c></row>`,
    });
    expect(rows).toEqual([["東京 ", "東京 ", "next"]]);
  });

  it("keeps blanks, entities, line breaks and what XML cannot hold", async () => {
    expect(await readCell(inline('<t xml:space="preserve"> a &amp;&lt;&#x1F600;&#65;&quot; </t>'))).toBe(' a &<😀A" ');
    expect(await readCell(inline("<t>a\r\nb\rc&#13;d</t>"))).toBe("a\nb\nc\rd");
    expect(await readCell(inline("<t>a_x000D_b_x005F_x000D_ _xZZZZ_</t>"))).toBe("a\rb_x000D_ _xZZZZ_");
    expect(await readCell(inline("<t><![CDATA[a & <b>]]> &amp; c</t>"))).toBe("a & <b> & c");
    expect(await readCell(inline("<t>a<!-- <t>no</t> -->b<?pi no?></t>"))).toBe("ab");
    expect(await readCell(inline("<t>&unknown; &#99999999;</t>"))).toBe("&unknown; &#99999999;");
  });

  it("of more than 32,767 characters is whole, and said", async () => {
    const { rows, problems } = await read({ rows: `<row>${inline(`<t>${"x".repeat(40_000)}</t>`)}</row>` });
    expect(rows[0]?.[0]).toHaveLength(40_000);
    expect(problems).toMatchObject([{ code: "long_cell", row: 1, column: 0 }]);
  });
});

describe("a date", () => {
  const shown = (format: string | number, serial: string, date1904 = false) =>
    readCell(`<c s="1"><v>${serial}</v></c>`, { formats: [format], date1904 });

  it.each([
    [14, "45385", "2024-04-03"],
    [14, "45385.5", "2024-04-03T12:00:00"],
    [22, "45385", "2024-04-03T00:00:00"],
    [22, "45385.562673611108", "2024-04-03T13:30:15"],
    [22, "45385.562673617", "2024-04-03T13:30:15.001"],
    [18, "0.5625", "13:30:00"],
    [21, "45385.5", "2024-04-03T12:00:00"],
    [46, "1.5208333333333333", "36:30:00"],
    [46, "-0.0625", "-01:30:00"],
    [47, "0.00011574074074074075", "00:00:10"],
    [31, "45385", "2024-04-03"],
    [57, "45385", "2024-04-03"],
    [14, "1", "1900-01-01"],
    [14, "59", "1900-02-28"],
    [14, "60", "1900-02-29"],
    [14, "61", "1900-03-01"],
    [14, "-1", "1899-12-29"],
    [14, "2958465", "9999-12-31"],
    [14, "2958466", "2958466"],
    [14, "1e300", "1e+300"],
    [14, "soon", "soon"],
  ])("of the built-in format %i and the serial %s is %s", async (format, serial, text) => {
    expect(await shown(format, serial)).toBe(text);
  });

  it.each([
    ["yyyy-mm-dd", "2024-04-03T12:00:00"],
    ["d/m/yy;@", "2024-04-03T12:00:00"],
    ["[$-F800]dddd, mmmm dd, yyyy", "2024-04-03T12:00:00"],
    ['[$-409]mmm" of "yy', "2024-04-03T12:00:00"],
    ["TT.MM.JJJJ", "2024-04-03T12:00:00"],
    ["jj/mm/aaaa", "2024-04-03T12:00:00"],
    ["gg/mm/aaaa", "2024-04-03T12:00:00"],
    ["pp.kk.vvvv", "2024-04-03T12:00:00"],
    ["ДД.ММ.ГГГГ", "2024-04-03T12:00:00"],
    ['yyyy"年"m"月"d"日"', "2024-04-03T12:00:00"],
    ["[$-411]ggge", "2024-04-03T12:00:00"],
    ["aaaa", "2024-04-03T12:00:00"],
    ["[<1]0.0;d.m.yyyy", "2024-04-03T12:00:00"],
    ["[hh]:mm", "1089252:00:00"],
    ["General", "45385.5"],
    ["0.00E+00", "45385.5"],
    ['0 "days"', "45385.5"],
    ["[Red]0;[Yellow]-0", "45385.5"],
    ["#,##0.00 [$USD]", "45385.5"],
    ["0\\d", "45385.5"],
    ["_(* #,##0_);_(@_)", "45385.5"],
    ["@", "45385.5"],
    ["# ?/?", "45385.5"],
    ["Standard", "45385.5"],
  ])("is known by the format code %j", async (code, text) => {
    expect(await shown(code, "45385.5")).toBe(text);
  });

  it.each([
    ["yyyy-mm-dd", "2024-04-03"],
    ["d.m.yyyy h:mm", "2024-04-03T00:00:00"],
    ["mm:ss.0", "2024-04-03T00:00:00"],
    ["mmm", "2024-04-03"],
  ])("of a whole day in the format %j is %s", async (code, text) => {
    expect(await shown(code, "45385")).toBe(text);
  });

  it("counts from 1904 where the workbook does", async () => {
    expect(await shown(14, "43923", true)).toBe("2024-04-03");
    expect(await shown(14, "0", true)).toBe("1904-01-01");
    expect(await shown(21, "0.25", true)).toBe("06:00:00");
  });

  it.each([
    ["2024-04-03", 14, "2024-04-03"],
    ["2024-04-03T00:00:00.000Z", 14, "2024-04-03"],
    ["2024-04-03T13:30:15.250Z", 14, "2024-04-03T13:30:15.25"],
    ["2024-04-03T00:00:00", 22, "2024-04-03T00:00:00"],
    ["1899-12-31T13:30:00", 21, "13:30:00"],
    ["T13:30", 21, "13:30:00"],
    ["2024-04-03T13:30:15+02:00", 14, "2024-04-03T13:30:15+02:00"],
    ["once", 14, "once"],
  ])("that the file has as %s is %3$s", async (raw, format, text) => {
    expect(await readCell(`<c t="d" s="1"><v>${raw}</v></c>`, { formats: [format] })).toBe(text);
  });

  it("of a formula is a date too", async () => {
    expect(await readCell(`<c s="1"><f>TODAY()</f><v>45385</v></c>`, { formats: [14] })).toBe("2024-04-03");
  });
});

describe("other cells", () => {
  it("have true and false for booleans", async () => {
    const { rows } = await read({ rows: `<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="b"><f>A1</f><v>true</v></c></row>` });
    expect(rows).toEqual([["true", "false", "true"]]);
  });

  it("have errors as they are shown, and each row with one is a problem", async () => {
    const { rows, problems } = await read({
      rows: `<row><c t="e"><v>#N/A</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row><row/><row><c t="e"><v>#REF!</v></c></row>`,
    });
    expect(rows).toEqual([["#N/A", "#DIV/0!"], [""], ["#REF!"]]);
    expect(problems).toEqual([
      { code: "error_value", row: 1, line: 1, column: 0, detail: "#N/A" },
      { code: "error_value", row: 3, line: 3, column: 0, detail: "#REF!" },
    ]);
  });

  it("are empty where a formula has no stored value, and that is a problem", async () => {
    const { rows, problems } = await read({ rows: `<row><c><f>SUM(A2:A9)</f></c><c><v>1</v></c></row>` });
    expect(rows).toEqual([["", "1"]]);
    expect(problems).toMatchObject([{ code: "formula_without_value", row: 1, column: 0 }]);
  });

  it("are empty where their shared text does not exist, and that is a problem", async () => {
    const { rows, problems } = await read({ rows: `<row><c t="s"><v>7</v></c><c t="s"><v>x</v></c><c><v>1</v></c></row>` });
    expect(rows).toEqual([["", "", "1"]]);
    expect(problems).toMatchObject([{ code: "broken_cell", row: 1, column: 0, detail: 'there is no shared text "7"' }]);
  });
});
