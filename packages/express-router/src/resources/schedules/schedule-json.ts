import { previewSchedule, RowmillError, type Schedule } from "@rowmill/core";
import { z } from "zod";
import { type Timing, timingOfWords, wordsOfCron } from "./schedule-words.ts";

const moment = z.iso.datetime().nullable();

/** A schedule as JSON. */
export const scheduleSchema = z
  .strictObject({
    id: z.string(),
    type: z.string(),
    input: z.unknown(),
    cron: z.string(),
    time_zone: z.string(),
    /** When it comes, in words; `null` for an expression that they cannot say. */
    description: z.string().nullable(),
    priority: z.int().nullable(),
    missed: z.enum(["run_once", "skip"]),
    overlap: z.enum(["allow", "skip"]),
    is_paused: z.boolean(),
    next_at: moment,
    last_at: moment,
    last_job_id: z.string().nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: "Schedule" });

export function scheduleToJson(schedule: Schedule): z.input<typeof scheduleSchema> {
  const { id, type, input, cron, timeZone, priority, missed, overlap, isPaused, nextAt, lastAt, lastJobId, createdAt, updatedAt } =
    schedule;
  return {
    id,
    type,
    input,
    cron,
    time_zone: timeZone,
    description: described({ cron, timeZone }),
    priority,
    missed,
    overlap,
    is_paused: isPaused,
    next_at: isPaused ? null : (nextAt?.toISOString() ?? null),
    last_at: lastAt?.toISOString() ?? null,
    last_job_id: lastJobId,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  };
}

export function described({ cron, timeZone = "UTC" }: Timing): string | null {
  const words = wordsOfCron(cron);
  return words === undefined ? null : `${words}, ${timeZone}`;
}

/** When a schedule comes, as a body says it: a cron expression, or words. */
export const timingShape = {
  /** Five fields, or words: `weekdays at 8:00, Europe/Berlin`. */
  cron: z.string().min(1).max(200),
  time_zone: z.string().min(1).max(100).optional(),
};

/** How near two moments of a user's schedule may be, in milliseconds. */
const LEAST_INTERVAL_MS = 60_000;

/**
 * Reads when a schedule comes, and its next moments.
 * @throws RowmillError `REQUEST_INVALID` for what is no timing, and for one that comes more often than once a minute
 */
export function readTiming(
  { cron: given, time_zone: zone }: { readonly cron: string; readonly time_zone?: string | undefined },
  count = 5,
): Required<Timing> & { readonly timeZone: string; readonly moments: readonly Date[] } {
  const words = timingOfWords(given);
  const cron = words?.cron ?? given;
  const timeZone = zone ?? words?.timeZone ?? "UTC";
  const moments = momentsOf(cron, timeZone, Math.max(count, 10));
  if (moments.some((at, index) => index > 0 && at.getTime() - moments[index - 1]!.getTime() < LEAST_INTERVAL_MS)) {
    throw invalid("/cron", "A schedule comes once a minute at most");
  }
  return { cron, timeZone, moments: moments.slice(0, count) };
}

function momentsOf(cron: string, timeZone: string, count: number): Date[] {
  try {
    return previewSchedule(cron, { timeZone, count });
  } catch (error) {
    if (!RowmillError.is(error, "OPTION_INVALID")) throw error;
    throw invalid(error.message.startsWith("There is no time zone") ? "/time_zone" : "/cron", error.message);
  }
}

export function invalid(pointer: string, detail: string): RowmillError {
  return new RowmillError("REQUEST_INVALID", `The body is not valid: ${detail}`, { details: { errors: [{ detail, pointer }] } });
}
