import { countOf } from "./count-of.ts";
import { coherence } from "./letters-of-languages.ts";
import { textDecoder } from "./decode/text-decoder.ts";
import { isEucTw } from "./unreadable-encoding.ts";

/** An encoding of one or two bytes a character, maybe one that nothing decodes (`UnreadableEncoding`), and how sure it is. */
export interface LegacyGuess {
  readonly encoding: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/**
 * Guesses an encoding from a sample that is not UTF-8, whole lines that hold non-ASCII bytes.
 *
 * jschardet says how well each encoding fits, from the letter pairs of the languages that are written in it. On short texts that is
 * close: the five letters of a few names fit Hungarian nearly as well as Spanish. So each counts as much as it is usual, and one that
 * leaves signs no text has (controls, letters of two scripts in one word, capitals inside words), or letters that no one language has,
 * counts less.
 */
export async function guessLegacyEncoding(sample: Uint8Array): Promise<LegacyGuess> {
  if (isHalfWidthKana(sample)) return { encoding: "shift_jis", confidence: 0.9 };
  const western = westernEncoding(sample);
  if (isUsualSigns(textDecoder("windows-1252").decode(sample))) return { encoding: western, confidence: 0.75 };
  const { found, johab, unread } = await readings(sample);
  const ranked = found.toSorted((a, b) => b.weight - a.weight);
  const [best] = ranked;
  if (johab > 0.2 && johab > 2 * (best?.weight ?? 0)) return { encoding: "johab", confidence: johab };
  if (best?.encoding === "gb18030" && isEucTw(sample)) return { encoding: "euc-tw", confidence: 0.9 };
  if (!best || best.weight === 0) return { encoding: western, confidence: 0.4 };
  const rival = ranked.find(({ text }) => text !== best.text)?.weight ?? 0;
  const isWestern = best.text === textDecoder("windows-1252").decode(sample);
  const confidence = confidenceOf(best.weight, rival);
  return {
    encoding: isWestern ? western : best.encoding,
    confidence: unread > best.likelihood * CLEARLY ? Math.min(confidence, UNREAD) : confidence,
  };
}

/** An encoding that nothing here decodes fits so much better than the best one that it is rather that. */
const CLEARLY = 1.5;
/** How sure a reading is then. */
const UNREAD = 0.5;

interface Reading {
  readonly encoding: string;
  readonly text: string;
  readonly weight: number;
  /** What jschardet says. */
  readonly likelihood: number;
}

/** What the sample says in each encoding that it may be in; and how well it fits Johab, and others that nothing decodes. */
async function readings(sample: Uint8Array): Promise<{ readonly found: Reading[]; readonly johab: number; readonly unread: number }> {
  // Loaded when needed: most files are UTF-8.
  const { detectAll } = await import("jschardet");
  const found: Reading[] = [];
  let johab = 0;
  let unread = 0;
  // A single copyright sign, or letter: no language shows in that.
  const isFew = sample.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0) < FEW_BYTES;
  for (const { encoding: name, confidence } of detectAll(sample)) {
    if (name === "Johab") johab = confidence;
    const encoding = name === null ? undefined : LABELS.get(name.toLowerCase());
    if (encoding === undefined && name !== null && !LIKE_OTHERS.test(name)) unread = Math.max(unread, confidence);
    if (encoding === undefined || found.some((other) => other.encoding === encoding)) continue;
    const text = textDecoder(encoding).decode(sample);
    const isOdd = EAST_ASIAN.includes(encoding) && (isForeignKana(encoding, text) || isBesideLatin(text));
    const usual = isOdd ? 0.2 : isFew && encoding !== "windows-1252" ? 0.02 : (USUAL.get(encoding) ?? 1);
    found.push({
      encoding,
      text,
      weight: confidence * usual * soundness(text) * coherence(text) ** 3 * vowelShare(text),
      likelihood: confidence,
    });
  }
  if (!found.some(({ encoding }) => encoding === "windows-1252")) {
    const text = textDecoder("windows-1252").decode(sample);
    found.push({ encoding: "windows-1252", text, weight: LEAST_WEIGHT * soundness(text) * coherence(text) ** 3, likelihood: 0 });
  }
  for (const encoding of EAST_ASIAN) {
    if (found.some((other) => other.encoding === encoding)) continue;
    const text = textDecoder(encoding).decode(sample);
    const weight = isForeignKana(encoding, text) ? 0 : eastAsianWeight(text);
    if (weight > 0) found.push({ encoding, text, weight: weight * soundness(text), likelihood: 0 });
  }
  if (isHangul(sample)) {
    const text = textDecoder("euc-kr").decode(sample);
    found.push({ encoding: "euc-kr", text, weight: HANGUL_WEIGHT * soundness(text), likelihood: HANGUL_WEIGHT });
  }
  return { found, johab, unread };
}

