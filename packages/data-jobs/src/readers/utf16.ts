/** The encoding that a byte order mark at the start of a file names, or `undefined` if there is none. */
export function byteOrderMark(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}

/**
 * Recognizes UTF-16 without a byte order mark by its NUL bytes: digits, delimiters and line ends have one on a fixed
 * side, whatever the script of the words. `undefined` if the bytes are something else.
 */
export function guessUtf16(bytes: Uint8Array): { readonly encoding: "utf-16le" | "utf-16be"; readonly confidence: number } | undefined {
  const pairs = bytes.length >> 1;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < pairs * 2; index += 2) {
    if (bytes[index] === 0) even += 1;
    if (bytes[index + 1] === 0) odd += 1;
  }
  const most = Math.max(even, odd);
  const least = Math.min(even, odd);
  if (pairs < 2 || most < pairs * LEAST_SHARE || least > most * OTHER_SIDE) return undefined;
  return { encoding: odd > even ? "utf-16le" : "utf-16be", confidence: Math.min(0.99, 0.8 + (most / pairs) * 0.2) };
}

/** Delimiters and line ends alone are as many; no other text has a NUL in every fiftieth place. */
const LEAST_SHARE = 0.02;
/** A few NULs on the other side are characters such as U+0100 or U+4E00. */
const OTHER_SIDE = 0.05;
