import { type TableForm } from "../../../frame/data-rows.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import type { ChunkSource } from "../chunks/transform-chunk.ts";
/** Where the rows of data start in a file. */
export interface DataStart {
  /** In bytes. */
  readonly offset: number;
  /** How many rows come before: preamble, header, blank lines. */
  readonly rows: number;
  /** How many cells the row before has; 0 if there is none. */
  readonly lastWidth: number;
  /** What the columns are called, by position, as `readRows` says. */
  readonly columns: readonly string[];
}
/**
 * Finds where the rows of data start, as `DataRows` does: after the preamble and the rows of the header.
 *
 * @param from - the first byte of the text
 * @throws UnexpectedBytes
 */
export declare function findDataStart(fd: number, from: number, form: TableForm, source: ChunkSource, kernel: Kernel): DataStart;
//# sourceMappingURL=data-start.d.ts.map
