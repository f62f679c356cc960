import { checkOptions, wholeNumber } from "../../domain/check-option.ts";
import { RowmillError } from "../../domain/errors.ts";
import { PRIORITY_BOUNDS } from "../../domain/job-type.ts";
import { isStorableName } from "../../domain/values/storable-name.ts";
import { MAX_SCHEDULE_ID_LENGTH, type MissedSlots, type OverlapPolicy } from "../../domain/schedule.ts";
import type { NewSchedule } from "../../ports/schedule-store.ts";
import { nextSlot } from "./next-slot.ts";

/** What `schedule` takes beside a job type and an input. */
export interface ScheduleOptions {
  /** Names the schedule among those of its owner, 1 to 200 characters. The same name again changes the schedule. */
  readonly id: string;
  /** Five fields (minute, hour, day of month, month, day of week), or six with seconds in front: `"0 3 * * MON-FRI"`; or `"@daily"`. */
  readonly cron: string;
  /** The IANA name of the time zone that the expression is read in. @defaultValue "UTC" */
  readonly timeZone?: string | undefined;
  /** Whose schedule it is, and whose jobs it creates. @defaultValue no user's in particular */
  readonly userId?: string | null | undefined;
  /** The priority of its jobs; bigger is sooner. @defaultValue the job type's */
  readonly priority?: number | undefined;
  /**
   * What becomes of slots that passed while no process was there to see them (by more than a minute): one job for all of them
   * together, or none. @defaultValue "run_once"
   */
  readonly missed?: MissedSlots | undefined;
  /** What happens when a slot comes while the job of an earlier one has not finished: another job, or none. @defaultValue "allow" */
  readonly overlap?: OverlapPolicy | undefined;
}

const OPTION_NAMES = ["id", "cron", "timeZone", "userId", "priority", "missed", "overlap"];

/**
 * Checks the options of a schedule and fills in the defaults.
 * @throws RowmillError `OPTION_INVALID`
 */
export function scheduleSettings(options: ScheduleOptions, now: Date): Omit<NewSchedule, "type" | "input"> {
  checkOptions(options, OPTION_NAMES, "schedule");
  const { id, cron, timeZone = "UTC", userId = null, priority, missed = "run_once", overlap = "allow" } = options;
  text("id", id, MAX_SCHEDULE_ID_LENGTH);
  text("cron", cron, 200);
  text("timeZone", timeZone, 100);
  if (userId !== null) text("userId", userId, 1_000);
  oneOf("missed", missed, ["run_once", "skip"]);
  oneOf("overlap", overlap, ["allow", "skip"]);
  const nextAt = nextSlot({ cron, timeZone }, now);
  if (!nextAt)
    throw new RowmillError("OPTION_INVALID", `The cron expression ${JSON.stringify(cron)} names no moment that is still to come`);
  return {
    id,
    cron,
    timeZone,
    userId,
    priority: priority === undefined ? null : wholeNumber("priority", priority, 0, PRIORITY_BOUNDS),
    missed,
    overlap,
    nextAt,
  };
}

function text(name: string, value: unknown, most: number): void {
  if (typeof value === "string" && value !== "" && value.length <= most && isStorableName(value)) return;
  throw new RowmillError("OPTION_INVALID", `Option "${name}" of a schedule must be a string of 1 to ${most} characters, without U+0000`);
}

function oneOf(name: string, value: string, values: readonly string[]): void {
  if (values.includes(value)) return;
  const listed = values.map((one) => JSON.stringify(one)).join(" or ");
  throw new RowmillError("OPTION_INVALID", `Option "${name}" of a schedule must be ${listed}, got ${JSON.stringify(value)}`);
}
