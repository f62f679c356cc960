/** Where the block of a text lies while it is read: what is not read yet moves to its start, and more bytes come behind it. */
export interface BlockRoom {
  /** Moves a part of the block to its start, and makes room for more bytes behind that. Views before are spoiled. */
  keep(from: number, to: number, more: number): void;
  /** The first bytes of the block. A view. */
  view(length: number): Buffer;
}
/** Room in the heap of JavaScript. */
export declare class HeapRoom implements BlockRoom {
  #private;
  keep(from: number, to: number, more: number): void;
  view(length: number): Buffer;
}
//# sourceMappingURL=block-room.d.ts.map
