import type { Schedule } from "@rowmill/core";
import type { JsonText, NewSchedule, ScheduleStore } from "@rowmill/core/adapter";

/** The type of schedules whose type does not matter. */
export const TYPE = "conformance";

/** An hour, in milliseconds. */
export const HOUR_MS = 3_600_000;

/** Describes a schedule whose next slot comes in an hour, but for what is given. */
export async function newSchedule(schedules: ScheduleStore, given: Partial<NewSchedule> = {}): Promise<NewSchedule> {
  return {
    id: "nightly",
    userId: null,
    cron: "0 3 * * *",
    timeZone: "UTC",
    type: TYPE,
    input: '{"rows":3}' as JsonText,
    priority: null,
    missed: "run_once",
    overlap: "allow",
    nextAt: await inMs(schedules, HOUR_MS),
    ...given,
  };
}

/** Stores a schedule. */
export async function putSchedule(schedules: ScheduleStore, given: Partial<NewSchedule> = {}): Promise<Schedule> {
  return await schedules.put(await newSchedule(schedules, given));
}

/** A moment so long after now, by the store's clock. */
export async function inMs(schedules: ScheduleStore, ms: number): Promise<Date> {
  return new Date((await schedules.now()).getTime() + ms);
}
