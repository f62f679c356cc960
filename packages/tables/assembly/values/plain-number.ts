import { MASKS } from "./masks";

// Plain numbers of up to 16 signs, all signs at once and without a branch: digits, a minus before them, a point or a comma among
// them. Loads go back from the end of a number, so that its digits stand where they count the same whatever their number.

// Vectors that V8 would put together anew each time: loading them is cheaper.
const NINES: usize = memory.data<u8>([9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9], 16);
const ZEROS: usize = memory.data<u8>([48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48], 16);
/** Times 10 * 256 + 1, two digits in a u16 have their number in its high byte. */
const TENS: usize = memory.data<u16>([2561, 2561, 2561, 2561, 2561, 2561, 2561, 2561], 16);
const HUNDREDS: usize = memory.data<u16>([100, 1, 100, 1, 100, 1, 100, 1], 16);
const TEN_THOUSANDS: usize = memory.data<u16>([10000, 1, 10000, 1, 10000, 1, 10000, 1], 16);

const POWERS: usize = memory.data<f64>([1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16]);

/** 10 to the power of 0 to 16. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function smallPower(exponent: i32): f64 {
  return load<f64>(POWERS + (<usize>exponent << 3));
}

/** Which of the 16 bytes before `end` are no digits but belong to the last `length` ones: a bit each. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function signsBefore(end: usize, length: u32): u32 {
  const digits = i8x16.sub(v128.load(end - 16), v128.load(ZEROS));
  return <u32>i8x16.bitmask(v128.and(i8x16.gt_u(digits, v128.load(NINES)), lastLanes(length)));
}

/** The last `count` digits before `end` as a number: 16 at most. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function digitsBefore(end: usize, count: u32): i64 {
  return joined(v128.and(i8x16.sub(v128.load(end - 16), v128.load(ZEROS)), lastLanes(count)));
}

/** The same with a sign among them, which is left out: the number of its lane, of the 16 before `end`. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function digitsAround(end: usize, count: u32, sign: i32): i64 {
  // What stands before the sign moves into its place.
  const text = v128.bitselect(v128.load(end - 17), v128.load(end - 16), v128.load(MASKS + 31 - sign));
  return joined(v128.and(i8x16.sub(text, v128.load(ZEROS)), lastLanes(count)));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function joined(digits: v128): i64 {
  const twos = i16x8.shr_u(i16x8.mul(digits, v128.load(TENS)), 8);
  const fours = i32x4.dot_i16x8_s(twos, v128.load(HUNDREDS));
  const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_s(fours, fours), v128.load(TEN_THOUSANDS));
  const both = i64x2.extract_lane(eights, 0);
  return (both & 0xffff_ffff) * 100_000_000 + (both >> 32);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function lastLanes(count: u32): v128 {
  return v128.load(MASKS + count);
}