const EAST_ASIAN = ["shift_jis", "euc-jp", "big5", "gb18030", "euc-kr"];

/**
 * What a text in an East Asian encoding weighs that jschardet does not see: a few names. Kana, which no other bytes become, weigh much;
 * Chinese characters and Hangul little, as other letters become them by chance, but then with Latin letters beside them.
 */
function eastAsianWeight(text: string): number {
  const high = countOf(text, NOT_ASCII);
  if (high === 0) return 0;
  const letters = countOf(text, EAST_ASIAN_LETTER);
  if (letters < high * 0.7 || isBesideLatin(text)) return 0;
  return hasKana(text) ? KANA_WEIGHT : LEAST_WEIGHT;
}

/**
 * Whether the bytes are Hangul in EUC-KR or CP949: nearly all pairs are of the syllables that Korean uses every day, few of the rare ones that CP949
 * added, and hardly any are Chinese characters. In Chinese encodings half of the pairs stand where those are.
 */
function isHangul(bytes: Uint8Array): boolean {
  const different = new Set<number>();
  let usual = 0;
  let rare = 0;
  let others = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1] ?? 0;
    at += 1;
    if (lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1) {
      usual += 1;
      different.add(lead * 256 + trail);
    } else if (lead <= 0xc6 && ((trail >= 0x41 && trail <= 0x5a) || (trail >= 0x61 && trail <= 0x7a) || trail >= 0x81)) rare += 1;
    else others += 1;
  }
  return different.size >= LEAST_SYLLABLES && rare * 3 <= usual && others * 20 <= usual;
}

/** The chance that so many different Chinese characters all look like Hangul is one in five hundred. */
const LEAST_SYLLABLES = 10;
const HANGUL_WEIGHT = 0.5;

/** Whether a reading as Chinese or Korean has the kana of Japanese: their encodings have them in the same places as EUC-JP. */
function isForeignKana(encoding: string, text: string): boolean {
  return (encoding === "gb18030" || encoding === "big5" || encoding === "euc-kr") && hasKana(text);
}

/** Whether one in five East Asian letters has a Latin one beside it: in `Andr駱` only the bytes of an accented letter and the next one look like one. */
function isBesideLatin(text: string): boolean {
  return countOf(text, BESIDE_LATIN) > countOf(text, EAST_ASIAN_LETTER) * 0.2;
}

function hasKana(text: string): boolean {
  return countOf(text, KANA) >= countOf(text, NOT_ASCII) * 0.15;
}

const EAST_ASIAN_LETTER = /[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uff60]/g;
const BESIDE_LATIN = /[A-Za-z][\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3][A-Za-z]/g;
const KANA = /[\u3041-\u30fe]/g;
const KANA_WEIGHT = 0.3;

const FEW_BYTES = 2;

/** What Western text weighs where jschardet sees no language at all: a lone pound sign. */
const LEAST_WEIGHT = 0.015;

/** Encodings that fit by chance: of mainframes, of Urdu, and of terminals by HP, which have the letters of Latin-1 in other places. */
const LIKE_OTHERS = /^(?:cp(?:037|273|424|500|875|1006|1026|1140)|hp-roman8)$/i;

