import { setTimeout as delay } from "node:timers/promises";
import { type CreateJobOptions, type Creation, RowmillError } from "@rowmill/core";
import { type Journal, nowMs } from "../harness/journal.ts";
import type { ProgramOptions } from "./options.ts";

/** Stores one job. */
export type Create = (input: ProgramOptions["input"], options: CreateJobOptions) => Promise<Creation<unknown, unknown>>;

/**
 * Creates jobs, some callers at a time, and writes each down as soon as it is acknowledged. A call that fails because the store is away is
 * made again, as an application would: with the key of the job, so that it is one job however often it is asked for.
 */
export async function createJobs(create: Create, journal: Journal, { creates, input }: ProgramOptions): Promise<void> {
  let next = creates.from;
  await Promise.all(Array.from({ length: creates.callers }, createSome));

  async function createSome(): Promise<void> {
    while (next < creates.to) {
      const idempotencyKey = String(next);
      next += 1;
      const askedAtMs = nowMs();
      const { job } = await createOne(idempotencyKey);
      journal.write("acknowledged", { jobId: job.id, note: idempotencyKey, askedAtMs });
      if (creates.pauseMs > 0) await delay(creates.pauseMs);
    }
  }

  async function createOne(idempotencyKey: string) {
    for (;;) {
      try {
        return await create(input, { idempotencyKey, delayMs: creates.delayMs, priority: creates.priority });
      } catch (error) {
        if (!RowmillError.is(error, "STORE_UNAVAILABLE")) throw error;
        await delay(100);
      }
    }
  }
}
