/** Encodings whose characters have more than one byte each, so that text is full of NULs. */
export type WideEncoding = "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be";

/** The encoding that a byte order mark at the start of a file names, or `undefined` if there is none. */
export function byteOrderMark(bytes: Uint8Array): "utf-8" | WideEncoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe && bytes[2] === 0 && bytes[3] === 0) return "utf-32le";
  if (bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0xfe && bytes[3] === 0xff) return "utf-32be";
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}

/**
 * Recognizes UTF-16 and UTF-32 without a byte order mark by their NUL bytes: digits, delimiters and line ends have one on a fixed
 * side in UTF-16, whatever the script of the words, and every character of UTF-32 has its own. `undefined` if the bytes are something else.
 */
export function guessWide(bytes: Uint8Array): { readonly encoding: WideEncoding; readonly confidence: number } | undefined {
  return guessUtf32(bytes) ?? guessUtf16(bytes);
}

/** No code point is above U+10FFFF: each fourth byte is NUL, and the one beside it at most 16. */
function guessUtf32(bytes: Uint8Array): { readonly encoding: "utf-32le" | "utf-32be"; readonly confidence: number } | undefined {
  const end = bytes.length - (bytes.length % 4);
  if (end < 8) return undefined;
  for (const [encoding, top, next] of [
    ["utf-32le", 3, 2],
    ["utf-32be", 0, 1],
  ] as const) {
    let at = 0;
    while (at < end && bytes[at + top] === 0 && (bytes[at + next] ?? 0) <= 16) at += 4;
    if (at === end) return { encoding, confidence: 0.99 };
  }
  return undefined;
}

function guessUtf16(bytes: Uint8Array): { readonly encoding: "utf-16le" | "utf-16be"; readonly confidence: number } | undefined {
  const pairs = bytes.length >> 1;
  let even = 0;
  let odd = 0;
  let plain = 0;
  for (let index = 0; index < pairs * 2; index += 2) {
    if (bytes[index] === 0) even += 1;
    if (bytes[index + 1] === 0) odd += 1;
    if (isAsciiText(bytes[index])) plain += 1;
    if (isAsciiText(bytes[index + 1])) plain += 1;
  }
  const most = Math.max(even, odd);
  if (pairs < 2 || most < pairs * LEAST_SHARE) return undefined;
  // ASCII with a few NULs; in UTF-16 half of the bytes of such letters would be NUL.
  if (plain + even + odd === pairs * 2 && most < pairs * 0.5) return undefined;
  const confidence = Math.round(Math.min(0.99, 0.8 + (most / pairs) * 0.2) * 100) / 100;
  const isOneSided = Math.min(even, odd) <= most * OTHER_SIDE;
  const little = oddCharacters(bytes.subarray(0, pairs * 2), "utf-16le");
  const big = oddCharacters(bytes.subarray(0, pairs * 2), "utf-16be");
  // Most text decides this by its NULs alone. Characters such as U+4E00 and U+5F00 have one on the other side.
  if (isOneSided && little === big) return { encoding: odd > even ? "utf-16le" : "utf-16be", confidence };
  const isClear = Math.min(little, big) * 10 <= Math.max(little, big) && Math.min(little, big) <= pairs * MOST_ODD;
  if (isClear && (isOneSided || plain < pairs * 2 * MOSTLY_ASCII)) return { encoding: little < big ? "utf-16le" : "utf-16be", confidence };
  return isOneSided ? { encoding: odd > even ? "utf-16le" : "utf-16be", confidence } : undefined;
}

/**
 * How many characters of a text stand in none: what no character has, private use, halves of pairs, controls; and what a line end or a tab becomes in
 * the other order of bytes (U+0A00, U+0D00, U+0900).
 */
function oddCharacters(bytes: Uint8Array, encoding: "utf-16le" | "utf-16be"): number {
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  return text.match(ODD)?.length ?? 0;
}

// oxlint-disable-next-line no-control-regex -- They are what is looked for.
const ODD = /[\p{Cn}\p{Co}\p{Cs}\ufffd\u0a00\u0d00\u0900\u2c00\u0001-\u0008\u000e-\u001a\u001c-\u001f]/gu;
const MOST_ODD = 0.01;
/** Of Chinese in UTF-16, about half of the bytes look like ASCII. */
const MOSTLY_ASCII = 0.8;

function isAsciiText(byte = 0): boolean {
  return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);
}

/** Delimiters and line ends alone are as many; no other text has a NUL in every fiftieth place. */
const LEAST_SHARE = 0.02;
/** A few NULs on the other side are characters such as U+0100 or U+4E00. */
const OTHER_SIDE = 0.05;
