import { Kind } from "./kind.ts";

/** What sort of thing a word means: the upper byte of its meaning. assembly/values/words.ts has the same numbers. */
const Sort = { Value: 0x100, Month: 0x200, Weekday: 0x300, Currency: 0x400, Zone: 0x500 } as const;

/** The kind of a value that is one well-known word, in any of its usual cases; `Text` for every other. */
export function wordKind(text: string): Kind {
  const known = VALUES.get(text);
  return known === undefined ? Kind.Text : ((known & 0xff) as Kind);
}

/** Whether a text is a word for "there is no value", also one that means it only among numbers. */
export function isNullToken(text: string): boolean {
  const kind = wordKind(text);
  return kind === Kind.NullToken || kind === Kind.WeakNullToken;
}

/** Every word that the reader of values knows, and what it means: a sort, and in the low byte a kind or a number. No word is longer than 16 bytes. */
export function vocabulary(): ReadonlyMap<string, number> {
  return new Map([
    ...VALUES,
    ...MONTHS.flatMap((names, index) => meaning(names, Sort.Month | (index + 1))),
    ...meaning(WEEKDAYS, Sort.Weekday | 1),
    ...exactly(CURRENCIES, Sort.Currency | 1),
    ...Object.entries(ZONES).flatMap(([quarters, names]) => exactly(list(names), Sort.Zone | (ZONE_OF_UTC + Number(quarters)))),
    ...exactly(AMBIGUOUS_ZONES, Sort.Zone | AMBIGUOUS_ZONE),
  ]);
}

/** The number of a month from 1, by its name in one of the languages of dates, in any case; `undefined` if it is none. */
export function monthNumber(name: string): number | undefined {
  const index = MONTHS.findIndex((names) => names.includes(name));
  return index < 0 ? undefined : index + 1;
}

/** Whether a word in lower case is the name of a weekday. */
export function isWeekday(name: string): boolean {
  return WEEKDAYS.includes(name);
}

/** Words before or after an amount, beside the symbols of Unicode's category Sc. */
export function isCurrencyWord(word: string): boolean {
  return CURRENCIES.includes(word);
}

const VALUES: ReadonlyMap<string, number> = new Map([
  ...meaning(
    list(
      "true false yes no on off ja nein oui non sí si sim não nao vrai faux wahr falsch verdadero falso vero verdadeiro falso да нет nee nej tak nie evet hayır",
    ),
    Sort.Value | Kind.Boolean,
  ),
  ...exactly(list("y n t f j o Y N T F J O"), Sort.Value | Kind.BooleanLetter),
  // "Null" is left out: it is a surname. "NA" is weak: it is also Namibia. What Excel shows for an error is no value either.
  ...exactly(
    list("NULL null \\N N/A n/a #N/A #NA <NA> <null> <NULL> (null) (NULL) [NULL] [null] #NULL! #VALUE! #REF! #DIV/0! #NUM! #NAME? NaT"),
    Sort.Value | Kind.NullToken,
  ),
  // A number or a date in a column too narrow for it, as spreadsheets export it.
  ...exactly(
    Array.from({ length: 14 }, (_, more) => "#".repeat(3 + more)),
    Sort.Value | Kind.NullToken,
  ),
  ...exactly(
    list(
      `Null NA na None none NONE nan NaN NAN -nan -NaN nil Nil NIL n.a. N.A. n.d. nd ND N/D n/d N/a #n/a undefined
       NR nr N.R. n.r. N/R n/r (blank) (empty) (none) (unknown) (missing) TBD tbd TBA tba k.A. k.a. n.v. s/d S/D`,
    ),
    Sort.Value | Kind.WeakNullToken,
  ),
  ...meaning(
    [
      ...list("unknown missing unavailable unspecified unbekannt inconnu desconocido sconosciuto onbekend"),
      "not available",
      "not applicable",
      "not specified",
      "not provided",
      "not known",
      "no data",
      "no value",
      "keine angabe",
    ],
    Sort.Value | Kind.WeakNullToken,
  ),
  ...exactly(
    ["Not Available", "Not Applicable", "Not Specified", "Not Provided", "Not Known", "No Data", "No Value", "keine Angabe"],
    Sort.Value | Kind.WeakNullToken,
  ),
  ...exactly(list("- -- --- ---- ----- ? ?? ??? . .. ... : * ** *** – — / _ __"), Sort.Value | Kind.WeakNullToken),
  // What databases make of a date that is none.
  ...exactly(list("0000-00-00 00.00.0000 00/00/0000 00-00-0000"), Sort.Value | Kind.WeakNullToken),
]);

