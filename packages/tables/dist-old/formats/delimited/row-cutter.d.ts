import type { StructuralIndex } from "./structural-index.ts";
/** Makes rows of texts of an index' blocks. */
export interface RowCutter {
  /** Turns to the block that the index has made. */
  start(): void;
  /** The next rows of the block, at most `limit`. None at its end. */
  take(limit: number): string[][];
  /** Of the rows taken last, where each starts in the block as it was appended, in bytes. */
  readonly starts: readonly number[];
  /** Of the rows taken last, the indexes of those whose only cell is quoted. */
  readonly quotedLines: readonly number[];
}
/**
 * Makes rows of texts of an index' blocks.
 *
 * A block becomes one text whose every byte is a character, and most cells are parts of it: V8 copies the short ones, and makes
 * those of 13 characters and more views that keep the block's text alive. Quoted cells and cells beyond ASCII are parts of two more
 * texts, which the kernel collects (assembly/cell-texts.ts).
 */
export declare function createRowCutter(index: StructuralIndex): RowCutter;
//# sourceMappingURL=row-cutter.d.ts.map
