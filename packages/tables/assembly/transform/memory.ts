// The memory that one slice of rows is transformed in. A step that finds no room left says at which row, and the host goes on with
// fewer rows or with more memory: nothing is ever written past an end.
//
// Texts are loaded and stored 16 bytes a step, so up to `OVERRUN` bytes after each piece of memory are read and overwritten.

/** Bytes after a piece of memory that SIMD steps may read and overwrite. */
export const OVERRUN: usize = 64;

/** The new texts of a slice, from `scratch` to `scratchTop`. */
export let scratch: usize = 0;
export let scratchTop: usize = 0;
export let scratchEnd: usize = 0;

/** Makes scratch memory of this size. What was in it is lost. */
export function reserveScratch(size: usize): void {
  if (scratch) heap.free(scratch);
  scratch = heap.alloc(size + OVERRUN);
  scratchEnd = scratch + size;
  scratchTop = scratch;
}

/** Forgets the texts of the slice before. */
export function clearScratch(): void {
  scratchTop = scratch;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function hasRoom(size: usize): bool {
  return scratchEnd - scratchTop >= size;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function setScratchTop(top: usize): void {
  scratchTop = top;
}

/** Takes room for a text that the host writes; 0 if there is none. */
export function takeScratch(size: usize): usize {
  if (!hasRoom(size)) return 0;
  const at = scratchTop;
  scratchTop += size;
  return at;
}

/** Copies a text, and up to 15 bytes after it. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function copyText(to: usize, from: usize, size: usize): void {
  if (ASC_FEATURE_SIMD) {
    for (let at: usize = 0; at < size; at += 16) v128.store(to + at, v128.load(from + at));
  } else memory.copy(to, from, size);
}

/** The same for a text that mostly has up to 16 bytes. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function copyConstant(to: usize, from: usize, size: usize): void {
  if (ASC_FEATURE_SIMD) {
    v128.store(to, v128.load(from));
    for (let at: usize = 16; at < size; at += 16) v128.store(to + at, v128.load(from + at));
  } else memory.copy(to, from, size);
}
