/** Where the block of a text lies while it is read: what is not read yet moves to its start, and more bytes come behind it. */
export interface BlockRoom {
  /** Moves a part of the block to its start, and makes room for more bytes behind that. Views before are spoiled. */
  keep(from: number, to: number, more: number): void;
  /** The first bytes of the block. A view. */
  view(length: number): Buffer;
}

/** Room in the heap of JavaScript. */
export class HeapRoom implements BlockRoom {
  #bytes: Buffer = Buffer.alloc(0);

  keep(from: number, to: number, more: number): void {
    const needed = to - from + more;
    if (needed <= this.#bytes.length) this.#bytes.copyWithin(0, from, to);
    else {
      const grown = Buffer.alloc(Math.max(needed, this.#bytes.length * 2));
      this.#bytes.copy(grown, 0, from, to);
      this.#bytes = grown;
    }
  }

  view(length: number): Buffer {
    return this.#bytes.subarray(0, length);
  }
}
