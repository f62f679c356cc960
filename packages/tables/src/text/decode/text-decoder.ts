import { CODE_PAGES } from "./code-pages.ts";
import { cp949Decoder } from "./cp949-decoder.ts";
import { iso2022KrDecoder } from "./iso-2022-kr-decoder.ts";
import type { PieceDecoder } from "./piece-decoder.ts";
import { REPAIRED_UTF8, repairedUtf8Decoder } from "./repaired-utf8-decoder.ts";
import { utf32Decoder } from "./utf32-decoder.ts";

/**
 * Makes a decoder for a label: those of the WHATWG Encoding Standard, and what it leaves out, UTF-32 (`utf-32le`, `utf-32be`), `iso-2022-kr`,
 * and code pages: of DOS (`ibm437`, `ibm720`, `ibm737`, `ibm775`, `ibm850`, `ibm852`, `ibm855`, `ibm857`, `ibm860` to `ibm862`, `ibm869`, `ibm1125`,
 * also as `cp437` and so on), of the old Mac (`x-mac-ce`, `x-mac-greek`, `x-mac-iceland`, `x-mac-turkish`), and `kz-1048` and `pt154` of Kazakhstan;
 * and `utf-8+windows-1252` (see `repairedUtf8Decoder`). What is no character becomes U+FFFD.
 * @throws RangeError for an unknown label
 */
export function textDecoder(label: string): PieceDecoder {
  const encoding = label
    .trim()
    .toLowerCase()
    .replace(/^cp-?(?=\d{3}$|1125$)/, "ibm");
  if (encoding === "utf-32le" || encoding === "utf-32be") return utf32Decoder(encoding);
  if (encoding === REPAIRED_UTF8) return repairedUtf8Decoder();
  if (encoding === "iso-2022-kr") return iso2022KrDecoder();
  const upper = CODE_PAGES.get(encoding);
  if (upper !== undefined) return { encoding, decode: (bytes = new Uint8Array()) => decodePage(bytes, upper) };
  const decoder = new TextDecoder(label);
  return decoder.encoding === "euc-kr" ? cp949Decoder() : decoder;
}

function decodePage(bytes: Uint8Array, upper: string): string {
  const codes = new Uint16Array(bytes.length);
  for (const [index, byte] of bytes.entries()) codes[index] = byte < 0x80 ? byte : upper.charCodeAt(byte - 0x80);
  return new TextDecoder("utf-16le", { ignoreBOM: true }).decode(codes);
}
