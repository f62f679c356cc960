import { describe, expect, it } from "vitest";
import { detectFormat, readRows } from "../../src/index.ts";
import { textDecoder } from "../../src/text/decode/text-decoder.ts";

describe("euc-kr", () => {
  it("has the rare syllables of CP949, too", () => {
    const decoder = textDecoder("ks_c_5601-1987");
    expect(decoder.encoding).toBe("euc-kr");
    // As Python has them: the first, the last of a row, the first of a short row, and the last.
    for (const [bytes, text] of [
      [[0x81, 0x41], "갂"],
      [[0x8c, 0x63], "똠"],
      [[0xa0, 0xfe], "좤"],
      [[0xa1, 0x41], "좥"],
      [[0xc6, 0x52], "힣"],
      [[0xb0, 0xa1], "가"],
      [[0xa2, 0xe6], "€"],
    ] as const)
      expect(decoder.decode(Uint8Array.from(bytes))).toBe(text);
  });

  it("is the same however its bytes come, and ends with U+FFFD where a character is cut off", () => {
    const bytes = Uint8Array.of(0x61, 0x8c, 0x63, 0xb0, 0xa1, 0xc7, 0x0a, 0xff, 0xb0);
    const whole = textDecoder("euc-kr").decode(bytes);
    expect(whole).toBe("a똠가\ufffd\n\ufffd\ufffd");
    const pieces = textDecoder("euc-kr");
    expect(Array.from(bytes, (byte) => pieces.decode(Uint8Array.of(byte), { stream: true })).join("") + pieces.decode()).toBe(whole);
  });
});

describe("code pages", () => {
  it.each([
    ["cp737", [0x80, 0xe1], "Αά"],
    ["ibm857", [0x98, 0x9e], "İŞ"],
    ["cp775", [0xd0, 0xd8], "ąž"],
    ["cp1125", [0xf5, 0xf9], "є∙"],
    ["kz-1048", [0xa1, 0xbd], "ҰҢ"],
  ])("that the standard leaves out are known: %s", (label, bytes, text) => {
    expect(textDecoder(label).decode(Uint8Array.from(bytes))[0]).toBe(text[0]);
  });
});

describe("control characters that were windows-1252", () => {
  const bytes = Buffer.from("id,name\n1,Anna\u0092s caf\u00e9\n2,5 \u0080\n");

  it("are a finding", async () => {
    const { findings, encoding } = await detectFormat(bytes);
    expect(encoding?.name).toBe("utf-8");
    expect(findings).toMatchObject([{ code: "latin1_controls", count: 2 }]);
  });

  it("become what they were with the encoding that the finding names", async () => {
    const rows: (readonly (string | null)[])[] = [];
    for await (const batch of readRows(bytes, { encoding: "utf-8+windows-1252" })) {
      rows.push(...batch.rows);
      expect(batch.findings).toEqual([]);
    }
    expect(rows).toEqual([
      ["1", "Anna’s café"],
      ["2", "5 €"],
    ]);
  });
});
