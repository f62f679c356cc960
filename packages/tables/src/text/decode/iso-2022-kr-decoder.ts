import type { PieceDecoder } from "./piece-decoder.ts";

/**
 * Makes a decoder for ISO-2022-KR (RFC 1557), which `TextDecoder` refuses to read: ASCII, and between shift-out and shift-in
 * the characters of EUC-KR without their high bits. The mark at the start, ESC `$)C`, is left out.
 */
export function iso2022KrDecoder(): PieceDecoder {
  const decoder = new TextDecoder("euc-kr");
  let isShifted = false;
  let held: Uint8Array = new Uint8Array();

  function decode(bytes: Uint8Array = new Uint8Array(), { stream = false } = {}): string {
    const all = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    const out = new Uint8Array(all.length);
    let length = 0;
    let at = 0;
    for (; at < all.length; at += 1) {
      const byte = all[at] ?? 0;
      if (byte === ESCAPE) {
        if (stream && at + MARK.length > all.length) break;
        if (MARK.every((sign, index) => all[at + index] === sign)) at += MARK.length - 1;
        else out[length++] = byte;
      } else if (byte === SHIFT_OUT || byte === SHIFT_IN) isShifted = byte === SHIFT_OUT;
      else {
        // A line ends the shift, as the standard has it.
        if (byte === LINE_FEED) isShifted = false;
        out[length++] = isShifted && byte > 0x20 && byte < 0x7f ? byte | 0x80 : byte;
      }
    }
    held = Uint8Array.from(all.subarray(at));
    const text = decoder.decode(out.subarray(0, length), { stream });
    if (!stream) isShifted = false;
    return text;
  }

  return { encoding: "iso-2022-kr", decode };
}

const ESCAPE = 0x1b;
const SHIFT_OUT = 0x0e;
const SHIFT_IN = 0x0f;
const LINE_FEED = 0x0a;
const MARK = [ESCAPE, 0x24, 0x29, 0x43];
