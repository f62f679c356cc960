const TAB: u32 = 0x09;
export const LF: u32 = 0x0a;
const CR: u32 = 0x0d;
const SPACE: u32 = 0x20;

/** A line end, where it is a blank; the space where each line is a record. */
let lineFeed: u32 = SPACE;

export function setLineFeed(isBlank: bool): void {
  lineFeed = isBlank ? LF : SPACE;
}

/** The next byte that is no blank. The block ends with one: it is followed by zeros. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function afterBlanks(at: usize): usize {
  return <u32>load<u8>(at) > SPACE ? at : passBlanks(at);
}

function passBlanks(from: usize): usize {
  let at = from;
  if (ASC_FEATURE_SIMD) {
    const feeds = i8x16.splat(<i8>lineFeed);
    while (true) {
      const step = v128.load(at);
      const blanks = v128.or(
        v128.or(i8x16.eq(step, i8x16.splat(<i8>SPACE)), i8x16.eq(step, feeds)),
        v128.or(i8x16.eq(step, i8x16.splat(<i8>TAB)), i8x16.eq(step, i8x16.splat(<i8>CR))),
      );
      const others = i8x16.bitmask(blanks) ^ 0xffff;
      if (others !== 0) return at + <usize>ctz(others);
      at += 16;
    }
  }
  while (isBlank(<u32>load<u8>(at))) at += 1;
  return at;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function isBlank(byte: u32): bool {
  return byte === SPACE || byte === lineFeed || byte === TAB || byte === CR;
}
