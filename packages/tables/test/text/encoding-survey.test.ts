import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEncodingSurvey } from "../../src/text/encoding-survey.ts";
import { textDecoder } from "../../src/text/decode/text-decoder.ts";

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

/** A table in Korean, in Johab. */
const JOHAB =
  "b7a19f712cba81ada10a8bb1c0e9ae81936520ace1b689cb62a569afa1b54120ac6989a120b7b6af7393a194612c887790718a810ab7a1b577d381936520" +
  "a681ac6589d7b562afa19da120887393a194612cd081b68594818a810ab6819fa12090619c61b78120a1a1976520ac619c71b76520a4f320b47cb54120cd" +
  "779777d06194612c8b619fa189a120b861b7419db394610a";

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

  it("is recognized by a few names in Japanese, and by the euro sign in Western text", async () => {
    const name = "日本語と".repeat(3);
    expect((await survey(encoded(name, "shift_jis"))).encoding).toBe("shift_jis");
    expect((await survey(encoded("vivienda;2212 €\nCataluña;3146 €\n", "iso-8859-15"))).encoding).toBe("iso-8859-15");
    expect((await survey(encoded("cœur;été\nœuvre;à côté\n", "iso-8859-15"))).encoding).toBe("iso-8859-15");
  });

  it("is recognized also where nothing decodes it", async () => {
    expect((await survey(Buffer.from(JOHAB, "hex"))).encoding).toBe("johab");
    const eucTw = Array.from({ length: 60 }, (_, index) => [0xc4 + ((index * 7) % 40), 0xa1 + ((index * 11) % 90)]);
    expect((await survey(Buffer.from([...eucTw.flat(), 0x2c, 0x0a]))).encoding).toBe("euc-tw");
    const ebcdic = Buffer.from("c9c45ed5c1d4c55ec3c9e3e825f15ec1d5d5c15ec2d6d5d525f25ec2d6c25ed7c1d9c9e225", "hex");
    expect((await survey(ebcdic)).encoding).toBe("ebcdic");
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
    expect(await survey(Buffer.from("\u001b$)Cname,city\n\u000e1h\u000f,1\n", "latin1"))).toMatchObject({ encoding: "iso-2022-kr" });
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

it("takes ASCII with a stray NUL for ASCII, and one sign for Western text", async () => {
  expect((await survey(Buffer.from("abc,def\nab\0c,def\n"))).encoding).toBe("utf-8");
  expect((await survey(Buffer.from("id,name\n1,english\n2,©\n", "latin1"))).encoding).toBe("iso-8859-1");
});

describe("UTF-32", () => {
  it.each(["utf-32le", "utf-32be"])("is told by its mark, and without one by its NULs: %s", async (encoding) => {
    const bytes = utf32("id,name\n1,名😀\n", encoding);
    expect(await survey(bytes)).toMatchObject({ encoding, byteOrderMark: false });
    expect(await survey(utf32("\ufeffid,name\n", encoding))).toMatchObject({ encoding, byteOrderMark: true, confidence: 1 });
  });
});

function utf32(text: string, encoding: string): Buffer {
  const bytes = Buffer.alloc([...text].length * 4);
  for (const [index, sign] of [...text].entries()) {
    const point = sign.codePointAt(0) ?? 0;
    if (encoding === "utf-32le") bytes.writeUInt32LE(point, index * 4);
    else bytes.writeUInt32BE(point, index * 4);
  }
  return bytes;
}
