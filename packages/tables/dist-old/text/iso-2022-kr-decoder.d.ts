import type { PieceDecoder } from "./piece-decoder.ts";
/**
 * Makes a decoder for ISO-2022-KR (RFC 1557), which `TextDecoder` refuses to read: ASCII, and between shift-out and shift-in
 * the characters of EUC-KR without their high bits. The mark at the start, ESC `$)C`, is left out.
 */
export declare function iso2022KrDecoder(): PieceDecoder;
//# sourceMappingURL=iso-2022-kr-decoder.d.ts.map
