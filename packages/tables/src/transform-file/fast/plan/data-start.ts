import { createRowCutter } from "../../../formats/delimited/row-cutter.ts";
import { createStructuralIndex } from "../../../formats/delimited/structural-index.ts";
import { DataRows, type TableForm } from "../../../frame/data-rows.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import { expectUtf8 } from "../../../profile/unexpected-bytes.ts";
import { isBlankRow } from "../../../table/blank-row.ts";
import { columnName } from "../../../table/header-names.ts";
import type { ChunkSource } from "../chunks/transform-chunk.ts";
import { transformExports } from "../transform-kernel.ts";

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
export function findDataStart(fd: number, from: number, form: TableForm, source: ChunkSource, kernel: Kernel): DataStart {
  const { preambleRows, headerRows } = form;
  const { dialect, maxRecordLength, maxColumns, mustBeUtf8 } = source;
  const index = createStructuralIndex(dialect, { maxRecordBytes: maxRecordLength, maxCells: maxColumns }, kernel);
  const cutter = createRowCutter(index);
  const wasm = transformExports(kernel);
  const data = new DataRows(form, () => {});
  let position = from;
  let left = headerRows;
  let passed = 0;
  let lastWidth = 0;
  wasm.keepShifts(true);
  wasm.startTableRows(1, 1);
  try {
    if (preambleRows + headerRows === 0) return found(from);
    for (let read = 1; read > 0;) {
      read = index.appendFrom(fd, READ_BYTES, position);
      position += read;
      while (index.next(read === 0)) {
        const blockStart = from + index.bytesBefore;
        if (mustBeUtf8) expectUtf8(index, index.invalidRows());
        cutter.start();
        wasm.startBlockRows();
        for (let [row] = cutter.take(1); row !== undefined; [row] = cutter.take(1)) {
          wasm.takeRows(index.byteCount + 1);
          passed += 1;
          lastWidth = row.length;
          const isQuoted = cutter.quotedLines.length > 0;
          data.take({ firstRow: passed, rows: [row], quotedLines: isQuoted ? new Set([0]) : undefined, bytes: 0, problems: [] });
          if (passed > preambleRows && (isQuoted || !isBlankRow(row))) left -= 1;
          if (passed >= preambleRows && left <= 0) return found(blockStart + wasm.nextOffset());
        }
      }
      if (index.isTooLarge) break;
    }
    return found(from + index.bytesBefore);
  } finally {
    index.release();
  }

  function found(offset: number): DataStart {
    const names = data.header ?? [];
    const width = headerRows === 0 ? form.columnCount : names.length;
    const columns = Array.from({ length: width }, (_, place) => columnName(names[place], place));
    return { offset, rows: passed, lastWidth, columns };
  }
}

const READ_BYTES = 64 * 1024;
