import type { StructuralIndex } from "../../formats/delimited/structural-index.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { RowProblem } from "../../validate/reject.ts";
import type { FastPlan } from "./plan/fast-plan.ts";
import { type FastMemory } from "./fast-memory.ts";
import type { RowScripts } from "./row-scripts.ts";
/** Where rows are written: memory of the kernel. */
export interface OutputRoom {
  /** Where the next row goes, and what it may not reach. */
  readonly at: number;
  readonly end: number;
  /** Is told how far rows were written. */
  wrote(at: number): void;
  /**
   * Makes room for the next row.
   * @param isEmpty - whether not even one row fits into what there was
   */
  more(isEmpty: boolean): void;
}
/** A row that is not written, and why. */
export interface RejectedRow {
  /** How many rows of the chunk came before it. */
  readonly row: number;
  /** Where it starts, in bytes from the start of the file. */
  readonly byteOffset: number;
  readonly cells: readonly string[];
  readonly problems: readonly RowProblem[];
}
/** What was found in the rows of a chunk. */
export interface RowTally {
  /** All rows, blank ones and rejected ones among them. */
  rows: number;
  written: number;
  blank: number;
  /** Rows that the host has decided about. */
  decided: number;
  readonly rejected: RejectedRow[];
}
/** Transforms the rows of indexed blocks. */
export interface BlockTransform {
  /**
   * Transforms the rows of the index' block that start before an offset in it.
   *
   * @param place - where in the file the block starts
   * @returns the offset at which the next row starts
   */
  run(index: StructuralIndex, end: number, place: number, output: OutputRoom, tally: RowTally): number;
}
/** @param quote - of the source, or `null` if its fields have none */
export declare function createBlockTransform(
  kernel: Kernel,
  plan: FastPlan,
  quote: string | null,
  scripts: RowScripts,
  memory?: FastMemory,
): BlockTransform;
//# sourceMappingURL=block-transform.d.ts.map
