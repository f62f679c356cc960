import type { ProfileKernel } from "../values/profile-kernel.ts";
import type { TableTally } from "./table-tally.ts";
import type { DelimitedSource } from "../table/opened-table.ts";
/** Whether the kernel can profile a text by itself: what lies between quotes has doubled quotes at most, and no line is left out. */
export declare function isPlainSource({ dialect }: Pick<DelimitedSource, "dialect">): boolean;
/**
 * Profiles a delimited text, block by block, without making texts of its cells.
 *
 * @param onBlock - is told how far it is, and may throw to stop
 * @param mustBeUtf8 - whether to throw `UnexpectedBytes` at the first wrong one
 * @returns how many bytes were read from the path; `undefined` if they came from `source.open`
 * @throws RowmillError `FILE_RECORD_TOO_LARGE`
 */
export declare function profileDelimited(
  source: DelimitedSource,
  tally: TableTally,
  kernel: ProfileKernel,
  onBlock: (bytes: number, rows: number) => void,
  mustBeUtf8?: boolean,
): Promise<number | undefined>;
//# sourceMappingURL=profile-delimited.d.ts.map
