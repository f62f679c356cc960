import { describe, expect, it } from "vitest";
import { createEncodingSurvey } from "../../src/text/encoding-survey.ts";

// Long tables in encodings of two bytes a character: what is sampled of them must start with a character, wherever chunks and samples are cut.

const WORDS: Readonly<Record<string, readonly string[]>> = {
  "euc-kr":
    "서울특별시 강남구 역삼동 김민준 이서연 박지훈 주식회사 대한민국 부산광역시 고객명 배송완료 결제수단 신용카드 인천광역시 주문취소".split(
      " ",
    ),
  gb18030: "北京市 朝阳区 上海市 浦东新区 张伟 王芳 李娜 有限公司 订单完成 支付方式 信用卡 广东省 深圳市 客户名称 已发货".split(" "),
  "euc-jp":
    "東京都 渋谷区 大阪市 田中太郎 佐藤花子 株式会社 出荷済み クレジットカード お客様名 注文番号 北海道 札幌市 ありがとう キャンセル".split(
      " ",
    ),
};

function encoderOf(encoding: string): (text: string) => number[] {
  const decoder = new TextDecoder(encoding);
  const bytesOf = new Map<string, number[]>();
  for (let first = 0x81; first < 0xff; first += 1) {
    for (let second = 0x40; second < 0xff; second += 1) {
      const character = decoder.decode(Uint8Array.of(first, second));
      if (character.length === 1 && character !== "\ufffd") bytesOf.set(character, [first, second]);
    }
  }
  return (text) => [...text].flatMap((character) => (character < "\u0080" ? [character.charCodeAt(0)] : (bytesOf.get(character) ?? [])));
}

describe.each(Object.keys(WORDS))("%s", (encoding) => {
  it("is found in tables of every length, wherever they are cut into chunks", async () => {
    const encode = encoderOf(encoding);
    const words = WORDS[encoding] ?? [];
    const line = (row: number) =>
      encode(`${row},${words[row % words.length]},${words[(row * 7 + 3) % words.length]},${(row * 37) % 900}.5\n`);
    for (const kilobytes of [3, 49, 100, 333]) {
      const bytes: number[] = [];
      for (let row = 1; bytes.length < kilobytes * 1_024; row += 1) bytes.push(...line(row));
      for (const chunkBytes of [bytes.length, 65_537]) {
        const survey = createEncodingSurvey();
        const all = Uint8Array.from(bytes);
        for (let from = 0; from < all.length; from += chunkBytes) survey.add(all.subarray(from, from + chunkBytes));
        expect([kilobytes, chunkBytes, (await survey.decide()).encoding]).toEqual([kilobytes, chunkBytes, encoding]);
      }
    }
  });
});
