/** 16 bytes of zeros, 16 of ones, 16 of zeros: from `MASKS + n`, a mask for the last `n` of 16 bytes; from `MASKS + 32 - n`, for the first. */
export const MASKS: usize = memory.data<u8>(
  [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  ],
  16,
);

/** A word of which only the first bytes count, 8 at most. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function firstBytes(word: u64, count: u32): u64 {
  return word & load<u64>(MASKS + 32 - count);
}
