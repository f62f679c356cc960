import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEncodingSurvey } from "../../src/readers/encoding-survey.ts";
import { textDecoder } from "../../src/readers/text-decoder.ts";

function survey(...chunks: Uint8Array[]) {
  const made = createEncodingSurvey();
  for (const chunk of chunks) made.add(chunk);
  return made.decide();
}

describe("createEncodingSurvey", () => {
  it("calls ASCII UTF-8, and says that it was only ASCII", async () => {
    expect(await survey(Buffer.from("plain"))).toEqual({ encoding: "utf-8", byteOrderMark: false, confidence: 1, asciiOnly: true });
  });

  it("makes the same of valid UTF-8 wherever it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }), async (text) => {
        const bytes = Buffer.from(`a${text}`);
        const whole = await survey(bytes);
        expect(whole.encoding).toBe("utf-8");
        for (let cut = 1; cut < bytes.length; cut += 1)
          expect((await survey(bytes.subarray(0, cut), bytes.subarray(cut))).encoding).toBe("utf-8");
      }),
    );
  });

  it("takes a sequence that breaks off at the end for something else than UTF-8", async () => {
    expect((await survey(Buffer.from([0x61, 0x62, 0xc3]))).encoding).toBe("iso-8859-1");
  });

  it.each([
    ["overlong", [0xc0, 0x80]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["over U+10FFFF", [0xf4, 0x90, 0x80, 0x80]],
    ["a lone continuation", [0x80]],
  ])("does not take %s for UTF-8", async (_, bytes) => {
    expect((await survey(Buffer.from([0x61, ...bytes, 0x61]))).encoding).not.toBe("utf-8");
  });

  it.each(["Müller;Düsseldorf;Größe\n", "Peña;Málaga;Cádiz\n", "Émile;Besançon;Orléans\n", "Åsa;Malmö;Gävle\n"])(
    "takes %j in Latin-1 for Western text",
    async (line) => {
      expect((await survey(Buffer.from(line.repeat(20), "latin1"))).encoding).toMatch(/^(iso-8859-1|windows-1252)$/);
    },
  );
});

/** Lines of a table in a language, in the bytes of an encoding that Node decodes but does not encode: letter by letter. */
function encoded(text: string, encoding: string): Buffer {
  const decoder = textDecoder(encoding);
  const bytes = new Map<string, number[]>();
  const isWide = /^(shift_jis|euc-jp|gb18030|big5|euc-kr)$/.test(encoding);
  for (let byte = 0; byte < 256; byte += 1) {
    bytes.set(decoder.decode(Uint8Array.of(byte)), [byte]);
    for (let second = 0x40; isWide && byte > 0x80 && second < 0xff; second += 1) {
      const sign = decoder.decode(Uint8Array.of(byte, second));
      if (!bytes.has(sign)) bytes.set(sign, [byte, second]);
    }
  }
  return Buffer.from([...text].flatMap((sign) => bytes.get(sign) ?? []));
}

describe("an encoding of one or two bytes a character", () => {
  it.each([
    ["windows-1250", "jméno,město\nJiří Dvořák,Plzeň\nTomáš Novák,Ústí\nŠárka Žáková,České Budějovice\n"],
    ["iso-8859-2", "imię;miejscowość\nMałgorzata;Łódź\nPaweł;Świętokrzyskie\nŻaneta;Kraków źródło\n"],
    ["windows-1251", "имя;город\nИван;Москва\nАнна;Новосибирск\nОльга;Екатеринбург\n"],
    ["koi8-r", "имя;город\nИван;Москва\nАнна;Новосибирск\nОльга;Екатеринбург\n"],
    ["ibm866", "имя;город\nИван;Москва\nАнна;Новосибирск\nОльга;Екатеринбург\n"],
    ["iso-8859-5", "имя;город\nИван;Москва\nАнна;Новосибирск\nОльга;Екатеринбург\n"],
    ["windows-1253", "όνομα,πόλη\nΓεώργιος,Θεσσαλονίκη\nΜαρία,Αθήνα\nΚωνσταντίνος,Πάτρα\n"],
    ["windows-1254", "ad;şehir\nAyşe;İstanbul\nGökhan;Muğla\nÇağlar Yılmaz;Şanlıurfa\n"],
    ["windows-1255", "שם,עיר\nמשה כהן,ירושלים\nשרה לוי,חיפה\nאברהם,באר שבע\n"],
    ["windows-1256", "الاسم,مدينة\nمحمد,القاهرة\nفاطمة,الرياض\nأحمد علي,دبي\n"],
    ["windows-874", "ชื่อ,เมือง\nสมชาย,กรุงเทพ\nสมหญิง,เชียงใหม่\n"],
    ["macintosh", "Name;Ort\nJürgen Schröder;Köln\nKäthe Müller;Düsseldorf\nJörg Weiß;Zürich\n"],
    ["ibm850", "Name;Ort\nJürgen Schröder;Köln\nKäthe Müller;Düsseldorf\nJörg Weiß;Zürich\n"],
    ["shift_jis", "氏名,住所\n田中さくら,東京都\n佐藤たろう,大阪のまち\n"],
    ["euc-jp", "氏名,住所\n田中さくら,東京都\n佐藤たろう,大阪のまち\n"],
    ["gb18030", "姓名,地址\n张伟,北京市朝阳区\n王芳,上海市的公司\n"],
    ["big5", "姓名,地址\n王小明,臺北市的公司\n陳美麗,高雄市\n"],
    ["euc-kr", "이름,주소\n김철수,서울특별시\n이영희,부산광역시\n"],
  ])("is recognized from a few lines: %s", async (encoding, text) => {
    const bytes = encoded(text, encoding);
    const found = await survey(bytes);
    expect(textDecoder(found.encoding).decode(bytes)).toBe(text);
  });

  it("is recognized where the first line that needs it comes after megabytes, in chunks that cut characters apart", async () => {
    const bytes = Buffer.concat([
      Buffer.from("1,Bonn\n".repeat(200_000)),
      encoded("2,東京のまち さくら\n3,大阪です\n".repeat(20), "shift_jis"),
    ]);
    const chunks = Array.from({ length: Math.ceil(bytes.length / 65_537) }, (_, index) =>
      bytes.subarray(index * 65_537, (index + 1) * 65_537),
    );
    expect((await survey(...chunks)).encoding).toBe("shift_jis");
  });

  it("may switch to two bytes by escapes, in seven bits", async () => {
    expect(await survey(Buffer.from("name,city\n\u001b$BEl5~\u001b(B,1\n", "latin1"))).toMatchObject({
      encoding: "iso-2022-jp",
      asciiOnly: false,
    });
  });
});

describe("UTF-16 without a byte order mark", () => {
  it.each(["id,name\n1,Ada\n", "名,市\n田中,東京\n佐藤,大阪\n", "имя;город\nИван;Москва\n"])(
    "is told by the NULs of its delimiters: %j",
    async (text) => {
      const bytes = Buffer.from(text, "utf16le");
      expect((await survey(bytes)).encoding).toBe("utf-16le");
      expect((await survey(Buffer.from(bytes).swap16())).encoding).toBe("utf-16be");
    },
  );
});
