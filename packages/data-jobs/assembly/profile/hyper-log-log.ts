import { Column } from "./column";
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

/**
 * Adds a hash. Once a column has many more values than there are registers, most ranks are below all of them: knowing the lowest
 * register, which is looked for now and then, saves the way to memory.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function addToSketch(column: Column, hash: u64): void {
  const rank = rankOf(hash);
  if (rank > column.leastRank) addRank(column, registerOf(column.sketch, hash), rank);
}

/** The bits behind those of the register; a one at the end bounds the rank. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function rankOf(hash: u64): u32 {
  return <u32>clz<u64>((hash << precision) | (1 << 11)) + 1;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function registerOf(sketch: usize, hash: u64): usize {
  return sketch + <usize>(hash >> (64 - precision));
}

export function addRank(column: Column, register: usize, rank: u32): void {
  if (rank > <u32>load<u8>(register)) store<u8>(register, rank);
  column.untilLook -= 1;
  if (column.untilLook === 0) findLeastRank(column);
}

export function findLeastRank(column: Column): void {
  column.untilLook = 4 << precision;
  let least: u32 = 64;
  for (let index: u32 = 0; index < <u32>1 << precision; index++) least = min(least, <u32>load<u8>(column.sketch + index));
  column.leastRank = least;
}
