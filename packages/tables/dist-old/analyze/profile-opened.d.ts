import { type FinishedTally } from "../profile/table-tally.ts";
import type { OpenedTable } from "../table/opened-table.ts";
import type { CompleteSettings } from "./analyze-options.ts";
import type { RangeReaders } from "./read-ranges.ts";
/** What was counted, and how many bytes of the file that were. */
export interface ProfiledTable {
  readonly tally: FinishedTally;
  readonly sizeBytes: number;
  readonly fastPaths: FastPaths;
}
/** How much of a table was read by faster ways than rows of texts. Tests expect some of it: without them, a way that is never taken looks well. */
export interface FastPaths {
  /** How many ranges of the file were read side by side. 0: it was read in one pass. */
  readonly ranges: number;
  /** How many rows this thread did not make texts of: of delimited text all after the first ones, of JSON those like the records before. */
  readonly kernelRows: number;
}
/**
 * Counts what is in an opened table, in the fastest way there is for it: ranges of a file side by side, blocks of bytes, or rows
 * of texts.
 *
 * @param ranges - threads for ranges, of a file that may be read in some
 * @param onRead - is told how far it is, and may throw to stop
 * @throws UnexpectedBytes if the encoding of the table was sampled, and it is another one: see `OpenOptions.trustSamples`
 */
export declare function profileOpened(
  table: OpenedTable,
  settings: CompleteSettings,
  ranges: RangeReaders | undefined,
  onRead: (bytes: number, rows: number) => void,
): Promise<ProfiledTable>;
//# sourceMappingURL=profile-opened.d.ts.map
