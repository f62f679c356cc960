import { detectAll } from "jschardet";

/**
 * Guesses an encoding from a sample that is not UTF-8. Western text is the rule: `windows-1252` if there are bytes
 * from 0x80 to 0x9F, which ISO-8859-1 uses for control characters, else `iso-8859-1`; both decode the same way then.
 * Another encoding needs twice the evidence for windows-1252, as jschardet sees it: on short texts it finds Central
 * Europe everywhere.
 */
export function guessLegacyEncoding(sample: Uint8Array): { readonly encoding: string; readonly confidence: number } {
  const western = { encoding: hasC1(sample) ? "windows-1252" : "iso-8859-1", confidence: 0.6 };
  if (countHigh(sample) < LEAST_HIGH_BYTES) return western;
  const guesses = detectAll(sample, { detectEncodings: CANDIDATES });
  const [best] = guesses;
  const evidence = guesses.find((guess) => guess.encoding?.toLowerCase() === "windows-1252")?.confidence ?? 0;
  if (!best?.encoding || best.confidence < LEAST_CONFIDENCE) return western;
  const encoding = best.encoding.toLowerCase();
  if (encoding === "windows-1252") return { ...western, confidence: 0.8 };
  return best.confidence >= evidence * 2 ? { encoding, confidence: 0.5 + Math.min(0.4, best.confidence * 2) } : western;
}

const LEAST_HIGH_BYTES = 4;
/** jschardet 4 gives tens of bytes of right text 0.02 to 0.2, and chance less. */
const LEAST_CONFIDENCE = 0.02;
/** What files of today are written in, of what `TextDecoder` knows. */
const CANDIDATES = [
  "windows-1252",
  "windows-1250",
  "windows-1251",
  "windows-1253",
  "windows-1255",
  "koi8-r",
  "shift_jis",
  "euc-jp",
  "gb18030",
  "big5",
  "euc-kr",
];

function hasC1(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte >= 0x80 && byte <= 0x9f);
}

function countHigh(bytes: Uint8Array): number {
  return bytes.reduce((count, byte) => (byte >= 0x80 ? count + 1 : count), 0);
}
