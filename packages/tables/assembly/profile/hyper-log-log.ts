import { Column } from "./column";
import { allocate, reserve } from "./memory";

// HyperLogLog (Flajolet et al., 2007), a byte per register; src/profile/hyper-log-log.ts estimates from the registers.

let precision: u32 = 14;
/** How many ranks wait for their registers, at most: so many that a line of the registers, once it has come from memory, serves several. */
let mostPending: u32 = 2048;

export function setPrecision(value: u32): void {
  precision = value;
  // Small sketches lie near each other.
  mostPending = value < 12 ? 0 : 1 << (value - 3);
}

export function registerCount(): u32 {
  return 1 << precision;
}

export function createSketch(column: Column): void {
  column.sketch = allocate(1 << precision);
  column.pending = reserve(<usize>mostPending << 2);
  column.untilLook = 4 << precision;
}

/** Adds a hash: its register becomes its rank, if that is higher. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function addToSketch(column: Column, hash: u64): void {
  raise(column.sketch + <usize>registerOf(hash), rankOf(hash));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function registerOf(hash: u64): u32 {
  return <u32>(hash >> (64 - precision));
}

/** The bits behind those of the register; a one at the end bounds the rank. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function rankOf(hash: u64): u32 {
  return <u32>clz<u64>((hash << precision) | (1 << 11)) + 1;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function raise(register: usize, rank: u32): void {
  store<u8>(register, max<u32>(rank, load<u8>(register)));
}

/**
 * Adds as many hashes as stand at an address. They wait, each as its register and its rank in an u32, until there are many: in a table of
 * hundreds of columns the registers are far away whenever a column's turn comes.
 */
export function addHashes(column: Column, hashes: usize, count: u32): void {
  const stop = hashes + (<usize>count << 3);
  if (count > mostPending) {
    for (let at = hashes; at < stop; at += 8) addToSketch(column, load<u64>(at));
    return;
  }
  const least = usefulRank(column, count);
  if (column.pendingCount + count > mostPending) addPending(column);
  const first = column.pending + (<usize>column.pendingCount << 2);
  let to = first;
  for (let at = hashes; at < stop; at += 8) {
    const hash = load<u64>(at);
    const rank = rankOf(hash);
    store<u32>(to, (registerOf(hash) << 8) | rank);
    to += select<usize>(4, 0, rank >= least);
  }
  column.pendingCount += <u32>(to - first) >> 2;
}

/** Brings what waits into its registers. */
export function addPending(column: Column): void {
  const sketch = column.sketch;
  for (let at = column.pending, stop = at + (<usize>column.pendingCount << 2); at < stop; at += 4) {
    const item = load<u32>(at);
    raise(sketch + (item >> 8), item & 0xff);
  }
  column.pendingCount = 0;
}

/**
 * The rank from which on it is worth going to memory. Once a column has many more values than there are registers, most ranks are
 * below all of them; the lowest register is looked for now and then.
 *
 * @param more - how many hashes are about to be added
 */
function usefulRank(column: Column, more: u32): u32 {
  column.untilLook -= <i32>more;
  if (column.untilLook <= 0) {
    column.untilLook = 4 << precision;
    column.leastRank = leastRegister(column.sketch) + 1;
  }
  return column.leastRank;
}

function leastRegister(sketch: usize): u32 {
  const stop = sketch + ((<usize>1) << precision);
  let least: u32 = 64;
  for (let at = sketch; at < stop && least > 0; at += 1) least = min(least, <u32>load<u8>(at));
  return least;
}
