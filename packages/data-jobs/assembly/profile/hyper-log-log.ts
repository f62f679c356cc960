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

/** Adds a hash: its register becomes its rank, if that is higher. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function addToSketch(column: Column, hash: u64): void {
  addRank(column.sketch, hash, rankOf(hash));
}

/** The bits behind those of the register; a one at the end bounds the rank. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function rankOf(hash: u64): u32 {
  return <u32>clz<u64>((hash << precision) | (1 << 11)) + 1;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function addRank(sketch: usize, hash: u64, rank: u32): void {
  const register = sketch + <usize>(hash >> (64 - precision));
  store<u8>(register, max<u32>(rank, load<u8>(register)));
}

/** Adds as many hashes as stand at an address. A loop of its own, so that many registers are on their way from memory at once. */
export function addHashes(column: Column, hashes: usize, count: u32): void {
  const sketch = column.sketch;
  const least = usefulRank(column, count);
  for (let at = hashes, stop = hashes + (<usize>count << 3); at < stop; at += 8) {
    const hash = load<u64>(at);
    const rank = rankOf(hash);
    if (rank >= least) addRank(sketch, hash, rank);
  }
}

/**
 * The rank from which on it is worth going to memory. Once a column has many more values than there are registers, most ranks are
 * below all of them; the lowest register is looked for now and then. As long as many are not, a branch costs more than it saves.
 *
 * @param more - how many hashes are about to be added
 */
function usefulRank(column: Column, more: u32): u32 {
  column.untilLook -= <i32>more;
  if (column.untilLook <= 0) {
    column.untilLook = 4 << precision;
    column.leastRank = leastRegister(column.sketch) + 1;
  }
  return column.leastRank < 5 ? 0 : column.leastRank;
}

function leastRegister(sketch: usize): u32 {
  const stop = sketch + ((<usize>1) << precision);
  let least: u32 = 64;
  for (let at = sketch; at < stop && least > 0; at += 1) least = min(least, <u32>load<u8>(at));
  return least;
}
