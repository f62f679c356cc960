import { checkOptions, wholeNumber } from "../../domain/check-option.ts";
import { RowmillError } from "../../domain/errors.ts";
import type { Schedule } from "../../domain/schedule.ts";
import type { ScheduleKey, ScheduleStore } from "../../ports/schedule-store.ts";
import type { Intake } from "../intake/intake.ts";
import { jobKey } from "../queries/job-key.ts";
import { nextSlot } from "./next-slot.ts";
import { type ScheduleOptions, scheduleSettings } from "./schedule-options.ts";

/** Which schedules to list. */
export interface ListSchedulesOptions {
  /** Left out: every user's. `null`: no user's in particular. */
  readonly userId?: string | null | undefined;
  /** From 1 to 200. @defaultValue 50 */
  readonly limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** A page of schedules. */
export interface SchedulePage {
  readonly schedules: readonly Schedule[];
  /** Asks for the next page; `undefined` on the last one. */
  readonly nextCursor: string | undefined;
}

/** Names whose schedule it must be. */
export interface ScheduleOwner {
  /** @defaultValue null: no user's in particular */
  readonly userId?: string | null | undefined;
}

/** The calls about schedules; `TaskManager` says what each promises. */
export interface Schedules {
  put(type: string | { readonly type: string }, input: unknown, options: ScheduleOptions): Promise<Schedule>;
  get(id: string, owner?: ScheduleOwner): Promise<Schedule | undefined>;
  list(options?: ListSchedulesOptions): Promise<SchedulePage>;
  pause(id: string, owner?: ScheduleOwner): Promise<Schedule>;
  resume(id: string, owner?: ScheduleOwner): Promise<Schedule>;
  remove(id: string, owner?: ScheduleOwner): Promise<boolean>;
}

/** What they work with. */
export interface SchedulesOptions {
  readonly store: ScheduleStore | undefined;
  readonly intake: Pick<Intake, "check">;
  /** Called when the next slot may have come nearer. */
  onChanged(): void;
}

/** Makes them. */
export function createSchedules({ store: given, intake, onChanged }: SchedulesOptions): Schedules {
  return {
    async put(type, input, options) {
      const store = required();
      const settings = scheduleSettings(options, await store.now());
      // Everything about its jobs is checked now, by whoever schedules, and again for each of them.
      const job = await intake.check(type, input, { userId: settings.userId });
      const schedule = await store.put({ ...settings, type: job.type, input: job.input });
      onChanged();
      return schedule;
    },

    get: async (id, owner) => required().get(keyOf(id, owner, "getSchedule")),

    async list(options = {}) {
      checkOptions(options, ["userId", "limit", "cursor"], "listSchedules");
      const { userId, limit, cursor } = options;
      const most = wholeNumber("limit", limit, 50, { min: 1, max: 200 });
      // One more than asked for tells whether there is a next page.
      const found = await required().list({ userId, limit: most + 1, after: cursor === undefined ? undefined : parseCursor(cursor) });
      const schedules = found.slice(0, most);
      const last = schedules.at(-1);
      return { schedules, nextCursor: last && found.length > most ? toCursor(last) : undefined };
    },

    pause: async (id, owner) => await setPaused(keyOf(id, owner, "pauseSchedule"), true),
    resume: async (id, owner) => await setPaused(keyOf(id, owner, "resumeSchedule"), false),
    remove: async (id, owner) => required().remove(keyOf(id, owner, "removeSchedule")),
  };

  async function setPaused(key: ScheduleKey, isPaused: boolean): Promise<Schedule> {
    const store = required();
    const known = await store.get(key);
    if (!known) throw scheduleNotFound(key.id);
    // What would have come during the pause does not come after it.
    const nextAt = known.isPaused === isPaused ? known.nextAt : nextSlot(known, await store.now());
    const schedule = await store.setPaused(key, isPaused, nextAt);
    if (!schedule) throw scheduleNotFound(key.id);
    onChanged();
    return schedule;
  }

  function required(): ScheduleStore {
    if (given) return given;
    throw new RowmillError("SCHEDULES_UNSUPPORTED", "This job store keeps no schedules: use one that has `schedules`", {
      retriable: false,
    });
  }
}

function keyOf(id: string, owner: ScheduleOwner | undefined, of: string): ScheduleKey {
  return { id, userId: jobKey(id, owner, of).userId ?? null };
}

function scheduleNotFound(id: string): RowmillError {
  return new RowmillError("SCHEDULE_NOT_FOUND", `There is no schedule ${JSON.stringify(id)}`, { details: { id } });
}

function toCursor({ id, userId }: ScheduleKey): string {
  return Buffer.from(JSON.stringify([1, id, userId])).toString("base64url");
}

function parseCursor(cursor: string): ScheduleKey {
  try {
    const [version, id, userId] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[];
    if (version === 1 && typeof id === "string" && (userId === null || typeof userId === "string")) return { id, userId };
  } catch {
    // Said below, like every other cursor that we never wrote.
  }
  throw new RowmillError("CURSOR_INVALID", "This cursor was not answered by a list of schedules: ask for the first page again");
}
