import type { BlockRoom } from "./block-room.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { WrittenRows } from "../../kernel/record-sink.ts";
/** How the texts of cells are written; the numbers are those of assembly/json/cells.ts. */
declare const CELL_FORMS: {
  readonly none: 0;
  readonly apart: 1;
  readonly together: 2;
};
/** Why a walk ended: the limit or the room for cells, the end of the block, or a record that is not as usual. */
type WalkEnd = "full" | "block_end" | "unusual";
/**
 * Walks JSON records in the kernel: objects that have only keys which it was told, with nothing in them that would have to be said.
 * Everything else it leaves, a record at a time, to the scanner, which knows what to make of it.
 *
 * It predicts that a key comes where it came in the record before, and compares its bytes in place; so what is between two values
 * costs next to nothing. What it writes are the texts of the cells, in the order of the columns.
 */
export declare class RecordWalker implements BlockRoom {
  #private;
  readonly kernel: Kernel;
  readonly root: number;
  constructor(
    kernel: Kernel,
    {
      lines,
      flattenDepth,
      cells,
    }: {
      readonly lines: boolean;
      readonly flattenDepth: number;
      readonly cells: keyof typeof CELL_FORMS;
    },
  );
  /** Adds a key to those of the objects that are values of another one. Answers what it is called from now on. */
  addKey(parent: number, name: string): number;
  /** Says which column the values of a key are in; -1 for none. */
  setColumn(key: number, column: number): void;
  setWidth(columnCount: number): void;
  keep(from: number, to: number, more: number): void;
  view(length: number): Buffer;
  /** Turns to a block of so many bytes. */
  load(length: number): void;
  /**
   * Walks records from a place in the block on.
   * @returns how many these were, how many lines they have, where the next one starts, and why it was not walked
   */
  walk(
    at: number,
    limit: number,
  ): {
    readonly count: number;
    readonly lines: number;
    readonly at: number;
    readonly end: WalkEnd;
  };
  /** The records that were walked last as rows of texts, if their cells were written apart. */
  rows(): (string | null)[][];
  /** Where the cells of the records that were walked last lie, if they were written together. */
  written(): WrittenRows;
  /** Gives its memory back to the kernel. */
  release(): void;
}
export {};
//# sourceMappingURL=record-walker.d.ts.map
