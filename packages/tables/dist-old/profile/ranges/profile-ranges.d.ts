import type { ProfileKernel } from "../../values/profile-kernel.ts";
import type { FinishedTally, TableTally } from "../table-tally.ts";
import type { Dialect } from "../../table/dialect.ts";
import type { DelimitedSource } from "../../table/opened-table.ts";
import { type RangeResult, type RangeTask } from "./profile-range.ts";
/**
 * Whether a text can be read in ranges: in a block of it, every byte is where it is in the file. Where delimiters are longer than a byte,
 * run together, or are followed by blanks that are left out, the reader moves text together.
 */
export declare function isRangedDialect({ delimiter, skipInitialSpace, mergeDelimiters }: Dialect): boolean;
/** Profiles the range behind a cut somewhere; rejects or answers `undefined` where it could not. */
export type RunRange = (task: RangeTask, cut: number) => Promise<RangeResult | undefined>;
/** A file that is read in ranges. */
export interface RangedFile {
  readonly source: DelimitedSource & {
    readonly path: string;
  };
  /** Whether to throw `UnexpectedBytes` at the first wrong one. */
  readonly mustBeUtf8: boolean;
  readonly width: number;
  /** Where to cut it, in bytes, ascending. */
  readonly cuts: readonly number[];
}
/**
 * Profiles a file in ranges side by side, each in one pass that guesses where its first record starts. Where the range before ends
 * shows whether the guess was right: a record that starts there is read the same whatever came before it. Only a range
 * that began wrong is read again.
 *
 * @param tally - for the first range, which has the header
 * @throws UnexpectedBytes
 * @returns what one pass would find, but for the last digits of means; or `undefined` where only one pass can tell
 */
export declare function profileRanges(
  { source, mustBeUtf8, width, cuts }: RangedFile,
  tally: TableTally,
  kernel: ProfileKernel,
  run: RunRange,
  onBlock: (bytes: number, records: number) => void,
): Promise<FinishedTally | undefined>;
//# sourceMappingURL=profile-ranges.d.ts.map
