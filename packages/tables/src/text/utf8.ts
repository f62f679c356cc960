/** How many sequences of more than one byte are UTF-8, and how many bytes cannot be. */
export interface Utf8Count {
  valid: number;
  invalid: number;
}

/** Adds the sequences of `bytes` to a count. Overlong forms, surrogates and code points over U+10FFFF are invalid. */
export function countUtf8(bytes: Uint8Array, count: Utf8Count): void {
  let position = 0;
  while (position < bytes.length) {
    const first = bytes[position] ?? 0;
    if (first < 0x80) {
      position += 1;
      continue;
    }
    const length = sequenceLength(first);
    if (length > 0 && isSequence(bytes, position, length)) {
      count.valid += 1;
      position += length;
    } else {
      count.invalid += 1;
      position += 1;
    }
  }
}

/** The last bytes, up to 3, if they are the start of a sequence that the next chunk may complete. */
export function incompleteTail(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? bytes.subarray(bytes.length - back) : new Uint8Array();
  }
  return new Uint8Array();
}

/** How many bytes a sequence with this first byte has; 0 if none starts so. */
function sequenceLength(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

function isSequence(bytes: Uint8Array, position: number, length: number): boolean {
  for (let index = 1; index < length; index += 1) {
    if (((bytes[position + index] ?? 0) & 0xc0) !== 0x80) return false;
  }
  const first = bytes[position] ?? 0;
  const second = bytes[position + 1] ?? 0;
  // RFC 3629, section 4.
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xed) return second <= 0x9f;
  if (first === 0xf0) return second >= 0x90;
  return first === 0xf4 ? second <= 0x8f : true;
}
