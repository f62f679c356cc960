import type { Cell, Row } from "../../table/table-reader.ts";
/** A value that a step could not process. */
export declare class StepFailure {
  /** The operation: `number`. */
  readonly op: string;
  /** The value that came into the step. */
  readonly value: Cell;
  /** A sentence for the owner of the file. */
  readonly message: string;
  constructor(op: string, value: Cell, message: string);
}
/** What comes out of a step: a text, null, or a failure. */
export type CellResult = Cell | StepFailure;
/** The row that a step works in. */
export interface RowValues {
  /** The cells of the source, after the row steps. Cells that the row does not have are missing. */
  readonly cells: Row;
  /** The number of the row in the file. */
  readonly rowNumber: number;
  /** The results of the fields, of which hidden ones can be read by others. */
  readonly fields: CellResult[];
}
/** A value of the row. */
export type ColumnReader = (row: RowValues) => CellResult;
/** A step or a list of steps that is ready to run. Pure: the same value and row have the same result. */
export type CellFunction = (value: Cell, row: RowValues) => CellResult;
/** A compiled step. */
export interface CompiledStep {
  readonly run: CellFunction;
  /** Whether the result depends on other columns than the value. */
  readonly readsRow: boolean;
  /** Whether running it costs more than looking its result up. */
  readonly isCostly: boolean;
}
/** A step with a parameter that its schema cannot refuse. */
export declare class InvalidStep extends Error {
  /** The parameter that is wrong; `""` if it is the step. */
  readonly parameter: string;
  constructor(parameter: string, message: string);
}
//# sourceMappingURL=cell-step.d.ts.map
