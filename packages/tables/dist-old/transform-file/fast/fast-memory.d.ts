import type { RowScripts } from "./row-scripts.ts";
/** How much memory a thread takes. What is not touched takes none. */
export interface FastMemory {
  /** The new texts of a slice of rows. */
  readonly scratchBytes: number;
  /** The most rows of a slice. */
  readonly sliceRows: number;
  /** Output that waits for the turn of its chunk, in pieces. */
  readonly regions: number;
  readonly regionBytes: number;
  /** How many values a dictionary has at most. */
  readonly dictionaryValues: number;
}
export declare const FAST_MEMORY: FastMemory;
/** Where the cells of a column are, and what its scripts need. */
export interface CellsOfColumn {
  /** An address, with room for `sliceRows` cells. */
  readonly cells: number;
  readonly sliceRows: number;
  readonly scripts: RowScripts;
  readonly memory: FastMemory;
}
//# sourceMappingURL=fast-memory.d.ts.map
