import { type PatternShare } from "../../values/date-pattern.ts";
import type { ColumnProfile } from "../column-profile.ts";
import type { ColumnTally } from "./column-tally.ts";
/** A column's profile, and what a finding about it needs besides. */
export interface FinishedColumn {
  readonly profile: ColumnProfile;
  /** The first few rows whose value does not agree with the type, whatever the value. */
  readonly disagreeingRows: readonly number[];
  /** How dates and times are written, the most frequent way first. */
  readonly datePatterns: readonly PatternShare[];
}
/** Turns what was added up about a column into its profile. */
export declare function finishColumn(tally: ColumnTally, name: string, index: number, topValueLimit: number): FinishedColumn;
//# sourceMappingURL=finish-column.d.ts.map
