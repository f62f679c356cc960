// What a profile needs it needs until its end, so nothing is freed: pieces are cut from chunks of the heap.

const CHUNK: usize = 64 * 1024;
const BIG: usize = 8 * 1024;

let top: usize = 0;
let end: usize = 0;

/** Memory whose content does not matter; 16 bytes behind it may be read. What is not touched takes no room in the machine. */
export function reserve(bytes: usize): usize {
  if (bytes >= BIG) return (heap.alloc(bytes + 24) + 7) & ~7;
  if (top + bytes > end) {
    top = (heap.alloc(CHUNK) + 7) & ~7;
    end = top + CHUNK - 24;
  }
  const address = top;
  top = (top + bytes + 7) & ~7;
  return address;
}

/** Memory of zeros. */
export function allocate(bytes: usize): usize {
  const address = reserve(bytes);
  memory.fill(address, 0, bytes);
  return address;
}

/** Copies a short text, 16 bytes a step: up to 15 bytes behind both are read and spoiled. A call of `memory.copy` would cost more. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function copyShort(to: usize, from: usize, bytes: u32): void {
  for (let at: u32 = 0; at < bytes; at += 16) {
    if (ASC_FEATURE_SIMD) v128.store(to + at, v128.load(from + at));
    else {
      store<u64>(to + at, load<u64>(from + at));
      store<u64>(to + at, load<u64>(from + at, 8), 8);
    }
  }
}
