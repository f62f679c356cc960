import { reserve } from "./memory";
import { Column } from "./column";

// A sample of the numbers of a column, for quantiles and histogram. A cell is in it if the hash of its place in the file is
// below a limit, which is halved whenever the sample is full. So what is in it depends on the file alone: not on the order in which
// its parts are read, nor on how many threads read them; and two samples are joined by taking the lower limit.

const ITEM_BYTES: usize = 16;
const FIRST_ROOM: u32 = 64;

let capacity: u32 = 8192;

export function setSampleCapacity(value: u32): void {
  capacity = value;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function placeHash(place: u64): u32 {
  const mixed = place * 0x9e3779b97f4a7c15;
  return <u32>(((mixed ^ (mixed >> 32)) * 0xd6e8feb86659fd93) >> 32);
}

export function addToSample(column: Column, hash: u32, kind: i32, number: f64): void {
  if (column.sampleSize === column.sampleRoom) makeRoom(column, hash);
  if (hash > column.sampleLimit) return;
  const at = column.sample + <usize>column.sampleSize * ITEM_BYTES;
  store<f64>(at, number);
  store<u32>(at + 8, hash);
  store<u32>(at + 12, kind);
  column.sampleSize += 1;
}

function makeRoom(column: Column, hash: u32): void {
  const room = column.sampleRoom;
  if (room < capacity) {
    const more = min(capacity, room === 0 ? FIRST_ROOM : room * 4);
    const items = reserve(<usize>more * ITEM_BYTES);
    memory.copy(items, column.sample, <usize>room * ITEM_BYTES);
    column.sample = items;
    column.sampleRoom = more;
    return;
  }
  while (column.sampleSize === capacity && hash <= column.sampleLimit) {
    column.sampleLimit >>= 1;
    let kept: u32 = 0;
    for (let index: u32 = 0; index < capacity; index++) {
      const from = column.sample + <usize>index * ITEM_BYTES;
      if (load<u32>(from + 8) > column.sampleLimit) continue;
      const to = column.sample + <usize>kept * ITEM_BYTES;
      store<u64>(to, load<u64>(from));
      store<u64>(to + 8, load<u64>(from + 8));
      kept += 1;
    }
    column.sampleSize = kept;
  }
}
