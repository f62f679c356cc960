import { closeSync, openSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { TURN_MS } from "@rowmill/core/bytes";
import type { ProfileKernel } from "../values/profile-kernel.ts";
import { createStructuralIndex, type StructuralIndex } from "../formats/delimited/structural-index.ts";
import type { TableTally } from "./table-tally.ts";
import { toReadProblem, recordTooLarge } from "../formats/delimited/csv-reader.ts";
import type { DelimitedSource } from "../table/opened-table.ts";
import { createRowCutter, type RowCutter } from "../formats/delimited/row-cutter.ts";
import { utf8Chunks } from "../text/utf8-chunks.ts";
import { byteOrderMarkLength } from "../bytes/byte-order-mark.ts";
import { READ_BYTES } from "./ranges/profile-range.ts";
import { expectUtf8 } from "./unexpected-bytes.ts";

/** Whether the kernel can profile a text by itself: what lies between quotes has doubled quotes at most, and no line is left out. */
export function isPlainSource({ dialect }: Pick<DelimitedSource, "dialect">): boolean {
  return (dialect.escape === null || dialect.escape === dialect.quote) && (dialect.comment ?? null) === null;
}

/**
 * Profiles a delimited text, block by block, without making texts of its cells.
 *
 * @param onBlock - is told how far it is, and may throw to stop
 * @param mustBeUtf8 - whether to throw `UnexpectedBytes` at the first wrong one
 * @returns how many bytes were read from the path; `undefined` if they came from `source.open`
 * @throws RowmillError `FILE_RECORD_TOO_LARGE`
 */
export async function profileDelimited(
  source: DelimitedSource,
  tally: TableTally,
  kernel: ProfileKernel,
  onBlock: (bytes: number, rows: number) => void,
  mustBeUtf8 = false,
): Promise<number | undefined> {
  const index = createStructuralIndex(source.dialect, { maxRecordBytes: source.maxRecordLength, maxCells: source.maxColumns }, kernel);
  const cutter = createRowCutter(index);
  const { path, decodeAs, maxRecordLength } = source;
  let turnEndsAt = performance.now() + TURN_MS;
  let taken = 0;
  let offset = 0;
  const add = (last: boolean) => addBlocks(index, cutter, tally, { offset, last, maxRecordLength, mustBeUtf8 });
  const turn = async (bytes: number) => {
    add(false);
    onBlock(bytes, index.rowsBefore + index.rowCount);
    if (performance.now() < turnEndsAt) return;
    await setImmediate();
    turnEndsAt = performance.now() + TURN_MS;
  };
  if (path !== undefined && decodeAs === "utf-8") {
    // Straight from the file into the kernel: a megabyte in the heap for each megabyte of the file takes as long as the index.
    using file = openFile(path);
    offset = byteOrderMarkLength(file.fd);
    taken = offset;
    for (let read = index.appendFrom(file.fd, READ_BYTES, taken); read > 0; read = index.appendFrom(file.fd, READ_BYTES, taken)) {
      taken += read;
      await turn(taken);
    }
  } else {
    for await (const { chunk, bytes } of utf8Chunks(source.open(), decodeAs)) {
      index.append(chunk);
      await turn(bytes);
    }
  }
  add(true);
  return path !== undefined && decodeAs === "utf-8" ? taken : undefined;
}

function openFile(path: string): { readonly fd: number } & Disposable {
  const fd = openSync(path, "r");
  return { fd, [Symbol.dispose]: () => closeSync(fd) };
}

interface BlockOptions {
  readonly offset: number;
  readonly last: boolean;
  readonly maxRecordLength: number;
  readonly mustBeUtf8: boolean;
}

function addBlocks(
  index: StructuralIndex,
  cutter: RowCutter,
  tally: TableTally,
  { offset, last, maxRecordLength, mustBeUtf8 }: BlockOptions,
): void {
  while (index.next(last)) {
    const invalid = index.invalidRows();
    if (mustBeUtf8) expectUtf8(index, invalid);
    for (const repair of [...index.repairs(), ...invalid]) {
      tally.findings.noteProblem(toReadProblem({ ...repair, offset: offset + repair.offset }));
    }
    tally.addBlock(index, cutter, invalid.length === 0, index.rowCount, offset);
  }
  if (index.isTooLarge) throw recordTooLarge(index, maxRecordLength);
}
