import { RowmillError } from "@rowmill/core/errors";

/** Encodings that are recognized and that nothing here decodes. */
export type UnreadableEncoding = "johab" | "euc-tw" | "ebcdic";

const NAMES: ReadonlyMap<string, string> = new Map<UnreadableEncoding, string>([
  ["johab", "Johab, an old Korean encoding"],
  ["euc-tw", "EUC-TW, an old Chinese encoding"],
  ["ebcdic", "EBCDIC, the encoding of mainframes"],
]);

/**
 * Refuses text in an encoding that is known and cannot be read, before it becomes letters that nobody wrote.
 * @throws RowmillError `FILE_FORMAT_UNSUPPORTED`
 */
export function assertReadable(encoding: string): void {
  const name = NAMES.get(encoding);
  if (name === undefined) return;
  const advice = "Convert it to UTF-8, or say in the option encoding what it is if that is wrong";
  throw new RowmillError("FILE_FORMAT_UNSUPPORTED", `The text is written in ${name}, which is not read. ${advice}`, {
    details: { looksLike: encoding },
    retriable: false,
  });
}

/** Whether bytes are the letters, digits and blanks of EBCDIC, where a blank is 0x40 and a line ends with 0x15, 0x25 or not at all. */
export function isEbcdic(bytes: Uint8Array): boolean {
  let usual = 0;
  let blanks = 0;
  for (const byte of bytes) {
    if (byte === 0x20 || byte === 0x0a) return false;
    const low = byte & 0x0f;
    const isLetter = (byte >= 0x81 && byte <= 0xe9 && low >= 1 && low <= 9) || byte === 0x4b || byte === 0x6b || byte === 0x5e;
    if (isLetter || (byte >= 0xf0 && byte <= 0xf9) || byte === 0x40 || byte === 0x15 || byte === 0x25 || byte === 0x0d) usual += 1;
    if (byte === 0x40 || byte === 0x15 || byte === 0x25) blanks += 1;
  }
  return bytes.length >= ENOUGH && usual >= bytes.length * 0.85 && blanks * 50 >= bytes.length;
}

/**
 * Whether bytes that pass for Chinese in GB18030 are EUC-TW: there no character starts with 0xA4 to 0xC3, while in GB18030 four
 * in ten do, the most frequent ones.
 */
export function isEucTw(bytes: Uint8Array): boolean {
  let characters = 0;
  for (let at = 0; at + 1 < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    // The second plane and those behind it: 0x8E, the plane, and two bytes.
    if (lead === 0x8e) at += 3;
    else {
      if (lead < 0xa1 || (bytes[at + 1] ?? 0) < 0xa1 || (lead >= 0xa4 && lead < 0xc4)) return false;
      if (lead >= 0xc4) characters += 1;
      at += 1;
    }
  }
  return characters >= ENOUGH;
}

/** The chance that so many characters of a Chinese text in GB18030 miss those rows is one in thirty thousand. */
const ENOUGH = 20;