/**
 * English, German, French, Spanish, Italian, Portuguese and Dutch, in full and as they are shortened; Danish, Norwegian, Swedish, Polish,
 * Czech, Russian and Turkish, as they stand in dates.
 */
const MONTHS: readonly (readonly string[])[] = [
  [
    "january",
    "jan",
    "januar",
    "jänner",
    "janvier",
    "janv",
    "enero",
    "ene",
    "gennaio",
    "gen",
    "janeiro",
    "januari",
    "stycznia",
    "ledna",
    "января",
    "ocak",
  ],
  [
    "february",
    "feb",
    "februar",
    "février",
    "févr",
    "fév",
    "febrero",
    "febbraio",
    "fevereiro",
    "fev",
    "februari",
    "lutego",
    "února",
    "февраля",
    "şubat",
  ],
  ["march", "mar", "märz", "mrz", "mär", "mars", "marzo", "março", "maart", "mrt", "marts", "marca", "března", "марта", "mart"],
  ["april", "apr", "avril", "avr", "abril", "abr", "aprile", "kwietnia", "dubna", "апреля", "nisan"],
  ["may", "mai", "mayo", "maggio", "mag", "maio", "mei", "maj", "maja", "května", "мая", "mayıs"],
  ["june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho", "czerwca", "června", "июня", "haziran"],
  ["july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "lipca", "července", "июля", "temmuz"],
  ["august", "aug", "août", "agosto", "ago", "augustus", "augusti", "sierpnia", "srpna", "августа", "ağustos"],
  ["september", "sep", "sept", "septembre", "septiembre", "settembre", "set", "setembro", "września", "září", "сентября", "eylül"],
  [
    "october",
    "oct",
    "oktober",
    "okt",
    "octobre",
    "octubre",
    "ottobre",
    "ott",
    "outubro",
    "out",
    "października",
    "října",
    "октября",
    "ekim",
  ],
  ["november", "nov", "novembre", "noviembre", "novembro", "listopada", "listopadu", "ноября", "kasım"],
  [
    "december",
    "dec",
    "dezember",
    "dez",
    "décembre",
    "déc",
    "diciembre",
    "dic",
    "dicembre",
    "dezembro",
    "desember",
    "grudnia",
    "prosince",
    "декабря",
    "aralık",
  ],
];

const WEEKDAYS = list(
  `monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
   montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so
   lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo`,
);

/** Beside the signs of Unicode's block of currencies, `$`, `¢`, `£`, `¤` and `¥`, which need no word. */
const CURRENCIES = list(
  `USD EUR GBP CHF JPY CNY INR CAD AUD NZD SEK NOK DKK PLN CZK HUF RON BGN TRY RUB UAH BRL MXN ARS CLP COP PEN ZAR KRW TWD HKD SGD
   THB IDR MYR PHP VND ILS AED SAR EGP NGN KES PKR BDT US$ R$ A$ C$ CA$ AU$ HK$ NZ$ S$ NT$ MX$ Rs Rs. kr kr. zł Kč Ft lei Fr. SFr.
   руб руб. TL eur usd gbp 元 円`,
);

/** Names of time zones, by how far they are to the east of Greenwich, in quarters of an hour. `assembly/values/dates.ts` has the two numbers. */
const ZONES: Readonly<Record<string, string>> = {
  "-40": "HST",
  "-36": "AKST",
  "-32": "AKDT PST",
  "-28": "PDT MST",
  "-24": "MDT",
  "-20": "EST CDT",
  "-16": "EDT",
  "0": "UTC GMT WET",
  "4": "CET BST WEST MEZ",
  "8": "CEST EET MESZ",
  "12": "EEST MSK",
  "20": "PKT",
  "32": "SGT HKT",
  "36": "JST KST",
  "40": "AEST",
  "44": "AEDT",
  "48": "NZST",
  "52": "NZDT",
};
const ZONE_OF_UTC = 100;

/** Central and China, India and Israel and Ireland, Atlantic and Arabia: such a time is taken as it stands, in no zone. */
const AMBIGUOUS_ZONES = list("CST IST AST");
const AMBIGUOUS_ZONE = 255;

function list(words: string): string[] {
  return words.split(/\s+/);
}

function exactly(words: readonly string[], of: number): (readonly [string, number])[] {
  return words.map((word) => [word, of]);
}

/** The words in lower case, in capitals, and with a capital in front. */
function meaning(words: readonly string[], of: number): (readonly [string, number])[] {
  return words.flatMap((word) =>
    [word, word.toUpperCase(), (word[0] ?? "").toUpperCase() + word.slice(1)].map((form) => [form, of] as const),
  );
}
