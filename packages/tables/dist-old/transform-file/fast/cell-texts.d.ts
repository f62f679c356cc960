import type { Kernel } from "../../kernel/kernel.ts";
import type { Cell } from "../../table/table-reader.ts";
/** What a script makes of a cell; `undefined` leaves its row to the decision of the host. */
export type Answer = Cell | undefined;
/**
 * The texts of cells.
 * @param ends - room for an u32 for each row
 * @returns `undefined` without room to put them together
 */
export declare function readCells(kernel: Kernel, cells: number, ends: number, from: number, to: number): Cell[] | undefined;
/**
 * Writes answers into cells, or leaves their rows to the host.
 *
 * @param rowOf - the row of an answer
 * @returns whether there was room
 */
export declare function writeCells(kernel: Kernel, cells: number, answers: readonly Answer[], rowOf: (index: number) => number): boolean;
/** How the kernel writes the size of a text. */
export declare function sizeWord(text: Cell, size: number): number;
/** Two halves of surrogate pairs that come to stand side by side would become one letter. */
export declare function wellFormed(answer: Answer): Answer;
//# sourceMappingURL=cell-texts.d.ts.map
