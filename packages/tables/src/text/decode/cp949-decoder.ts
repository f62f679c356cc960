import type { PieceDecoder } from "./piece-decoder.ts";

/**
 * Makes a decoder for what files in Korean are written in: CP949, which is EUC-KR and 8,822 rare syllables more (`똠`, `펲`, `햏`). The WHATWG Encoding
 * Standard calls both `euc-kr`; Node's `TextDecoder` reads the first only.
 */
export function cp949Decoder(): PieceDecoder {
  const table = (pairs ??= makePairs());
  let lead = 0;

  function decode(bytes: Uint8Array = new Uint8Array(), { stream = false } = {}): string {
    const units = new Uint16Array(bytes.length + 1);
    let length = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (lead === 0) {
        if (byte < 0x80) units[length++] = byte;
        else if (byte === 0x80 || byte === 0xff) units[length++] = REPLACEMENT;
        else lead = byte;
        continue;
      }
      const unit = table[lead * 256 + byte] ?? 0;
      lead = 0;
      units[length++] = unit === 0 ? REPLACEMENT : unit;
      // ASCII is never the second half of what is no character.
      if (unit === 0 && byte < 0x80) at -= 1;
    }
    if (!stream && lead !== 0) units[length++] = REPLACEMENT;
    if (!stream) lead = 0;
    return new TextDecoder("utf-16le", { ignoreBOM: true }).decode(units.subarray(0, length));
  }

  return { encoding: "euc-kr", decode };
}

const REPLACEMENT = 0xfffd;

/** The character of each pair of bytes; 0 for none. Made once. */
let pairs: Uint16Array | undefined;

/**
 * The pairs of EUC-KR are what `TextDecoder` makes of them. In those that CP949 added stand the syllables that EUC-KR lacks, in the order of Unicode, row by
 * row: up to 0xA0 with 178 each, then with the 84 that are left of a row of EUC-KR, up to 0xC6 0x52.
 */
function makePairs(): Uint16Array {
  const made = new Uint16Array(65_536);
  const decoder = new TextDecoder("euc-kr");
  const known = new Set<number>();
  for (let lead = 0xa1; lead < 0xff; lead += 1) {
    for (let trail = 0xa1; trail < 0xff; trail += 1) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      const unit = text.charCodeAt(0);
      if (text.length !== 1 || unit === REPLACEMENT || isPrivate(unit)) continue;
      made[lead * 256 + trail] = unit;
      known.add(unit);
    }
  }
  // Windows added these two.
  made[0xa2e6] = 0x20ac;
  made[0xa2e7] = 0xae;
  let syllable = FIRST_SYLLABLE;
  for (let lead = 0x81; lead <= 0xc6; lead += 1) {
    for (let trail = 0x41; trail <= (lead > 0xa0 ? 0xa0 : 0xfe); trail += 1) {
      if ((trail > 0x5a && trail < 0x61) || (trail > 0x7a && trail < 0x81)) continue;
      while (known.has(syllable)) syllable += 1;
      if (syllable > LAST_SYLLABLE) return made;
      made[lead * 256 + trail] = syllable;
      syllable += 1;
    }
  }
  return made;
}

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;

function isPrivate(unit: number): boolean {
  return unit >= 0xe000 && unit < 0xf900;
}