/** jschardet's names, in lower case, and the label by which `textDecoder` knows the encoding. The others nobody can read. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ...[1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258].map((page) => [`windows-${page}`, `windows-${page}`] as const),
  ...[1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258].map((page) => [`cp${page}`, `windows-${page}`] as const),
  ...[2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16].flatMap((part) => [
    [`iso-8859-${part}`, `iso-8859-${part}`] as const,
    [`iso8859-${part}`, `iso-8859-${part}`] as const,
  ]),
  ["iso-8859-1", "windows-1252"],
  ["iso-8859-9", "windows-1254"],
  ["cp874", "windows-874"],
  ["tis-620", "windows-874"],
  ["koi8-r", "koi8-r"],
  ["koi8-u", "koi8-u"],
  ["macroman", "macintosh"],
  ["maccyrillic", "x-mac-cyrillic"],
  ["ibm866", "ibm866"],
  ["cp866", "ibm866"],
  ["cp437", "ibm437"],
  ["cp850", "ibm850"],
  ["cp858", "ibm850"],
  ["cp852", "ibm852"],
  ["ibm855", "ibm855"],
  ["cp855", "ibm855"],
  ...[720, 737, 775, 857, 860, 861, 862, 869, 1125].map((page) => [`cp${page}`, `ibm${page}`] as const),
  ["kz1048", "kz-1048"],
  ["ptcp154", "pt154"],
  ["mac-latin2", "x-mac-ce"],
  ["maclatin2", "x-mac-ce"],
  ["maccentraleurope", "x-mac-ce"],
  ["macgreek", "x-mac-greek"],
  ["macturkish", "x-mac-turkish"],
  ["maciceland", "x-mac-iceland"],
  ["shift_jis", "shift_jis"],
  ["cp932", "shift_jis"],
  ["shift-jis", "shift_jis"],
  ["euc-jp", "euc-jp"],
  ["iso-2022-jp", "iso-2022-jp"],
  ["gb2312", "gb18030"],
  ["gbk", "gb18030"],
  ["gb18030", "gb18030"],
  ["big5", "big5"],
  ["big5-hkscs", "big5"],
  ["euc-kr", "euc-kr"],
  ["cp949", "euc-kr"],
]);

/** How usual an encoding is in files of today, beside 1. */
const USUAL: ReadonlyMap<string, number> = new Map([
  ["windows-1256", 0.85],
  ["windows-1252", 1.6],
  ["windows-1254", 1.8],
  ["iso-8859-2", 0.97],
  ["iso-8859-3", 0.5],
  ["iso-8859-4", 0.5],
  ["iso-8859-8", 0.9],
  ["iso-8859-10", 0.4],
  ["iso-8859-13", 0.7],
  ["iso-8859-14", 0.4],
  ["iso-8859-15", 1.5],
  ["iso-8859-16", 0.8],
  ["windows-1257", 1],
  ["windows-1258", 0.7],
  ["x-mac-cyrillic", 0.98],
  ["ibm850", 0.95],
  ["ibm437", 0.9],
  ["ibm852", 0.75],
  ["ibm775", 0.85],
  ["ibm857", 0.8],
  ["ibm860", 0.8],
  ["ibm861", 0.8],
  ["ibm1125", 0.85],
  ["pt154", 0.9],
  ["x-mac-ce", 0.7],
  ["x-mac-iceland", 0.8],
  ["x-mac-turkish", 0.8],
]);

/** How much of what is not ASCII can be text, squared, 0 to 1. */
function soundness(text: string): number {
  const high = countOf(text, NOT_ASCII);
  if (high === 0) return 0;
  let odd = 0;
  for (const count of ODDITIES) {
    odd += count(text);
    // Most encodings are out of the question by then.
    if (odd >= high) return 0;
  }
  return (1 - odd / high) ** 2;
}

/** What no text has, the quickest to count first. */
const ODDITIES: readonly ((text: string) => number)[] = [
  (text) => countOf(text, NO_TEXT) * 4,
  (text) => countOf(text, TWO_SCRIPTS),
  (text) => countOf(text, CAPITAL_INSIDE),
  (text) => countOf(text, SIGN_INSIDE),
  (text) => countOf(text, MARK_ALONE),
  boxesInWords,
  lettersOfInvertedWords,
];

// eslint-disable-next-line no-control-regex -- finding them is the point
const NOT_ASCII = /[^\u0000-\u007f]/g;
/** Controls, what no bytes should become, private use. */
const NO_TEXT = /[\u0080-\u009f\ufffd\ue000-\uf8ff]/g;
const TWO_SCRIPTS =
  /[A-Za-z\u00c0-\u024f](?=[\u0370-\u05ff\u0600-\u06ff\u0e00-\u0e7f])|[\u0370-\u05ff\u0600-\u06ff\u0e00-\u0e7f](?=[A-Za-z\u00c0-\u024f])/g;
