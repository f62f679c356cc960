import type { ReadProblem } from "../../table/table-reader.ts";
import type { Finding, FindingCode } from "../../table/finding.ts";
import type { CountedRows } from "../column/column-tally.ts";
/** Counts what is wrong with whole rows, and keeps the numbers of the first few. */
export declare class RowFindings {
  #private;
  note(code: RowFindingCode, row: number): void;
  /** Notes many at once. */
  noteRows(code: RowFindingCode, { count, rows }: CountedRows): void;
  noteProblem(
    problem: Pick<ReadProblem, "row" | "line" | "byteOffset" | "detail"> & {
      readonly code: RowFindingCode;
    },
  ): void;
  /** What was noted, as plain values. */
  state(): RowFindingsState;
  /** Notes what was noted in a part of the file, below so many rows and lines. Parts come in their order. */
  absorb(state: RowFindingsState, rowsBefore: number, linesBefore: number): void;
  /** In the order of `MESSAGES`, which is from bad to harmless. */
  list(): Finding[];
}
type RowFindingCode = Extract<
  FindingCode,
  ReadProblem["code"] | "blank_lines" | "repeated_header" | "ragged_rows_short" | "ragged_rows_long"
>;
/** What `RowFindings` has noted. */
export type RowFindingsState = readonly (readonly [RowFindingCode, Found])[];
interface Found {
  count: number;
  readonly rows: number[];
  readonly byteOffsets: number[];
  readonly first: Pick<ReadProblem, "line" | "detail">;
}
export {};
//# sourceMappingURL=row-findings.d.ts.map
