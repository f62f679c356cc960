// Questions about the bytes of a cell. A cell is a pair of addresses: of its first byte, and of the byte after its last.

// @ts-ignore: a decorator of AssemblyScript
@inline
export function byteAt(address: usize): u32 {
  return <u32>load<u8>(address);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function isDigit(byte: u32): bool {
  return byte - 0x30 <= 9;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function isLetter(byte: u32): bool {
  return (byte | 0x20) - 0x61 <= 25;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function isHexDigit(byte: u32): bool {
  return isDigit(byte) || (byte | 0x20) - 0x61 <= 5;
}

/** How many bytes the blank at an address has: everything up to the space is one, and the no-break space. 0 for no blank. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function blankAt(at: usize, end: usize): u32 {
  const byte = byteAt(at);
  if (byte <= 0x20) return 1;
  return byte === 0xc2 && at + 1 < end && byteAt(at + 1) === 0xa0 ? 2 : 0;
}

/** The same for the blank that ends at an address. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function blankBefore(start: usize, end: usize): u32 {
  const byte = byteAt(end - 1);
  if (byte <= 0x20) return 1;
  return byte === 0xa0 && end - start >= 2 && byteAt(end - 2) === 0xc2 ? 2 : 0;
}

export function skipBlanks(start: usize, end: usize): usize {
  let at = start;
  while (at < end) {
    const blank = blankAt(at, end);
    if (blank === 0) break;
    at += blank;
  }
  return at;
}

export function trimEnd(start: usize, end: usize): usize {
  let at = end;
  while (at > start) {
    const blank = blankBefore(start, at);
    if (blank === 0) break;
    at -= blank;
  }
  return at;
}

/** Where the digits end that start at an address. */
export function endOfDigits(start: usize, end: usize): usize {
  let at = start;
  while (at < end && isDigit(byteAt(at))) at++;
  return at;
}

/** Where the letters end that start at an address: ASCII, and whatever is not ASCII and no no-break space. */
export function endOfLetters(start: usize, end: usize): usize {
  let at = start;
  while (at < end) {
    const byte = byteAt(at);
    if (!isLetter(byte) && !(byte >= 0x80 && blankAt(at, end) === 0)) break;
    at++;
  }
  return at;
}

export function hasByte(start: usize, end: usize, byte: u32): bool {
  for (let at = start; at < end; at++) {
    if (byteAt(at) === byte) return true;
  }
  return false;
}

/** The number that up to 18 digits make. */
export function digitsValue(start: usize, end: usize): u64 {
  let value: u64 = 0;
  for (let at = start; at < end; at++) value = value * 10 + (byteAt(at) - 0x30);
  return value;
}

/**
 * A hash of 64 bits: eight bytes a step, each step a bijection of the state, then the finalizer of SplitMix64.
 * Bytes around the cell are loaded and masked, so memory must go on for eight bytes behind it.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function hashBytes(start: usize, length: u32): u64 {
  let hash: u64 = 0x9e3779b97f4a7c15 ^ (<u64>length * 0xff51afd7ed558ccd);
  let at = start;
  let left = length;
  while (left > 8) {
    hash = (hash ^ load<u64>(at)) * 0x9fb21c651e98df25;
    hash ^= hash >> 32;
    at += 8;
    left -= 8;
  }
  // 1 to 8 bytes, or none at all.
  const last = left === 0 ? 0 : load<u64>(at) & (<u64>-1 >> ((8 - left) << 3));
  hash = (hash ^ last) * 0x9fb21c651e98df25;
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111eb;
  return hash ^ (hash >> 31);
}
