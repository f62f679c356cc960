import { profileRange } from "../../src/profile/ranges/profile-range.ts";
import type { RangeReaders } from "../../src/analyze/read-ranges.ts";

/** Readers of ranges that work in this thread, at any cuts: threads are only started for files of many megabytes. */
export function rangesHere(cuts: readonly number[]): RangeReaders {
  return {
    cuts,
    run: async (task) => profileRange(task, () => {}),
    read: () => ({ bytes: 0, records: 0 }),
    stop() {},
    heldBytes: () => [],
    [Symbol.dispose]() {},
  };
}
