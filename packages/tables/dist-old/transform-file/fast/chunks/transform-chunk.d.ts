import type { Kernel } from "../../../kernel/kernel.ts";
import type { Dialect } from "../../../table/dialect.ts";
import type { BlockTransform, OutputRoom, RowTally } from "../block-transform.ts";
/** A delimited file, as its chunks are read. */
export interface ChunkSource {
  readonly dialect: Dialect;
  readonly maxRecordLength: number;
  readonly maxColumns: number;
  /** Whether to throw `UnexpectedBytes` at the first byte that is not UTF-8. */
  readonly mustBeUtf8: boolean;
}
/** The rows of a file that start from one byte up to another; a row starts at the first. */
export interface ChunkRange {
  readonly from: number;
  readonly to: number;
  /** How many cells the row before has. */
  readonly widthBefore: number;
}
/** Where the reading of a chunk ended. */
export interface ChunkEnd {
  /** Where the first row after it starts. */
  readonly end: number;
  /** How many cells its last row has; `widthBefore` if it has no rows. */
  readonly lastWidth: number;
  /** Whether `widthBefore` decided what its first row is. */
  readonly dependsOnWidth: boolean;
  /** The record at `end` is longer than the bound. */
  readonly isTooLarge: boolean;
}
/**
 * Transforms the rows of a chunk.
 *
 * @param onBlock - called after each block with the bytes read. It may throw to stop
 * @throws UnexpectedBytes
 */
export declare function transformChunk(
  fd: number,
  { from, to, widthBefore }: ChunkRange,
  source: ChunkSource,
  {
    kernel,
    transform,
    output,
    tally,
  }: {
    kernel: Kernel;
    transform: BlockTransform;
    output: OutputRoom;
    tally: RowTally;
  },
  onBlock: () => void,
): ChunkEnd;
//# sourceMappingURL=transform-chunk.d.ts.map
