/** Memory for the host. Growing it detaches every view that JavaScript has of it. */
export function allocate(size: usize): usize {
  return heap.alloc(size);
}

export function release(pointer: usize): void {
  heap.free(pointer);
}
