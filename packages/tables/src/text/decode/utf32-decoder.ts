import type { PieceDecoder } from "./piece-decoder.ts";

/** Makes a decoder for UTF-32, which `TextDecoder` does not know. Surrogates, and what is beyond Unicode, become U+FFFD. */
export function utf32Decoder(encoding: "utf-32le" | "utf-32be"): PieceDecoder {
  let rest: Uint8Array = new Uint8Array();
  let isStart = true;

  function decode(bytes: Uint8Array = new Uint8Array(), { stream = false } = {}): string {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const whole = all.length - (all.length % 4);
    const text = codePoints(all.subarray(0, whole)) + (!stream && whole < all.length ? "\ufffd" : "");
    rest = stream ? Uint8Array.from(all.subarray(whole)) : new Uint8Array();
    const marked = isStart && text.startsWith("\ufeff");
    isStart = !stream || (isStart && text === "");
    return marked ? text.slice(1) : text;
  }

  function codePoints(bytes: Uint8Array): string {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const parts: string[] = [];
    const points: number[] = [];
    for (let at = 0; at < bytes.length; at += 4) {
      const point = view.getUint32(at, encoding === "utf-32le");
      points.push(point > 0x10ffff || (point >= 0xd800 && point < 0xe000) ? 0xfffd : point);
      // More arguments than this would not fit a call.
      if (points.length === MOST_ARGUMENTS) parts.push(String.fromCodePoint(...points.splice(0)));
    }
    return parts.join("") + String.fromCodePoint(...points);
  }

  return { encoding, decode };
}

const MOST_ARGUMENTS = 4_096;
