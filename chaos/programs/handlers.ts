import { setTimeout as delay } from "node:timers/promises";
import type { HandlerContext, Job, TaskManager } from "@rowmill/core";
import type { Journal } from "../harness/journal.ts";
import { poison, work } from "./job-types.ts";

/**
 * The handlers. What they do to the world is what they write into the journal.
 * @param connect - takes a connection of the pool that they share with the store; returns a function that releases it
 */
export function handlers(journal: Journal, connect: () => Promise<() => void> = async () => () => undefined) {
  const begin = ({ job, signal }: HandlerContext) => {
    const claim = claimOf(job);
    journal.write("started", claim);
    signal.addEventListener("abort", () => journal.write("aborted", { ...claim, note: (signal.reason as { code: string }).code }));
    return claim;
  };

  return {
    work: work.handle(async ({ steps, stepMs, isStubborn, blockMs, holdMs }, context) => {
      const claim = begin(context);
      const { claimNo } = claim;
      for (let step = 1; step <= steps; step += 1) {
        await delay(stepMs, undefined, isStubborn ? {} : { signal: context.signal });
        context.log(`claim ${claimNo}, step ${step}`);
        context.progress((100 * step) / steps, `claim ${claimNo}`);
        if (step === 1 && claimNo === 1 && blockMs > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, blockMs);
        if (step === 1 && holdMs > 0) {
          const release = await connect();
          await delay(holdMs);
          release();
        }
      }
      journal.write("done", claim);
      return { claimNo };
    }),

    poison: poison.handle(async ({ afterMs }, context) => {
      begin(context);
      await delay(afterMs);
      process.abort();
    }),
  };
}

/** Writes down what the store accepted of this manager's attempts. */
export function writeDownEvents(manager: Pick<TaskManager, "on">, journal: Journal): void {
  for (const name of ["job:completed", "job:failed", "job:retrying", "job:handed-back"] as const) {
    manager.on(name, ({ job }) => journal.write("settled", { ...claimOf(job), note: job.status }));
  }
  manager.on("job:reclaimed", ({ job }) => journal.write("reclaimed", claimOf(job)));
  manager.on("attempt:lost", ({ job }) => journal.write("lost", claimOf(job)));
}

function claimOf({ id, claimNo }: Job) {
  return { jobId: id, claimNo };
}
