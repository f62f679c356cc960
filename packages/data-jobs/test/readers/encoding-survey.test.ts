import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEncodingSurvey } from "../../src/readers/encoding-survey.ts";

function survey(...chunks: Uint8Array[]) {
  const made = createEncodingSurvey();
  for (const chunk of chunks) made.add(chunk);
  return made.decide();
}

describe("createEncodingSurvey", () => {
  it("calls ASCII UTF-8, and says that it was only ASCII", () => {
    expect(survey(Buffer.from("plain"))).toEqual({ encoding: "utf-8", byteOrderMark: false, confidence: 1, asciiOnly: true });
  });

  it("makes the same of valid UTF-8 wherever it is cut", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }), (text) => {
        const bytes = Buffer.from(`a${text}`);
        const whole = survey(bytes);
        expect(whole.encoding).toBe("utf-8");
        for (let cut = 1; cut < bytes.length; cut += 1) expect(survey(bytes.subarray(0, cut), bytes.subarray(cut)).encoding).toBe("utf-8");
      }),
    );
  });

  it("takes a sequence that breaks off at the end for something else than UTF-8", () => {
    expect(survey(Buffer.from([0x61, 0x62, 0xc3])).encoding).toBe("iso-8859-1");
  });

  it.each([
    ["overlong", [0xc0, 0x80]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["over U+10FFFF", [0xf4, 0x90, 0x80, 0x80]],
    ["a lone continuation", [0x80]],
  ])("does not take %s for UTF-8", (_, bytes) => {
    expect(survey(Buffer.from([0x61, ...bytes, 0x61])).encoding).not.toBe("utf-8");
  });

  it.each(["Müller;Düsseldorf;Größe\n", "Peña;Málaga;Cádiz\n", "Émile;Besançon;Orléans\n", "Åsa;Malmö;Gävle\n"])(
    "takes %j in Latin-1 for Western text",
    (line) => {
      expect(survey(Buffer.from(line.repeat(20), "latin1")).encoding).toMatch(/^(iso-8859-1|windows-1252)$/);
    },
  );
});
