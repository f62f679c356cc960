import { type RangeResult } from "../profile/ranges/profile-range.ts";
/** What the worker of a range answers to each task: no result if the range could not be read by itself. */
export interface RangeMessage {
  readonly result: RangeResult | undefined;
  readonly heldBytes: number;
}
//# sourceMappingURL=range-worker.d.ts.map
