import type { DetectedFormat } from "../table/detected-format.ts";
import type { FileProfile } from "./file-profile.ts";
import { type FinishedTally } from "./table-tally.ts";
/** What `finishProfile` cannot learn from the tally. */
export interface ProfileFacts {
  readonly sizeBytes: number;
  readonly durationMs: number;
  /** How many of the most frequent values each column shows. */
  readonly topValues: number;
}
/** Turns what was added up about a table into the profile of its file. Call it once, after the last batch. */
export declare function finishProfile(tally: FinishedTally, format: DetectedFormat, facts: ProfileFacts): FileProfile;
//# sourceMappingURL=finish-profile.d.ts.map
