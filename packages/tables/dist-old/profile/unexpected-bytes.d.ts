import type { StructuralIndex } from "../formats/delimited/structural-index.ts";
/** Thrown where a file that was taken for UTF-8 by its samples is something else, perhaps: it must be looked through, and read again. */
export declare class UnexpectedBytes extends Error {
  constructor();
}
/** @throws UnexpectedBytes if the block of an index has bytes that are not UTF-8, or that may switch to other characters */
export declare function expectUtf8(index: StructuralIndex, invalidRows: readonly unknown[]): void;
/** Looks at the chunks of a text, wherever it is cut. What it answers throws `UnexpectedBytes` at the first wrong one. */
export declare function createUtf8Check(): (chunk: Uint8Array) => void;
//# sourceMappingURL=unexpected-bytes.d.ts.map
