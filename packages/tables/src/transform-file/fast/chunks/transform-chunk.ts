import { createStructuralIndex, type StructuralIndex } from "../../../formats/delimited/structural-index.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import { expectUtf8 } from "../../../profile/unexpected-bytes.ts";
import type { Dialect } from "../../../table/dialect.ts";
import type { BlockTransform, OutputRoom, RowTally } from "../block-transform.ts";
import { transformExports } from "../transform-kernel.ts";

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
export function transformChunk(
  fd: number,
  { from, to, widthBefore }: ChunkRange,
  source: ChunkSource,
  { kernel, transform, output, tally }: { kernel: Kernel; transform: BlockTransform; output: OutputRoom; tally: RowTally },
  onBlock: () => void,
): ChunkEnd {
  const { dialect, maxRecordLength, maxColumns, mustBeUtf8 } = source;
  const index = createStructuralIndex(dialect, { maxRecordBytes: maxRecordLength, maxCells: maxColumns, widthBefore }, kernel);
  const wasm = transformExports(kernel);
  let position = from;
  let dependsOnWidth = false;
  try {
    for (let read = 1; read > 0;) {
      read = index.appendFrom(fd, position < to ? Math.min(READ_BYTES, to - position) : OVERLAP_BYTES, position);
      position += read;
      while (index.next(read === 0)) {
        const blockStart = from + index.bytesBefore;
        if (blockStart >= to) return chunkEnd(blockStart, false);
        if (mustBeUtf8) expectUtf8(index, index.isUtf8 ? [] : [blockStart]);
        dependsOnWidth ||= index.rowsBefore === 0 && startsUnclosed(index);
        const next = index.rowCount === 0 ? index.byteCount : transform.run(index, to - blockStart, blockStart, output, tally);
        onBlock();
        if (blockStart + next >= to) return chunkEnd(blockStart + next, false);
      }
      if (index.isTooLarge) return chunkEnd(from + index.bytesBefore, from + index.bytesBefore < to);
    }
    return chunkEnd(position, false);
  } finally {
    index.release();
  }

  function chunkEnd(end: number, isTooLarge: boolean): ChunkEnd {
    return { end, lastWidth: tally.rows === 0 ? widthBefore : wasm.lastWidth.value, dependsOnWidth, isTooLarge };
  }
}

/** Whether the first row has a quote that is never closed: where its cell ends depends on the width of the row before. */
function startsUnclosed(index: StructuralIndex): boolean {
  return index.repairs().some(({ kind, row }) => kind === "unclosed_quote" && row === 1);
}

/** What of a file is read at once: with its index it fits into the caches of the processor. */
const READ_BYTES = 256 * 1024;
/** What is read at once after the end of a chunk, to finish its last row. */
const OVERLAP_BYTES = 16 * 1024;
