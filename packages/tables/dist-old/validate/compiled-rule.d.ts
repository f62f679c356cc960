import type { Cell } from "../table/table-reader.ts";
import type { RowProblem } from "./reject.ts";
/** The values of a row by the places of their fields. */
export type RowFields = readonly Cell[];
/** A rule that is ready to judge rows. */
export interface CompiledRule {
  readonly severity: "error" | "warning";
  /** What is wrong with a row, or `undefined`. The first step of a rule that remembers rows: the row is not remembered yet. */
  check(row: RowFields): RowProblem | readonly RowProblem[] | undefined;
  /** Remembers a row that is in the result. */
  remember?(row: RowFields): void;
  /** Fetches what `check` needs to know about rows, in one call for a batch. */
  prepare?(rows: readonly RowFields[]): Promise<void> | undefined;
  close?(): void;
}
//# sourceMappingURL=compiled-rule.d.ts.map
