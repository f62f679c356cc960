import { isAscii, isUtf8 } from "node:buffer";
import { guessLegacyEncoding } from "./legacy-encoding.ts";
import { createHighByteSample } from "./high-byte-sample.ts";
import { isEbcdic } from "./unreadable-encoding.ts";
import { byteOrderMark, guessWide } from "./utf16.ts";
import { countUtf8, incompleteTail, type Utf8Count } from "./utf8.ts";

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
export function createEncodingSurvey(): EncodingSurvey {
  let head: Uint8Array | undefined;
  let tail: Uint8Array = new Uint8Array();
  const count: Utf8Count = { valid: 0, invalid: 0 };
  const sample = createHighByteSample();
  let escapes: "iso-2022-jp" | "iso-2022-kr" | undefined;

  return {
    add(chunk) {
      head ??= Uint8Array.from(chunk.subarray(0, HEAD_BYTES));
      if (tail.length === 0 && isAscii(chunk)) {
        escapes ??= escapedEncoding(chunk);
        return;
      }
      const bytes = tail.length === 0 ? chunk : Buffer.concat([tail, chunk]);
      tail = Uint8Array.from(incompleteTail(bytes));
      const whole = bytes.subarray(0, bytes.length - tail.length);
      if (isAscii(whole)) return;
      if (isUtf8(whole)) count.valid += VALID_CHUNK;
      else countUtf8(whole, count);
      sample.add(whole);
    },

    async decide() {
      const start = head ?? new Uint8Array();
      const marked = byteOrderMark(start);
      if (marked !== undefined) return { encoding: marked, byteOrderMark: true, confidence: 1, asciiOnly: false };
      const wide = guessWide(start);
      if (wide !== undefined) return { ...wide, byteOrderMark: false, asciiOnly: false };
      if (escapes !== undefined && count.valid + count.invalid === 0)
        return { encoding: escapes, byteOrderMark: false, confidence: 0.95, asciiOnly: false };
      const invalid = count.invalid + (tail.length > 0 ? 1 : 0);
      if (invalid === 0) return { encoding: "utf-8", byteOrderMark: false, confidence: 1, asciiOnly: count.valid === 0 };
      const share = count.valid / (count.valid + invalid);
      if (share >= MOSTLY_UTF8) return { encoding: "utf-8", byteOrderMark: false, confidence: share, asciiOnly: false };
      if (isEbcdic(start.subarray(0, 4_096))) return { encoding: "ebcdic", byteOrderMark: false, confidence: 0.9, asciiOnly: false };
      return { ...(await guessLegacyEncoding(sample.length() > 0 ? sample.bytes() : tail)), byteOrderMark: false, asciiOnly: false };
    },
  };
}

const HEAD_BYTES = 64 * 1024;
const MOSTLY_UTF8 = 0.8;
/** What a whole valid chunk weighs: its sequences are not counted, which would take ten times as long. */
const VALID_CHUNK = 100;

/** With it ISO-2022 switches between characters of one and of two bytes. */
export const ESCAPE = 0x1b;

/** Whether a text, which is ASCII otherwise, switches to the two-byte characters of ISO-2022-JP or announces those of ISO-2022-KR. */
function escapedEncoding(bytes: Uint8Array): "iso-2022-jp" | "iso-2022-kr" | undefined {
  const at = bytes.indexOf(ESCAPE);
  if (at < 0) return undefined;
  const text = Buffer.from(bytes.subarray(at, at + 4096)).toString("latin1");
  if (text.startsWith("\u001b$)C")) return "iso-2022-kr";
  return ["$B", "$@", "(J"].some((code) => text.includes(`\u001b${code}`)) ? "iso-2022-jp" : undefined;
}
