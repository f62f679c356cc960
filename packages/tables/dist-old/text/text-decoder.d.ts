import type { PieceDecoder } from "./piece-decoder.ts";
/**
 * Makes a decoder for a label: those of the WHATWG Encoding Standard, and what it leaves out, UTF-32 (`utf-32le`, `utf-32be`), `iso-2022-kr`,
 * and the code pages of DOS `ibm437`, `ibm850`, `ibm852` and `ibm855`, also as `cp437` and so on. What is no character becomes U+FFFD.
 * @throws RangeError for an unknown label
 */
export declare function textDecoder(label: string): PieceDecoder;
//# sourceMappingURL=text-decoder.d.ts.map
