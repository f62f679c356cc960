import { RowmillError } from "@rowmill/core/errors";

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
export function createOutputEncoder(label: string): OutputEncoder {
  const encoding = nameOf(label);
  if (encoding === "utf-8") {
    return unicode([0xef, 0xbb, 0xbf], (text) => Buffer.from(text));
  }
  if (encoding === "utf-16le") return unicode([0xff, 0xfe], (text) => Buffer.from(text, "utf16le"));
  if (encoding === "utf-16be") return unicode([0xfe, 0xff], (text) => Buffer.from(text, "utf16le").swap16());
  return singleByte(encoding);
}

function nameOf(label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch (cause) {
    throw unknownEncoding(label, cause);
  }
}

/** Of Unicode only half a surrogate pair has no bytes. */
function unicode(byteOrderMark: readonly number[], encode: (text: string) => Uint8Array): OutputEncoder {
  return {
    byteOrderMark: Uint8Array.from(byteOrderMark),
    encode: (text) => encode(text.toWellFormed()),
    firstUnencodable: (text) => (text.isWellFormed() ? undefined : [...text].find((character) => !character.isWellFormed())),
  };
}

function singleByte(encoding: string): OutputEncoder {
  const bytes = byteOfCharacter(encoding);
  return {
    byteOrderMark: new Uint8Array(),
    encode(text) {
      const encoded = new Uint8Array(text.length);
      let size = 0;
      for (const character of text) {
        encoded[size] = bytes.get(character) ?? REPLACEMENT;
        size += 1;
      }
      return encoded.subarray(0, size);
    },
    firstUnencodable(text) {
      for (const character of text) if (!bytes.has(character)) return character;
      return undefined;
    },
  };
}

/** A question mark, as browsers and iconv replace. */
const REPLACEMENT = 0x3f;

function byteOfCharacter(encoding: string): ReadonlyMap<string, number> {
  const decoder = new TextDecoder(encoding);
  const bytes = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1) {
    const character = decoder.decode(Uint8Array.of(byte));
    if (character.length === 1 && character !== "\ufffd") bytes.set(character, byte);
  }
  // Of an encoding with characters of several bytes, most single bytes are no character.
  if (bytes.size < LEAST_CHARACTERS) throw unknownEncoding(encoding);
  return bytes;
}

/** The smallest page of the standard, windows-1255, has 233. */
const LEAST_CHARACTERS = 200;

function unknownEncoding(label: string, cause?: unknown): RowmillError {
  const message = `Files cannot be written in the encoding ${JSON.stringify(label)}: use utf-8, utf-16le, utf-16be, or a single-byte encoding such as windows-1252`;
  return new RowmillError("OPTION_INVALID", message, { cause, retriable: false });
}
