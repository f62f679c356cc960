import type { FileOutputs } from "@rowmill/core/adapter";

/** How often the room on the disk is checked, in milliseconds. A disk takes a gigabyte in that time at most. */
const INTERVAL_MS = 1_000;

/** Ends the work of a job before the disk is full: a user's big result must leave room for the files of others. */
export interface RoomWatch extends Disposable {
  /** Aborts with the storage's error. */
  readonly signal: AbortSignal;
}

/** Checks now, and from then on. @throws RowmillError `STORAGE_FULL` */
export async function watchRoom(outputs: Pick<FileOutputs, "ensureRoom">): Promise<RoomWatch> {
  await outputs.ensureRoom?.();
  const controller = new AbortController();
  const timer = setInterval(() => {
    outputs.ensureRoom?.().catch((error: unknown) => controller.abort(error));
  }, INTERVAL_MS);
  return { signal: controller.signal, [Symbol.dispose]: () => clearInterval(timer) };
}
