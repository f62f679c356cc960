import { describe, expect, it } from "vitest";
import { createEncodingSurvey } from "../../src/text/encoding-survey.ts";
import { textDecoder } from "../../src/text/decode/text-decoder.ts";
import { Chance } from "../formats/make-tables.ts";
import { type EncodedTable, englishTableWith, LANGUAGE_ENCODINGS, tableOf } from "./language-tables.ts";

const TABLES = Number(process.env["ROWMILL_ENCODED_TABLES"] ?? 4);

/** Reads every table and counts what decodes to the text that was written, of all answers and of those with a confidence of 0.9 or more. */
async function score(tables: Iterable<EncodedTable>, chunkBytes = 65_536) {
  const wrong: string[] = [];
  let count = 0;
  let sure = 0;
  let wrongAndSure = 0;
  for (const { language, encoding, bytes, text } of tables) {
    const survey = createEncodingSurvey();
    for (let from = 0; from < bytes.length; from += chunkBytes) survey.add(bytes.subarray(from, from + chunkBytes));
    const found = await survey.decide();
    const isRight = withoutCedillas(textDecoder(found.encoding).decode(bytes)) === withoutCedillas(text);
    count += 1;
    if (found.confidence >= 0.9) sure += 1;
    if (isRight) continue;
    wrong.push(`${language} in ${encoding}: ${found.encoding} at ${found.confidence}`);
    if (found.confidence >= 0.9) wrongAndSure += 1;
  }
  return { wrong, count, sure, wrongAndSure };
}

/** Romanian has a comma below two letters, and its older encodings a cedilla, in the same places: both are read as what was meant. */
function withoutCedillas(text: string): string {
  return text.replaceAll("Ş", "Ș").replaceAll("ş", "ș").replaceAll("Ţ", "Ț").replaceAll("ţ", "ț");
}

function* made(make: (language: string, encoding: string, chance: Chance) => EncodedTable, count: number): Generator<EncodedTable> {
  for (const { language, encoding } of LANGUAGE_ENCODINGS) {
    for (let seed = 1; seed <= count; seed += 1) yield make(language, encoding, new Chance(seed * 7_919));
  }
}

describe.each([
  ["of 2 to 40 rows", made((language, encoding, chance) => tableOf(language, encoding, chance.pick([2, 3, 5, 8, 15, 40]), chance), TABLES)],
  [
    "of English words, with a few lines in a language",
    made((language, encoding, chance) => englishTableWith(language, encoding, chance.whole(2, 6), chance), TABLES),
  ],
  ["of 60 to 200 kB", made((language, encoding, chance) => tableOf(language, encoding, chance.whole(1_200, 4_000), chance), 1)],
] as const)("tables %s", (_, tables) => {
  it("are read in 97 of 100, and those with a confidence of 0.9 and more in 99", async () => {
    const { wrong, count, sure, wrongAndSure } = await score(tables, 16_385);
    expect(wrong.length, wrong.join("\n")).toBeLessThanOrEqual(count * 0.03);
    expect(wrongAndSure, wrong.join("\n")).toBeLessThanOrEqual(sure * 0.01);
    expect(sure).toBeGreaterThan(count * 0.7);
  });
});

describe("UTF-16 without a byte order mark", () => {
  const WORDS = {
    Chinese: "一 开始 最后 退出 需要 言论 北京 上海 一月 最大 怀疑 开放 一些 公司 订单 需求",
    Japanese: "一覧 最初 言葉 開始 東京 さくら カタカナ 需要 一月",
    Korean: "서울 김철수 가 각 관 금액",
    Latvian: "Āris Ābols Rīga",
    Serbian: "Ѐ Москва имя",
    Hindi: "दिल्ली मुंबई नाम",
    English: "name city amount",
  };

  it.each(Object.entries(WORDS))("has its order of bytes whatever characters have a NUL: %s", async (_, list) => {
    const words = list.split(" ");
    for (let seed = 1; seed <= 60; seed += 1) {
      const chance = new Chance(seed * 77);
      const delimiter = chance.pick([",", ";", "\t", ""]);
      const cell = () => (chance.happens(0.2) ? String(chance.whole(0, 999)) : chance.pick(words) + chance.pick(words));
      const line = () => Array.from({ length: chance.whole(2, 5) }, cell).join(delimiter) + chance.pick(["\n", "\r\n"]);
      const little = Buffer.from(Array.from({ length: chance.whole(2, 30) }, line).join(""), "utf16le");
      for (const [encoding, bytes] of [
        ["utf-16le", little],
        ["utf-16be", Buffer.from(little).swap16()],
      ] as const) {
        const survey = createEncodingSurvey();
        survey.add(bytes);
        expect([seed, (await survey.decide()).encoding]).toEqual([seed, encoding]);
      }
    }
  });

  it.each(["utf8", "latin1"] as const)("is not what pads fields with NULs: %s", async (encoding) => {
    for (let width = 8; width < 24; width += 1) {
      const field = (text: string) => text.padEnd(width, "\0");
      const text = ["Müller", "José", "Anna", "Zoë", "Bjørn"].map((name, row) => `${field(name)}${field(`city${row}`)}\n`).join("");
      const survey = createEncodingSurvey();
      survey.add(Buffer.from(text, encoding));
      expect([width, (await survey.decide()).encoding]).not.toEqual([width, expect.stringMatching(/^utf-16/)]);
    }
  });
});
