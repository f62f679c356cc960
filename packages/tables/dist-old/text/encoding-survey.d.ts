/** How a file's bytes become text, and how sure that is. */
export interface EncodingGuess {
  /** A label of the WHATWG Encoding Standard, in lower case: `utf-8`, `utf-16le`, `windows-1252`. */
  readonly encoding: string;
  /** Whether the file starts with a byte order mark. */
  readonly byteOrderMark: boolean;
  /** 0 to 1. */
  readonly confidence: number;
  /** Whether every byte seen was ASCII: a later byte may still decide otherwise. */
  readonly asciiOnly: boolean;
}
/** Looks at the bytes of a file, from its start, and decides the encoding at the end. */
export interface EncodingSurvey {
  add(chunk: Uint8Array): void;
  decide(): Promise<EncodingGuess>;
}
/**
 * Makes a survey. In this order: a byte order mark; the NUL bytes of UTF-16 and UTF-32; UTF-8 if at least four of five non-ASCII
 * sequences are valid; else an encoding with one or two bytes a character (see `guessLegacyEncoding`).
 *
 * Feed it the whole file where that can be read twice: Node checks several gigabytes per second, and only then is a file
 * right whose first non-ASCII byte comes late.
 */
export declare function createEncodingSurvey(): EncodingSurvey;
/** With it ISO-2022 switches between characters of one and of two bytes. */
export declare const ESCAPE = 27;
//# sourceMappingURL=encoding-survey.d.ts.map
