import { RowmillError } from "../../domain/errors.ts";
import { type Schedule, skipReason, slotKey } from "../../domain/schedule.ts";
import { isFinished } from "../../domain/job.ts";
import type { Clock } from "../../ports/clock.ts";
import type { JobStore } from "../../ports/job-store.ts";
import type { Logger } from "../../ports/logger.ts";
import type { ScheduleStore } from "../../ports/schedule-store.ts";
import type { Intake } from "../intake/intake.ts";
import { nextSlot } from "./next-slot.ts";

/** How many schedules one round processes. */
const MAX_DUE = 100;

/** How often to read schedules that other processes stored, in milliseconds: those stored here are known immediately. */
const POLL_INTERVAL_MS = 15_000;

/** After what time a slot that failed is tried again, in milliseconds: twice as long after each failure, up to the longest. */
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

/** What running schedules needs. */
export interface RunSchedulesOptions {
  readonly schedules: ScheduleStore;
  readonly store: Pick<JobStore, "get">;
  readonly intake: Intake;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The job types that are known here. Slots of others are left to processes that know them. */
  types(): readonly string[];
}

/** Creates the jobs of schedules. */
export interface RunningSchedules {
  /** Notifies that a slot may have come nearer. */
  wake(): void;
  /** Creates no more jobs. Resolves when the store is asked for nothing more. Never rejects. */
  stop(): Promise<void>;
}

/**
 * Creates a job whenever the slot of a schedule comes. Every live process does this, and none is needed in particular: the job of a slot has
 * an idempotency key that names the slot, so it is created once, and only then the schedule moves on, so it is not lost either when a
 * process dies in between.
 */
export function runSchedules({ schedules, store, intake, clock, logger, types }: RunSchedulesOptions): RunningSchedules {
  let stopTimer = () => {};
  let isStopped = false;
  let isUnderWay = false;
  let isWoken = false;
  let lastRound = Promise.resolve();
  /** The slots that failed in this process, by schedule. */
  const failures = new Map<string, FailedSlot>();
  wait(0);

  return {
    wake() {
      isWoken = true;
      if (!isUnderWay) wait(0);
    },
    stop() {
      isStopped = true;
      stopTimer();
      return lastRound;
    },
  };

  function wait(delayMs: number): void {
    stopTimer();
    if (!isStopped) stopTimer = clock.setTimer(() => void (lastRound = round()), delayMs, false);
  }

  async function round(): Promise<void> {
    isUnderWay = true;
    isWoken = false;
    let delayMs = POLL_INTERVAL_MS;
    try {
      delayMs = Math.min(await processDueSlots(), POLL_INTERVAL_MS);
    } catch (error) {
      logger.warn({ error }, "A round of the schedules failed; the next one makes up for it");
    }
    isUnderWay = false;
    wait(isWoken ? 0 : delayMs);
  }

  /** Returns in how many milliseconds the next slot comes. */
  async function processDueSlots(): Promise<number> {
    const known = types();
    if (known.length === 0) return Infinity;
    // Slots that fail stay due: they must not take the places of others.
    const due = await schedules.due(known, MAX_DUE + failures.size);
    const now = due.length > 0 ? await schedules.now() : undefined;
    const failed = new Map(failures);
    failures.clear();
    for (const schedule of due) {
      if (isStopped || !now) break;
      const failure = await tryToProcess(schedule, now, failed.get(keyOf(schedule)));
      if (failure) failures.set(keyOf(schedule), failure);
    }
    const dueInMs = (await schedules.nextDueInMs(known)) ?? Infinity;
    return failures.size > 0 ? Math.max(dueInMs, FIRST_RETRY_MS) : dueInMs;
  }

  /** Never rejects: other schedules must not wait for this one. Returns the failure if the slot is to be tried again. */
  async function tryToProcess(schedule: Schedule, now: Date, last: FailedSlot | undefined): Promise<FailedSlot | undefined> {
    const slotMs = schedule.nextAt!.getTime();
    const earlier = last?.slotMs === slotMs ? last : undefined;
    if (earlier && now.getTime() < earlier.retryAtMs) return earlier;
    try {
      await processSlot(schedule, now);
      return undefined;
    } catch (error) {
      const delayMs = Math.min(earlier ? earlier.delayMs * 2 : FIRST_RETRY_MS, LONGEST_RETRY_MS);
      logger.warn({ error, scheduleId: schedule.id, retryInMs: delayMs }, "A slot of a schedule failed; it is tried again");
      return { slotMs, delayMs, retryAtMs: now.getTime() + delayMs };
    }
  }

  async function processSlot(schedule: Schedule, now: Date): Promise<void> {
    const slot = schedule.nextAt!;
    const reason = skipReason(schedule, now, await isLastJobFinished(schedule));
    if (reason) logger.debug({ scheduleId: schedule.id, slot, reason }, "A slot of a schedule was passed over");
    const jobId = reason ? null : await createJob(schedule, slot);
    await schedules.advance(schedule, { from: slot, to: nextSlot(schedule, now > slot ? now : slot), jobId });
  }

  async function isLastJobFinished({ overlap, lastJobId }: Schedule): Promise<boolean> {
    if (overlap === "allow" || lastJobId === null) return true;
    const [job] = await store.get([{ id: lastJobId }]);
    return !job || isFinished(job.status);
  }

  /** Returns the id of the slot's job, or `null` if its input is no longer valid: that is logged, and the schedule goes on. */
  async function createJob(schedule: Schedule, slot: Date): Promise<string | null> {
    const { type, input, userId, priority } = schedule;
    try {
      const options = { userId, priority: priority ?? undefined, idempotencyKey: slotKey(schedule, slot) };
      return await intake.prepare({ type, input, options }, async (order) => (await intake.store(order)).job.id);
    } catch (error) {
      // The schedule was changed between two tries: the first try counts.
      if (RowmillError.is(error, "IDEMPOTENCY_CONFLICT")) return String(error.details["jobId"]);
      if (!RowmillError.is(error) || error.retriable || error.code.startsWith("STORE_")) throw error;
      logger.error({ error, scheduleId: schedule.id, slot, type }, "The job of a schedule could not be created; the slot is passed over");
      return null;
    }
  }
}

/** A slot that failed, and when it is tried again. */
interface FailedSlot {
  readonly slotMs: number;
  readonly delayMs: number;
  readonly retryAtMs: number;
}

function keyOf({ userId, id }: Schedule): string {
  return JSON.stringify([userId, id]);
}
