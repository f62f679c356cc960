import { textDecoder } from "../../src/text/decode/text-decoder.ts";
import { Chance } from "../formats/make-tables.ts";

/** Words of a language, and the encodings that its tables are written in. */
interface Language {
  readonly encodings: string;
  readonly words: string;
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  German: {
    encodings: "windows-1252 iso-8859-15 macintosh ibm850 ibm437",
    words:
      "Müller Köln Größe Straße Jürgen Schröder München Bäckerei Übung schön Fußweg Käthe Zürich Prüfung über Weiß Lübeck Gebühr Händler",
  },
  French: {
    encodings: "windows-1252 iso-8859-15 macintosh ibm850 ibm437",
    words: "Émile Besançon Orléans élève garçon forêt château déjà numéro Noël hôpital français société très août Hélène reçu prénom à où",
  },
  Spanish: {
    encodings: "windows-1252 macintosh ibm850",
    words:
      "Peña Málaga Cádiz José Muñoz España años número Córdoba dirección García López teléfono código León niño mañana población Íñigo",
  },
  Portuguese: {
    encodings: "windows-1252 ibm850",
    words: "São João Conceição coração não ação Guimarães Évora município população Brasília três avó água português região Antônio Inês",
  },
  Swedish: {
    encodings: "windows-1252 macintosh ibm850",
    words: "Åsa Malmö Gävle Göteborg Örebro Björn Sjöberg Västerås kött smör över både näring Söderström färg år Kålsäter Hällefors",
  },
  Polish: {
    encodings: "windows-1250 iso-8859-2 ibm852",
    words:
      "Łódź Kraków Gdańsk Wrocław źródło żółty Małgorzata Wiśniewski imię miejscowość wartość część Zieliński Paweł święta ręka Jabłoński",
  },
  Czech: {
    encodings: "windows-1250 iso-8859-2 ibm852",
    words: "Plzeň Ústí České Budějovice Dvořák Novák Jiří Tomáš příjmení město žluťoučký kůň částka číslo řidič Šárka ulička Žďár účet",
  },
  Hungarian: {
    encodings: "windows-1250 iso-8859-2",
    words:
      "Győr Székesfehérvár Pécs utca összeg név Kovács Szűcs Tóth érték megye hétfő őszi László Erzsébet Nyíregyháza könyv tíz fűtés Gyöngyös",
  },
  Romanian: {
    encodings: "iso-8859-16",
    words: "București Iași Timișoara Brașov Ștefan Țepeș înălțime județ adresă număr oraș Văcărescu mâine știință Bacău vânzări",
  },
  Croatian: {
    encodings: "windows-1250",
    words: "Šibenik Čakovec Đakovo županija Horvat Kovačević Marić račun Požega Osječko vrijednost čaj ćup žena kuća Božić",
  },
  Turkish: {
    encodings: "windows-1254 ibm857",
    words:
      "İstanbul İzmir Diyarbakır Şanlıurfa Muğla Çağlar Yılmaz Öztürk Gökhan Ayşe değer şehir sokağı büyük küçük ağaç güneş İlçe tarihçe",
  },
  Greek: {
    encodings: "windows-1253 ibm737 ibm869",
    words: "Αθήνα Θεσσαλονίκη Πάτρα Γεώργιος Παπαδόπουλος διεύθυνση όνομα πόλη ποσό ημερομηνία Μαρία Ηράκλειο αριθμός τηλέφωνο εταιρεία",
  },
  Russian: {
    encodings: "windows-1251 koi8-r iso-8859-5 ibm866 x-mac-cyrillic",
    words: "Москва Петербург Иванов Анна Сидорова улица город имя фамилия сумма дата Новосибирск количество заказ Владимир дом квартира",
  },
  Ukrainian: {
    encodings: "windows-1251 koi8-u",
    words: "Київ Львів Харків Шевченко Олександр вулиця місто прізвище кількість Єгор Запоріжжя область замовлення Ірина Їжак",
  },
  Kazakh: {
    encodings: "kz-1048",
    words: "Алматы Қарағанды Шымкент Нұрсұлтан Әлия Жұмабаев көше қала аты жөні сомасы күні Өскемен Ғалым Үшарал Іле Ерлан",
  },
  Hebrew: {
    encodings: "windows-1255",
    words: "ירושלים חיפה משה כהן רחוב עיר שם סכום תאריך לוי אברהם טלפון כתובת שרה באר שבע מספר הזמנה",
  },
  Arabic: {
    encodings: "windows-1256",
    words: "القاهرة محمد أحمد شارع مدينة الاسم المبلغ التاريخ الرياض دبي فاطمة رقم الهاتف عنوان علي حسن طلب",
  },
  Thai: { encodings: "windows-874", words: "กรุงเทพ เชียงใหม่ สมชาย ถนน เมือง ชื่อ จำนวน วันที่ โทรศัพท์ ที่อยู่ ภูเก็ต ขอนแก่น" },
  Lithuanian: {
    encodings: "windows-1257 ibm775",
    words:
      "Šiauliai Panevėžys Žalgiris gatvė miestas pavardė suma Petrauskas Rūta ąžuolas įmonė šeštadienis ūkis Kėdainiai Plungė mokėjimas",
  },
  Latvian: {
    encodings: "windows-1257 ibm775",
    words: "Rīga Jūrmala Liepāja Jānis Bērziņš Kalniņš iela pilsēta vārds uzvārds summa Daugavpils Rēzekne ģimene ķirsis čaks žurnāls",
  },
  Japanese: {
    encodings: "shift_jis euc-jp",
    words:
      "東京 大阪 名古屋 田中 佐藤 太郎 住所 氏名 電話番号 金額 日付 株式会社 ください ありがとう カタカナ テスト データ 商品 注文 さくら",
  },
  "Simplified Chinese": {
    encodings: "gb18030",
    words: "北京 上海 广州 深圳 张伟 王芳 地址 姓名 电话 金额 日期 有限公司 订单 数量 商品 价格 备注 客户 中国 重庆 已发货 信用卡",
  },
  "Traditional Chinese": {
    encodings: "big5",
    words: "臺北 高雄 臺中 王小明 陳美麗 地址 姓名 電話 金額 日期 有限公司 訂單 數量 商品 價格 備註 客戶 新竹 國際",
  },
  Korean: {
    encodings: "euc-kr",
    words: "서울 부산 대구 김철수 이영희 주소 이름 전화번호 금액 날짜 주식회사 주문 수량 상품 가격 비고 고객 인천 대전 배송완료",
  },
  "Korean with rare syllables": {
    encodings: "euc-kr",
    words: "서울 펲시 똠방각하 뷁 햏자 김철수 이영희 주소 이름 전화번호 금액 날짜 주식회사 주문 수량 가격 고객 숖 믜리 배송완료",
  },
};

