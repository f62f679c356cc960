import { z } from "zod";
import { RowmillError } from "../../domain/errors.ts";
import type { Job } from "../../domain/job.ts";
import type { Registry } from "../../domain/registry.ts";
import type { Outcome } from "../../domain/settlement.ts";
import type { Attempt } from "./attempt.ts";
import { completed, failed } from "./run-handler.ts";
import type { Runner } from "./runner.ts";
import type { AttemptHandle } from "../task-manager.ts";

/** Makes the handle of an attempt that code outside a handler has claimed. */
export function createAttemptHandle(attempt: Attempt, runner: Runner, registry: Registry, maxJsonBytes: number): AttemptHandle {
  const { job } = attempt;
  let hasEnded = false;

  return {
    ...attempt.context,
    get abortReason() {
      return attempt.abortReason;
    },
    async complete(result) {
      refuseIfEnded();
      // A job of a type that is not registered here can be worked on all the same; there is no schema to check against.
      const jobType = registry.get(job.type)?.jobType ?? { type: job.type, result: z.unknown() };
      return await end(await completed(jobType, job.id, result, maxJsonBytes));
    },
    fail: (error) => end(failed(error)),
    handBack: () => end({ kind: "handed-back" }),
  };

  function refuseIfEnded(): void {
    if (hasEnded) throw new RowmillError("ATTEMPT_ENDED", `This attempt of job ${job.id} has ended already`);
  }

  async function end(outcome: Outcome): Promise<Job> {
    refuseIfEnded();
    hasEnded = true;
    const ended = await runner.end(attempt, outcome).catch((error: unknown) => {
      // The store is away: the work is not lost, and can be recorded later.
      hasEnded = false;
      throw error;
    });
    if (ended) return ended;
    throw (
      attempt.abortReason ??
      new RowmillError("ATTEMPT_LOST", `This attempt no longer owned job ${job.id}: it was cancelled, or its lease lapsed`)
    );
  }
}
