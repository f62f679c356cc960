import { toReadProblem } from "../../formats/delimited/csv-reader.ts";
import type { StructuralIndex } from "../../formats/delimited/structural-index.ts";
import { CRLF, ENDS_ROW, OFFSET_BITS, QUOTED } from "../../kernel/entry-bits.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { isDamage } from "../../transform/engine/admit-rows.ts";
import type { RowProblem } from "../../validate/reject.ts";
import type { ReadProblem } from "../../table/table-reader.ts";
import { isBlankRow } from "../../table/blank-row.ts";
import { createColumnSteps, type ColumnSteps } from "./column-steps.ts";
import type { FastColumn, FastPlan } from "./plan/fast-plan.ts";
import { FAST_MEMORY, type FastMemory } from "./fast-memory.ts";
import { placeProgram } from "./program.ts";
import type { RowScripts } from "./row-scripts.ts";
import { rowText } from "./row-text.ts";
import { CELL_BYTES, OVERRUN, ROW_BYTES, transformExports, VERDICT } from "./transform-kernel.ts";

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
export function createBlockTransform(
  kernel: Kernel,
  plan: FastPlan,
  quote: string | null,
  scripts: RowScripts,
  memory: FastMemory = FAST_MEMORY,
): BlockTransform {
  const wasm = transformExports(kernel);
  const changed = plan.columns.filter(({ value }) => value.kind === "field" && value.steps.length > 0);
  const fittingRows = Math.max(MIN_SLICE_ROWS, Math.floor(CELLS_BYTES / CELL_BYTES / Math.max(1, changed.length)));
  const sliceRows = Math.min(memory.sliceRows, fittingRows);
  const cellsAt = new Map<FastColumn, number>();
  for (const column of changed) cellsAt.set(column, wasm.allocate(sliceRows * CELL_BYTES) >>> 0);
  const steps: readonly ColumnSteps[] = [...cellsAt].map(([column, cells]) =>
    createColumnSteps(kernel, column, { cells, sliceRows, scripts, memory }),
  );
  const isDelimited = plan.output.format === "delimited";
  const write = isDelimited ? wasm.writeCsv : wasm.writeJson;
  const quoteByte = quote?.charCodeAt(0) ?? QUOTE_BYTE;
  let { scratchBytes } = memory;
  wasm.keepShifts(true);
  wasm.setFieldQuote(quoteByte);
  if (plan.output.format === "delimited") wasm.setCsv(plan.output.delimiter.charCodeAt(0), quoteByte, plan.output.quoteAll);
  else wasm.setJson(quoteByte);
  placeProgram(kernel, plan, cellsAt);
  wasm.startTableRows(sliceRows, plan.width);
  wasm.reserveScratch(scratchBytes);

  return {
    run(index, end, place, output, tally) {
      wasm.startBlockRows();
      const damage = damageOfBlock(index);
      // Infinity would be 0 to the kernel.
      const stop = Math.min(end, OFFSET_BITS);
      let taken = 0;
      for (let rows = wasm.takeRows(stop); rows > 0; rows = wasm.takeRows(stop)) {
        const slice = { index, place, rows, output, tally, problemsOf: (row: number) => damage.get(taken + row) ?? [] };
        for (const row of damage.keys()) if (row >= taken && row < taken + rows) askAbout(row - taken);
        transformRows(slice, 0, rows);
        tally.rows += rows;
        taken += rows;
      }
      return wasm.nextOffset();
    },
  };

  function askAbout(row: number): void {
    const verdicts = new Uint8Array(kernel.memory.buffer, wasm.verdicts.value >>> 0, sliceRows);
    if (verdicts[row] === VERDICT.good) verdicts[row] = VERDICT.ask;
  }

  function transformRows(slice: Slice, from: number, to: number): void {
    while (!prepared(from, to)) {
      if (to - from > 1) {
        const middle = (from + to) >>> 1;
        transformRows(slice, from, middle);
        return transformRows(slice, middle, to);
      }
      scratchBytes *= 2;
      wasm.reserveScratch(scratchBytes);
    }
    const literals = decideRows(slice, from, to);
    writeRows(slice, from, to);
    for (const literal of literals) wasm.release(literal);
    if (scratchBytes === memory.scratchBytes) return;
    // One row with much in it must not cost its memory until the end of the file.
    scratchBytes = memory.scratchBytes;
    wasm.reserveScratch(scratchBytes);
  }

  /** Runs the steps; answers whether there was room for what they make. */
  function prepared(from: number, to: number): boolean {
    wasm.clearScratch();
    return steps.every((column) => column.run(from, to));
  }

  function decideRows(slice: Slice, from: number, to: number): number[] {
    const literals: number[] = [];
    for (let row = wasm.nextNotGood(from, to); row < to; row = wasm.nextNotGood(row + 1, to)) {
      const verdicts = new Uint8Array(kernel.memory.buffer, wasm.verdicts.value >>> 0, to);
      if (verdicts[row] === VERDICT.blank) slice.tally.blank += 1;
      else verdicts[row] = decideRow(slice, row, literals);
    }
    return literals;
  }

  function decideRow({ index, place, rows, tally, problemsOf }: Slice, row: number, literals: number[]): number {
    const { cells, offset, isQuotedLine } = readRow(index, row);
    if (!isQuotedLine && isBlankRow(cells)) {
      tally.blank += 1;
      return VERDICT.dropped;
    }
    const decision = scripts.decide(cells, problemsOf(row));
    tally.decided += 1;
    if (decision.kind === "rejected") {
      const byteOffset = place + offset + wasm.shiftOf(row, rows);
      tally.rejected.push({ row: tally.rows + row, byteOffset, cells, problems: decision.problems });
    }
    if (decision.kind !== "written") return VERDICT.dropped;
    const bytes = Buffer.from(rowText(decision.cells, plan.columns, plan.output));
    const at = wasm.allocate(bytes.length + OVERRUN) >>> 0;
    literals.push(at);
    new Uint8Array(kernel.memory.buffer, at, bytes.length).set(bytes);
    const record = new Uint32Array(kernel.memory.buffer, (wasm.rowTable.value >>> 0) + row * ROW_BYTES, 2);
    record[0] = at;
    record[1] = bytes.length;
    return VERDICT.literal;
  }

  function readRow(index: StructuralIndex, row: number): SourceRow {
    const text = index.text();
    const [entry = 0, start = 0] = new Uint32Array(kernel.memory.buffer, (wasm.sourceTable.value >>> 0) + row * ROW_BYTES, 2);
    const offset = start - text.byteOffset;
    const cells: string[] = [];
    let from = offset;
    let isQuotedLine = false;
    for (const value of new Uint32Array(kernel.memory.buffer, entry)) {
      const to = value & OFFSET_BITS;
      cells.push((value & QUOTED) === 0 ? text.toString("utf8", from, to) : unquoted(text.toString("utf8", from + 1, to - 1)));
      from = to + 1 + ((value & CRLF) >>> 28);
      if ((value & ENDS_ROW) === 0) continue;
      isQuotedLine = cells.length === 1 && (value & QUOTED) !== 0;
      break;
    }
    return { cells, offset, isQuotedLine };
  }

  function unquoted(text: string): string {
    return quote === null ? text : text.replaceAll(quote + quote, quote);
  }

  function writeRows({ output, tally }: Slice, from: number, to: number): void {
    let row = from;
    while (row < to) {
      output.wrote(write(row, to, output.at, output.end) >>> 0);
      tally.written += wasm.writtenRows.value;
      const reached = wasm.writtenTo.value;
      if (reached < to) output.more(reached === row);
      row = reached;
    }
  }
}

/** A row of the slice, as it is in the source. */
interface SourceRow {
  readonly cells: string[];
  /** Where it starts in the block. */
  readonly offset: number;
  /** See `RowBatch.quotedLines`. */
  readonly isQuotedLine: boolean;
}

interface Slice {
  readonly index: StructuralIndex;
  readonly place: number;
  /** How many rows were taken. */
  readonly rows: number;
  readonly output: OutputRoom;
  readonly tally: RowTally;
  /** What the reader made of a row. */
  readonly problemsOf: (row: number) => readonly ReadProblem[];
}

/** The rows of the block that the reader had to guess about, by their number in it. */
function damageOfBlock(index: StructuralIndex): Map<number, ReadProblem[]> {
  const found = new Map<number, ReadProblem[]>();
  for (const repair of [...index.repairs(), ...index.invalidRows()]) {
    const problem = toReadProblem(repair);
    const row = repair.row - index.rowsBefore - 1;
    if (isDamage(problem.code)) found.set(row, [...(found.get(row) ?? []), problem]);
  }
  return found;
}

const QUOTE_BYTE = 0x22;
/** Cells of all changed columns together stay in the processor's cache with the block. */
const CELLS_BYTES = 1024 * 1024;
const MIN_SLICE_ROWS = 64;
