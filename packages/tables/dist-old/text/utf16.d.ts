/** Encodings whose characters have more than one byte each, so that text is full of NULs. */
export type WideEncoding = "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be";
/** The encoding that a byte order mark at the start of a file names, or `undefined` if there is none. */
export declare function byteOrderMark(bytes: Uint8Array): "utf-8" | WideEncoding | undefined;
/**
 * Recognizes UTF-16 and UTF-32 without a byte order mark by their NUL bytes: digits, delimiters and line ends have one on a fixed
 * side in UTF-16, whatever the script of the words, and every character of UTF-32 has its own. `undefined` if the bytes are something else.
 */
export declare function guessWide(bytes: Uint8Array):
  | {
      readonly encoding: WideEncoding;
      readonly confidence: number;
    }
  | undefined;
//# sourceMappingURL=utf16.d.ts.map
