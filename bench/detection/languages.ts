/** Words of a language, and the encodings that it was written in before UTF-8. */
export interface Language {
  readonly encodings: readonly string[];
  readonly words: readonly string[];
}

/** Names, places and words for columns. */
export const LANGUAGES: readonly Language[] = [
  {
    encodings: ["windows-1252", "iso-8859-15", "macintosh"],
    words:
      "Müller Köln Düsseldorf Größe Straße Jürgen Schröder München Bäckerei Österreich Übung schön Weißwurst Fußgänger Käthe Hauptstraße Zürich natürlich Prüfung über".split(
        " ",
      ),
  },
  {
    encodings: ["windows-1252", "iso-8859-15", "macintosh"],
    words:
      "Émile Besançon Orléans élève garçon forêt château déjà numéro Noël Saint-Étienne hôpital français société très août Hélène Jérôme reçu prénom".split(
        " ",
      ),
  },
  {
    encodings: ["windows-1252", "macintosh"],
    words:
      "Peña Málaga Cádiz José Muñoz España años número Córdoba dirección García López teléfono código León niño mañana población Avilés Íñigo".split(
        " ",
      ),
  },
  {
    encodings: ["windows-1252", "macintosh"],
    words:
      "São Paulo João Conceição coração não ação Guimarães Évora município população Brasília três avó água português nº região Antônio Inês".split(
        " ",
      ),
  },
  {
    encodings: ["windows-1252", "macintosh"],
    words:
      "Åsa Malmö Gävle Göteborg Örebro Björn Sjöberg Västerås kött smör Länsförsäkringar över både näring Söderström färg år återvändsgränd".split(
        " ",
      ),
  },
  {
    encodings: ["windows-1250", "iso-8859-2"],
    words:
      "Łódź Kraków Gdańsk Wrocław Szczecin źródło żółty Małgorzata Wiśniewski Kowalczyk imię miejscowość ulica wartość część Świętokrzyskie Zieliński Paweł święta ręka".split(
        " ",
      ),
  },
  {
    encodings: ["windows-1250", "iso-8859-2"],
    words:
      "Plzeň Brno Ústí České Budějovice Dvořák Novák Jiří Tomáš příjmení město žluťoučký kůň úpěl ďábelské částka číslo řidič Šárka ulička".split(
        " ",
      ),
  },
  {
    encodings: ["windows-1250", "iso-8859-2"],
    words:
      "Győr Székesfehérvár Pécs Debrecen utca összeg név Kovács Szűcs Tóth érték megye hétfő őszi László Erzsébet Nyíregyháza könyv tíz fűtés".split(
        " ",
      ),
  },
  {
    encodings: ["iso-8859-16"],
    words: "București Iași Cluj Timișoara Brașov Ștefan Țepeș înălțime județ adresă număr oraș Ioan Văcărescu mâine știință".split(" "),
  },
  {
    encodings: ["windows-1250"],
    words: "Zagreb Šibenik Čakovec Đakovo županija Horvat Kovačević Marić broj račun ulica Požega Osječko vrijednost čaj ćup žena".split(
      " ",
    ),
  },
  {
    encodings: ["windows-1254", "iso-8859-9"],
    words:
      "İstanbul Ankara İzmir Diyarbakır Şanlıurfa Muğla Çağlar Yılmaz Öztürk Gökhan Ayşe değer şehir sokağı büyük küçük ağaç güneş İlçe tarihçe".split(
        " ",
      ),
  },
  {
    encodings: ["windows-1253", "iso-8859-7"],
    words:
      "Αθήνα Θεσσαλονίκη Πάτρα Γεώργιος Παπαδόπουλος διεύθυνση όνομα πόλη ποσό ημερομηνία Μαρία Κωνσταντίνος Ηράκλειο αριθμός τηλέφωνο εταιρεία".split(
        " ",
      ),
  },
  {
    encodings: ["windows-1251", "koi8-r", "iso-8859-5", "ibm866", "x-mac-cyrillic"],
    words:
      "Москва Петербург Иванов Анна Сидорова улица город имя фамилия сумма дата Новосибирск Екатеринбург количество заказ Владимир Пушкина дом адрес телефон".split(
        " ",
      ),
  },
  {
    encodings: ["windows-1251", "koi8-u"],
    words:
      "Київ Львів Харків Шевченко Олександр вулиця місто прізвище кількість Їжакевич Єгор Запоріжжя область замовлення ґанок Ірина".split(
        " ",
      ),
  },
  {
    encodings: ["windows-1251"],
    words: "София Пловдив Варна Иван Георгиев Димитър улица град име сума дата количество Стефан Благоевград ъгъл жълт".split(" "),
  },
  {
    encodings: ["windows-1255"],
    words: "ירושלים חיפה משה כהן רחוב עיר שם סכום תאריך לוי אברהם טלפון כתובת שרה באר שבע מספר הזמנה".split(" "),
  },
  {
    encodings: ["windows-1256", "iso-8859-6"],
    words: "القاهرة محمد أحمد شارع مدينة الاسم المبلغ التاريخ الرياض دبي فاطمة رقم الهاتف عنوان علي حسن طلب".split(" "),
  },
  { encodings: ["windows-874"], words: "กรุงเทพ เชียงใหม่ สมชาย ถนน เมือง ชื่อ จำนวน วันที่ โทรศัพท์ ที่อยู่ ภูเก็ต ขอนแก่น บริษัท".split(" ") },
  {
    encodings: ["windows-1257"],
    words:
      "Vilnius Kaunas Šiauliai Panevėžys Žalgiris gatvė miestas vardas pavardė suma Jonas Petrauskas Rūta ąžuolas įmonė šeštadienis ūkis".split(
        " ",
      ),
  },
  {
    encodings: ["shift_jis", "euc-jp"],
    words:
      "東京 大阪 名古屋 田中 佐藤 太郎 住所 氏名 電話番号 金額 日付 株式会社 ください ありがとう カタカナ テスト データ 商品 注文 さくら".split(
        " ",
      ),
  },
  {
    encodings: ["gb18030"],
    words: "北京 上海 广州 深圳 张伟 王芳 地址 姓名 电话 金额 日期 有限公司 订单 数量 商品 价格 备注 客户 中国 重庆".split(" "),
  },
  {
    encodings: ["big5"],
    words: "臺北 高雄 臺中 王小明 陳美麗 地址 姓名 電話 金額 日期 有限公司 訂單 數量 商品 價格 備註 客戶 新竹 國際".split(" "),
  },
  {
    encodings: ["euc-kr"],
    words: "서울 부산 대구 김철수 이영희 주소 이름 전화번호 금액 날짜 주식회사 주문 수량 상품 가격 비고 고객 인천 대전".split(" "),
  },
];
