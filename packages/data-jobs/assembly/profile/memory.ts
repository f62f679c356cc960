// What a profile needs it needs until its end, so nothing is freed: pieces are cut from chunks of the heap.

const CHUNK: usize = 64 * 1024;
const BIG: usize = 8 * 1024;

let top: usize = 0;
let end: usize = 0;

/** Memory whose content does not matter. What is not touched takes no room in the machine. */
export function reserve(bytes: usize): usize {
  if (bytes >= BIG) return (heap.alloc(bytes + 8) + 7) & ~7;
  if (top + bytes > end) {
    top = (heap.alloc(CHUNK) + 7) & ~7;
    end = top + CHUNK - 8;
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