/** A table in an encoding, as bytes, and its text. */
export interface EncodedTable {
  readonly language: string;
  readonly encoding: string;
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** The pairs of a language and an encoding that tables can be made of. */
export const LANGUAGE_ENCODINGS: readonly { readonly language: string; readonly encoding: string }[] = Object.entries(LANGUAGES).flatMap(
  ([language, { encodings }]) => encodings.split(" ").map((encoding) => ({ language, encoding })),
);

/** A table of some rows in a language. */
export function tableOf(language: string, encoding: string, rows: number, chance: Chance): EncodedTable {
  const words = (LANGUAGES[language]?.words ?? "").split(" ");
  const delimiter = chance.pick([",", ";", "\t"]);
  const line = (row: number) =>
    [row + 1, `${chance.pick(words)} ${chance.pick(words)}`, chance.pick(words), (chance.next() * 1_000).toFixed(2)].join(delimiter);
  const lines = ["id,name,city,amount".replaceAll(",", delimiter), ...Array.from({ length: rows }, (_, row) => line(row))];
  return encoded(language, encoding, lines);
}

/** A table of English words of which a few lines, in a language, stand anywhere. */
export function englishTableWith(language: string, encoding: string, lines: number, chance: Chance): EncodedTable {
  const words = (LANGUAGES[language]?.words ?? "").split(" ");
  const english = "the product of this order was delivered on time and paid in full without any remark from our customer".split(" ");
  const all = Array.from(
    { length: 200 },
    (_, row) => `${row},${Array.from({ length: 8 }, () => chance.pick(english)).join(" ")},${row * 3}`,
  );
  for (let count = 0; count < lines; count += 1) {
    const name = Array.from({ length: chance.whole(2, 4) }, () => chance.pick(words)).join(" ");
    all[chance.whole(1, 199)] = `${count},${name},${chance.pick(words)}`;
  }
  return encoded(language, encoding, ["id,text,value", ...all]);
}

function encoded(language: string, encoding: string, lines: readonly string[]): EncodedTable {
  const bytes = encode(`${lines.join("\r\n")}\r\n`, encoding);
  // What the encoding does not have was left out.
  return { language, encoding, bytes, text: textDecoder(encoding).decode(bytes) };
}

/** Encodes with the decoder turned round. */
function encode(text: string, encoding: string): Uint8Array {
  const table = bytesOf(encoding);
  return Uint8Array.from([...text].flatMap((character) => table.get(character) ?? []));
}

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

function bytesOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(encoding);
  if (known) return known;
  const decoder = textDecoder(encoding);
  const isWide = /^(?:shift_jis|euc-jp|gb18030|big5|euc-kr)$/.test(encoding);
  const made = new Map<string, readonly number[]>();
  for (let byte = 0; byte < 256; byte += 1) {
    const character = decoder.decode(Uint8Array.of(byte));
    if (character.length === 1 && character !== "\ufffd") made.set(character, [byte]);
    for (let second = 0x40; isWide && byte > 0x80 && second < 0xff; second += 1) {
      const wide = decoder.decode(Uint8Array.of(byte, second));
      if (wide.length === 1 && wide !== "\ufffd" && !made.has(wide)) made.set(wide, [byte, second]);
    }
  }
  tables.set(encoding, made);
  return made;
}