/** Quotes, currencies, fractions, box drawings: no word has them in it. */
const SIGN_INSIDE =
  /\p{L}(?=[\u00a1-\u00a9\u00ab-\u00b1\u00b4\u00b6\u00b8-\u00b9\u00bb-\u00bf\u00d7\u00f7\u02c6-\u02dd\u2013-\u2018\u201a-\u203a\u20ac\u2122\u2190-\u25ff]\p{L})/gu;
const CAPITAL_INSIDE = /\p{Ll}(?=\p{Lu})/gu;
/** A vowel sign that stands on nothing. */
const MARK_ALONE = /(?<![\p{L}\p{M}])\p{Mn}/gu;

const BOX = /[\u2500-\u259f]/g;

/** How many lines of drawn tables, or shades, stand in words: they have blanks around them. */
function boxesInWords(text: string): number {
  if (text.search(BOX) < 0) return 0;
  const words = text.match(/[\p{L}\p{N}\u2500-\u259f]+/gu) ?? [];
  return words.reduce((sum, word) => sum + (/[\p{L}\p{N}]/u.test(word) ? countOf(word, BOX) : 0), 0);
}

/** How many letters of words that go on in capitals after a small letter are not ASCII: all of such a word is wrong, not only one letter. */
function lettersOfInvertedWords(text: string): number {
  return (text.match(/\p{Ll}\p{Lu}{2,}\p{L}*/gu) ?? []).reduce((sum, word) => sum + countOf(word, NOT_ASCII), 0);
}

/** What Cyrillic and Thai text is worth by its vowels: hardly any among many letters, and the bytes meant something else. */
function vowelShare(text: string): number {
  return SCRIPTS.some(({ letter, vowel, least }) => {
    const letters = countOf(text, letter);
    return letters >= 8 && countOf(text, vowel) < letters * least;
  })
    ? 0.4
    : 1;
}

const SCRIPTS = [
  { letter: /[\u0400-\u04ff]/g, vowel: /[аеиоуыэюяёєіїѣў]/gi, least: 0.25 },
  { letter: /[\u0e01-\u0e4e]/g, vowel: /[\u0e30-\u0e3a\u0e40-\u0e4e]/g, least: 0.25 },
];

/** Whether all that is not ASCII are signs as they stand in tables of every language: degrees, squares, typographic quotes. */
function isUsualSigns(text: string): boolean {
  const signs = text.match(NOT_ASCII) ?? [];
  return signs.length > 0 && signs.every((sign) => "\u00a0°²³µ·€£§©®™–—…‘’“”„•«»½¼¾×±".includes(sign));
}

/** Whether the bytes are half-width kana: voicing signs stand behind what can be voiced, and nowhere else. Bank files of Japan are in them. */
function isHalfWidthKana(bytes: Uint8Array): boolean {
  let voiced = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    const before = bytes[index - 1] ?? 0;
    if (byte < 0x80) continue;
    if (byte < 0xa1 || byte > 0xdf) return false;
    if (byte < 0xde) continue;
    const canBe = (before >= 0xca && before <= 0xce) || (byte === 0xde && ((before >= 0xb6 && before <= 0xc4) || before === 0xb3));
    if (!canBe) return false;
    voiced += 1;
  }
  return voiced > 1;
}

/** Fitted by eye to texts of known encodings: how often a guess with such a lead was right. */
function confidenceOf(weight: number, rival: number): number {
  const lead = 1 - rival / weight;
  return Math.round(100 * Math.min(0.99, 0.6 + 0.25 * Math.min(1, lead * 3) + Math.min(0.14, weight))) / 100;
}

/**
 * Western text has one of three names. ISO-8859-15 differs from ISO-8859-1 in eight places: the euro sign, where the other has a
 * sign that nobody uses, and letters, where the other has signs that stand in no word.
 */
function westernEncoding(sample: Uint8Array): string {
  if (sample.some((byte) => byte >= 0x80 && byte <= 0x9f)) return "windows-1252";
  const text = textDecoder("iso-8859-15").decode(sample);
  return /€|\p{Ll}[ŠšŽžŒœŸ]|[ŠšŽžŒœ]\p{Ll}/u.test(text) ? "iso-8859-15" : "iso-8859-1";
}
