import { createRowCutter } from "../../formats/delimited/row-cutter.ts";
import { createStructuralIndex } from "../../formats/delimited/structural-index.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { isBlankRow } from "../../table/blank-row.ts";
import type { DetectedFormat } from "../../table/detected-format.ts";
import type { Dialect } from "../../table/dialect.ts";
import { transformExports } from "./transform-kernel.ts";

/** Where the rows of data start in a file. */
export interface DataStart {
  /** In bytes. */
  readonly offset: number;
  /** How many rows come before: preamble, header, blank lines. */
  readonly rows: number;
  /** How many cells the row before has; 0 if there is none. */
  readonly lastWidth: number;
}

/**
 * Finds where the rows of data start, as `DataRows` does: after the preamble and the rows of the header.
 *
 * @param from - the first byte of the text
 */
export function findDataStart(
  fd: number,
  from: number,
  { preambleRows, headerRows }: Pick<DetectedFormat, "preambleRows" | "headerRows">,
  { dialect, maxRecordLength, maxColumns }: { dialect: Dialect; maxRecordLength: number; maxColumns: number },
  kernel: Kernel,
): DataStart {
  const index = createStructuralIndex(dialect, { maxRecordBytes: maxRecordLength, maxCells: maxColumns }, kernel);
  const cutter = createRowCutter(index);
  const wasm = transformExports(kernel);
  let position = from;
  let left = headerRows;
  let passed = 0;
  let lastWidth = 0;
  wasm.keepShifts(true);
  wasm.startTableRows(1, 1);
  try {
    if (preambleRows + headerRows === 0) return { offset: from, rows: 0, lastWidth: 0 };
    for (let read = 1; read > 0;) {
      read = index.appendFrom(fd, READ_BYTES, position);
      position += read;
      while (index.next(read === 0)) {
        const blockStart = from + index.bytesBefore;
        const comments = new Set(index.repairs().flatMap(({ kind, row }) => (kind === "comment_line" ? [row] : [])));
        cutter.start();
        wasm.startBlockRows();
        for (let [row] = cutter.take(1); row !== undefined; [row] = cutter.take(1)) {
          wasm.takeRows(index.byteCount + 1);
          passed += 1;
          lastWidth = row.length;
          const isBlank = isBlankRow(row) && cutter.quotedLines.length === 0;
          if (passed > preambleRows && !isBlank && !comments.has(passed)) left -= 1;
          if (passed >= preambleRows && left <= 0) return { offset: blockStart + wasm.nextOffset(), rows: passed, lastWidth };
        }
      }
      if (index.isTooLarge) break;
    }
    return { offset: from + index.bytesBefore, rows: passed, lastWidth };
  } finally {
    index.release();
  }
}

const READ_BYTES = 64 * 1024;
