// What a row is made of: a list of ops of 32 bytes, one for each column of the output. An op writes its constant (what parts it from the
// column before, its JSON key) and then a value.

/** Where the value of an op comes from. src/transform-file/fast/transform-kernel.ts has the same numbers. */
export namespace From {
  /** Nowhere: the op is its constant. */
  export const Nothing: u32 = 0;
  /** A cell of the row, as it stands in the block. */
  export const Field: u32 = 1;
  /** A cell of a column that was gathered, and perhaps changed by steps. */
  export const Cells: u32 = 2;
}

/** How a value is written. Bits. */
export namespace As {
  /** A text that starts like a formula gets an apostrophe. */
  export const Guarded: u32 = 1;
  /** Of JSON: without quotes if it is a number that JSON can say. */
  export const Number: u32 = 2;
  /** Of JSON: without quotes if it is `true` or `false`. */
  export const Boolean: u32 = 4;
  /** Of JSON: an empty text is null. */
  export const EmptyIsNull: u32 = 8;
}

@unmanaged
export class Op {
  from: u32;
  /** Of a field: its number in the row. */
  field: u32;
  /** Of gathered cells: where they are. */
  cells: u32;
  constant: u32;
  constantSize: u32;
  as: u32;
  spare0: u32;
  spare1: u32;
}
export const OP_BYTES: usize = 32;

export let ops: usize = 0;
export let opsEnd: usize = 0;
/** What ends a row. */
export let rowEnd: usize = 0;
export let rowEndSize: usize = 0;

/** Sets the program. It and its constants are the host's, with `OVERRUN` bytes after each constant. */
export function setProgram(at: usize, count: i32, end: usize, endSize: usize): void {
  ops = at;
  opsEnd = at + <usize>count * OP_BYTES;
  rowEnd = end;
  rowEndSize = endSize;
}
