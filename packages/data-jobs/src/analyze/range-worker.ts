import { profileRange, type RangeResult, type RangeTask } from "./profile-range.ts";
import { heldBytes, serveTasks } from "./serve-tasks.ts";

/** What the worker of a range is given. */
export interface RangeWorkerTask {
  readonly task: RangeTask;
  /** Shared: for each range how many bytes and how many records were read. */
  readonly progress: Float64Array<SharedArrayBuffer>;
  /** Shared: 1 once nobody waits any more. */
  readonly stop: Int32Array<SharedArrayBuffer>;
  readonly slot: number;
}

/** What it answers: no result if the range could not be read by itself. */
export interface RangeMessage {
  readonly result: RangeResult | undefined;
  readonly heldBytes: number;
}

// The entry of the worker thread of one range. It owns its file descriptor; only what it counted is sent.

serveTasks(async (given, port) => {
  const { task, progress, stop, slot } = given as RangeWorkerTask;
  const onBlock = (bytes: number, records: number) => {
    progress[slot * 2] = bytes;
    progress[slot * 2 + 1] = records;
    if (Atomics.load(stop, 0) === 1) throw new Error("Nobody waits for this range any more");
  };
  let result: RangeResult | undefined;
  try {
    result = profileRange(task, onBlock);
  } catch {
    // Whoever reads the range again meets the same, and can tell whose row it is.
  }
  port.postMessage({ result, heldBytes: heldBytes() } satisfies RangeMessage);
});
