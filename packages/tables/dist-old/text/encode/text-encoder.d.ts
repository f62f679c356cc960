/** Turns text into bytes of an encoding. */
export interface OutputEncoder {
  /** What stands at the start of a file with a byte order mark; empty where the encoding has none. */
  readonly byteOrderMark: Uint8Array;
  /** The bytes of a text. Characters without a place in the encoding are replaced. */
  encode(text: string): Uint8Array;
  /** The first character of a text that the encoding cannot say. */
  firstUnencodable(text: string): string | undefined;
}
/**
 * Makes an encoder for UTF-8, UTF-16 and the single-byte encodings of the WHATWG Encoding Standard (`windows-1252`, `iso-8859-2`, ...).
 * @throws RowmillError `OPTION_INVALID` for any other label
 */
export declare function createOutputEncoder(label: string): OutputEncoder;
//# sourceMappingURL=text-encoder.d.ts.map
