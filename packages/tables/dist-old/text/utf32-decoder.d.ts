import type { PieceDecoder } from "./piece-decoder.ts";
/** Makes a decoder for UTF-32, which `TextDecoder` does not know. Surrogates, and what is beyond Unicode, become U+FFFD. */
export declare function utf32Decoder(encoding: "utf-32le" | "utf-32be"): PieceDecoder;
//# sourceMappingURL=utf32-decoder.d.ts.map
