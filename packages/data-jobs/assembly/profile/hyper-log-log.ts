import { allocate } from "./memory";

// HyperLogLog (Flajolet et al., 2007), a byte per register; src/profile/hyper-log-log.ts estimates from the registers.

let precision: u32 = 14;

export function setPrecision(value: u32): void {
  precision = value;
}

export function registerCount(): u32 {
  return 1 << precision;
}

export function createSketch(): usize {
  return allocate(1 << precision);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function addToSketch(sketch: usize, hash: u64): void {
  const register = sketch + <usize>(hash >> (64 - precision));
  // The bits behind those of the register; a one at the end bounds the rank.
  const rank = <u32>clz<u64>((hash << precision) | (1 << 11)) + 1;
  if (rank > <u32>load<u8>(register)) store<u8>(register, rank);
}
