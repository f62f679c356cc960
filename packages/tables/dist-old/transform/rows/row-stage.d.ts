import type { Row } from "../../table/table-reader.ts";
import type { RowValues, StepFailure } from "../steps/cell-step.ts";
/** A row on its way through the row steps. */
export interface SourceRow extends RowValues {
  /** The cells as they stood in the file. */
  readonly origin: Row;
  /** A number that no other of the rows has that row steps made of the same row. */
  readonly part: number;
  /** See `RejectedRow`. */
  readonly byteOffset?: number | undefined;
}
/** Receives the rows that a stage does not pass on. */
export interface RowReport {
  leftOut(row: SourceRow, op: string): void;
  rejected(row: SourceRow, failure: StepFailure): void;
  /** So many rows more came out than went in. */
  added(count: number): void;
}
/** A row step at work on one file. */
export interface RowStage {
  /** The rows that come out after these came in. */
  push(rows: readonly SourceRow[]): readonly SourceRow[] | Promise<readonly SourceRow[]>;
  /** The rows that come out after the last. */
  end(): AsyncIterable<readonly SourceRow[]> | Iterable<readonly SourceRow[]>;
  /** Releases what the stage holds, also if it was not ended. */
  close?(): Promise<void>;
}
/** A row step that is ready to start. */
export interface CompiledRowStep {
  readonly op: string;
  start(report: RowReport): RowStage;
}
/** A row with other cells. */
export declare function withCells(row: SourceRow, cells: Row, part?: number): SourceRow;
/** A stage that looks at one row after the other and holds none. */
export declare function rowByRow(take: (row: SourceRow, pass: (row: SourceRow) => void) => void, atEnd?: () => void): RowStage;
/** The part of a row that is the `index`-th of a row with a part of its own: another for every two numbers (Cantor's pairing). */
export declare function partOf(part: number, index: number): number;
//# sourceMappingURL=row-stage.d.ts.map
