import { isAscii, isUtf8 } from "node:buffer";

/**
 * Decodes the name of an entry: UTF-8 where the archive says so or the bytes are UTF-8, which no other encoding looks like by
 * chance; otherwise code page 437, which is what the ZIP format names (APPNOTE 6.3.10, appendix D).
 */
export function decodeEntryName(bytes: Uint8Array, saysUtf8: boolean): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (isAscii(buffer)) return buffer.toString("latin1");
  if (saysUtf8 || isUtf8(buffer)) return buffer.toString("utf8");
  let name = "";
  for (const byte of buffer) name += byte < 0x80 ? String.fromCharCode(byte) : CP437[byte - 0x80];
  return name;
}

/** The upper half of code page 437. */
const CP437 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";
