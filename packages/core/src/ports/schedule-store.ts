import type { JsonText } from "../domain/json.ts";
import type { Schedule } from "../domain/schedule.ts";

/**
 * Where schedules live: beside the jobs, so that every process that shares the jobs shares them.
 *
 * - A schedule is named by its owner and its id; two owners may use one id.
 * - A name that `isStorableName` refuses is refused with `OPTION_INVALID`; no schedule has it, so a read finds nothing.
 * - Every method is atomic. What is answered are copies.
 * - Time is the store's own clock, as with jobs: `now` tells it, and `due` judges by it.
 */
export interface ScheduleStore {
  /** The store's clock. */
  now(): Promise<Date>;

  /**
   * Stores a schedule, or brings the one of this name up to date. Whether it is paused, and what it did last, stays as it was;
   * so does `nextAt` where cron expression and time zone are the same: a process that declares its schedules when it starts
   * must not make the slot vanish that came while it was away.
   */
  put(schedule: NewSchedule): Promise<Schedule>;

  /** Reads a schedule. */
  get(key: ScheduleKey): Promise<Schedule | undefined>;

  /** Lists schedules by id, those of one id by owner. `userId` narrows; left out, it lists every user's. */
  list(query: ScheduleListQuery): Promise<readonly Schedule[]>;

  /** Pauses a schedule or lets it go on, with this next slot. Answers the schedule, or `undefined` if there is none. */
  setPaused(key: ScheduleKey, isPaused: boolean, nextAt: Date | null): Promise<Schedule | undefined>;

  /** Removes a schedule; its jobs stay. Answers whether there was one. */
  remove(key: ScheduleKey): Promise<boolean>;

  /** The schedules of these types that are not paused and whose slot has come, the longest waiting first. */
  due(types: readonly string[], limit: number): Promise<readonly Schedule[]>;

  /** In how many milliseconds the next slot of these types comes: 0 if one has come, `undefined` if none will. */
  nextDueInMs(types: readonly string[]): Promise<number | undefined>;

  /**
   * Moves a schedule on from a slot to the next one, and notes the job that was created. Does nothing if it stands at that slot no
   * more: another process saw to it. Answers whether it moved.
   */
  advance(key: ScheduleKey, step: ScheduleStep): Promise<boolean>;
}

/** Names a schedule. */
export interface ScheduleKey {
  readonly id: string;
  readonly userId: string | null;
}

/** What is stored for a schedule. */
export interface NewSchedule
  extends ScheduleKey, Pick<Schedule, "cron" | "timeZone" | "type" | "priority" | "missed" | "overlap" | "nextAt"> {
  readonly input: JsonText;
}

/** Which schedules to list. */
export interface ScheduleListQuery {
  readonly userId?: string | null | undefined;
  readonly limit: number;
  /** Only those that come after this one in the order of the list. */
  readonly after?: ScheduleKey | undefined;
}

/** A step from one slot to the next. */
export interface ScheduleStep {
  readonly from: Date;
  readonly to: Date | null;
  /** The job of the slot; `null` if it was passed over. */
  readonly jobId: string | null;
}
