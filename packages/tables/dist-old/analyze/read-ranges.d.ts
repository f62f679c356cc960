import type { RangeTask, RangeResult } from "../profile/ranges/profile-range.ts";
import { type GivenRanges } from "./range-threads.ts";
/** The ranges of a file, for the thread that has the first one. */
export interface RangeReaders extends Disposable {
  readonly cuts: readonly number[];
  /** Profiles the range behind a cut; answers `undefined` where the thread could not, or has died. */
  run(task: RangeTask, slot: number): Promise<RangeResult | undefined>;
  /** What all of them have read until now. */
  read(): {
    readonly bytes: number;
    readonly records: number;
  };
  /** Has all of them read no further: they may have begun by a guess. */
  stop(): void;
  /** What each thread held that has answered. */
  heldBytes(): readonly (number | undefined)[];
}
/** Talks to the threads of ranges. */
export declare function rangeReaders({ cuts, ports, shared }: GivenRanges): RangeReaders;
//# sourceMappingURL=read-ranges.d.ts.map
