import { type ProfileKernel } from "../values/profile-kernel.ts";
import type { WrittenRows } from "../kernel/record-sink.ts";
import { type RowsReport } from "./read-report.ts";
import type { StructuralIndex } from "../formats/delimited/structural-index.ts";
import { type TableForm } from "../frame/data-rows.ts";
import type { RowCutter } from "../formats/delimited/row-cutter.ts";
import type { RowBatch } from "../table/table-reader.ts";
import { type ColumnTally } from "./column/column-tally.ts";
import { type QuotedEmpties } from "./encoded-rows.ts";
import { RowFindings } from "./findings/row-findings.ts";
/** The widest table that is profiled: as wide as a sheet of Excel. */
export declare const MAX_COLUMNS = 16384;
/** A row of data, its cells cut to 256 characters. */
export interface SampleRow {
  readonly row: number;
  readonly cells: readonly string[];
}
/** What takes the rows of blocks. */
export interface RowTally {
  readonly findings: RowFindings;
  /**
   * Adds the rows of a block where the kernel has them, or the first of them: an index in the kernel of this tally has made it.
   *
   * @param cutter - of the same index
   * @param isValid - whether all of the block is UTF-8
   * @param limit - how many rows count
   * @param offset - where in the file the text of the index starts
   */
  addBlock(index: StructuralIndex, cutter: RowCutter, isValid: boolean, limit: number, offset: number): void;
}
/** What a profile is made of. */
export interface FinishedTally extends Pick<
  TableTally,
  "findings" | "sampleRows" | "rowCount" | "columnCount" | "header" | "headerRow" | "width" | "column" | "finish"
> {}
/** Adds up a table, batch by batch, in the kernel. Its memory depends on the number of columns, not of rows. */
export declare class TableTally implements RowTally {
  #private;
  readonly findings: RowFindings;
  readonly sampleRows: SampleRow[];
  rowCount: number;
  columnCount: number;
  /** How many rows the kernel had, blank lines among them, of which no texts were made. */
  kernelRows: number;
  /** @param quote - of the blocks that are added */
  constructor(form: TableForm, sampleLimit: number, kernel?: ProfileKernel, quote?: string | null);
  /** What the header names the columns, or `undefined` if there is none. */
  get header(): readonly string[] | undefined;
  /** The first row of the header, or `undefined` if the names are no row. */
  get headerRow(): number | undefined;
  /** How many cells the table has in a row, before `MAX_COLUMNS` cut it. */
  get width(): number;
  add(batch: RowBatch, quotedEmpties?: QuotedEmpties): void;
  /** Adds rows of data whose cells the kernel of this tally has written, once there is a head. */
  addWritten({ rowCount, text, entries, entryCount, byteLength }: WrittenRows, firstRow: number): void;
  /** The rows up to the first ones of data are made texts, because the header and the sample are texts. */
  addBlock(index: StructuralIndex, cutter: RowCutter, isValid: boolean, limit: number, offset: number): void;
  /** Call it instead of `finish` where the tally is that of the first part of a file. Answers what there is to know of its rows. */
  finishPart(): RowsReport;
  /** Call it once, after the last batch and before the columns are asked for. */
  finish(): void;
  /** What was added up about a column. Each column once, at the end. */
  column(index: number): ColumnTally;
  /** Whether there are a row of data and enough for the sample: from there on the kernel needs no texts. */
  get hasHead(): boolean;
}
/** Adds up a part of a table that has no header: blocks, of which every row is one of data. */
export declare class RangeTally implements RowTally {
  #private;
  readonly findings: RowFindings;
  /** @param width - how many cells a row should have */
  constructor(width: number, kernel: ProfileKernel, quote: string | null);
  addBlock(index: StructuralIndex, _: RowCutter, isValid: boolean, limit: number, offset: number): void;
  rows(): RowsReport;
  columns(): ColumnTally[];
}
//# sourceMappingURL=table-tally.d.ts.map
