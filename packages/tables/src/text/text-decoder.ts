import { iso2022KrDecoder } from "./iso-2022-kr-decoder.ts";
import type { PieceDecoder } from "./piece-decoder.ts";
import { utf32Decoder } from "./utf32-decoder.ts";

/**
 * Makes a decoder for a label: those of the WHATWG Encoding Standard, and what it leaves out, UTF-32 (`utf-32le`, `utf-32be`), `iso-2022-kr`,
 * and the code pages of DOS `ibm437`, `ibm850`, `ibm852` and `ibm855`, also as `cp437` and so on. What is no character becomes U+FFFD.
 * @throws RangeError for an unknown label
 */
export function textDecoder(label: string): PieceDecoder {
  const encoding = label
    .trim()
    .toLowerCase()
    .replace(/^cp-?(?=\d{3}$)/, "ibm");
  if (encoding === "utf-32le" || encoding === "utf-32be") return utf32Decoder(encoding);
  if (encoding === "iso-2022-kr") return iso2022KrDecoder();
  const upper = CODE_PAGES.get(encoding);
  if (upper === undefined) return new TextDecoder(label);
  return { encoding, decode: (bytes = new Uint8Array()) => decodePage(bytes, upper) };
}

/** The upper halves of code pages, as unicode.org has them. */
const CODE_PAGES: ReadonlyMap<string, string> = new Map([
  [
    "ibm437",
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0",
  ],
  [
    "ibm850",
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0",
  ],
  [
    "ibm852",
    "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0",
  ],
  [
    "ibm855",
    "ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪаАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐└┴┬├─┼кК╚╔╩╦╠═╬¤лЛмМнНоОп┘┌█▄Пя▀ЯрРсСтТуУжЖвВьЬ№\u00adыЫзЗшШэЭщЩчЧ§■\u00a0",
  ],
]);

function decodePage(bytes: Uint8Array, upper: string): string {
  const codes = new Uint16Array(bytes.length);
  for (const [index, byte] of bytes.entries()) codes[index] = byte < 0x80 ? byte : upper.charCodeAt(byte - 0x80);
  return new TextDecoder("utf-16le", { ignoreBOM: true }).decode(codes);
}
