import type { Job } from "../../domain/job.ts";
import type { Delivery, Dispatcher, Execution, HeldSlots } from "../../ports/dispatcher.ts";
import type { Insertion, JobStore, NewJob, ParentOptions } from "../../ports/job-store.ts";
import { toDelivery } from "../dispatch/to-delivery.ts";
import type { Events } from "../events.ts";
import { forEachInTurns } from "../turn.ts";

/** What stores jobs with. */
export interface InsertJobsOptions {
  readonly store: Pick<JobStore, "insert">;
  readonly dispatcher: Pick<Dispatcher, "hold">;
  readonly events: Pick<Events, "emit">;
  readonly concurrency: number;
  readonly runnerId: string;
  readonly leaseMs: number;
  /** Whether new jobs may begin here now, beside what is at work. */
  mayBegin(): boolean;
  /** Whether jobs of a type run here now: they are not paused. */
  mayRun(type: string): boolean;
  /** Begins the attempts of jobs that are claimed. */
  begin(claim: () => Promise<readonly Job[]>): Promise<readonly Execution[]>;
  /** Passes stored jobs to the dispatcher. */
  enqueue(deliveries: readonly Delivery[]): void;
}

/** Stores jobs, and announces them. @param parent - whose children they are: none of them begins in the same step */
export type InsertJobs = (jobs: readonly NewJob[], parent?: ParentOptions) => Promise<readonly Insertion[]>;

/**
 * Makes a function that stores jobs, emits `job:created`, and passes them to the dispatcher, or begins them where the store claimed them in the
 * same step.
 *
 * A job that is stored where a slot is free and nothing waits would be claimed by the next statement: a round trip and a wait for the disk. So
 * slots are held while the jobs are stored, and the store decides whether they really were the next ones. Their creator receives them as they
 * were stored, pending; that they have begun is an event like any other beginning.
 */
export function createInsertJobs(options: InsertJobsOptions): InsertJobs {
  const { store, dispatcher, events, runnerId, leaseMs } = options;

  return async (jobs, parent) => {
    if (parent) return await announced(await store.insert(jobs, { parent }));
    const slots = isReady(jobs) ? await dispatcher.hold?.(jobs.map(({ type }) => type)) : undefined;
    // Asked after every wait, and right before the claim is counted: a caller that drains may have been told that nothing runs.
    const mayBegin = slots && options.mayBegin() && jobs.every(({ type }) => options.mayRun(type));
    if (!mayBegin) slots?.run([]);
    const stored = mayBegin ? await insertAndClaim(jobs, slots) : undefined;
    // Not stored yet if nothing begins any more, because the manager closes. What was asked for before is stored all the same.
    return stored ?? (await announced(await store.insert(jobs)));
  };

  /** Whether jobs may begin as soon as they are stored. */
  function isReady(jobs: readonly NewJob[]): boolean {
    return jobs.length <= options.concurrency && jobs.every(({ start, claim }) => !claim && "inMs" in start && start.inMs === 0);
  }

  async function insertAndClaim(jobs: readonly NewJob[], slots: HeldSlots): Promise<readonly Insertion[] | undefined> {
    let stored: readonly Insertion[] | undefined;
    let executions: readonly Execution[] = [];
    try {
      executions = await options.begin(async () => {
        const insertions = await store.insert(jobs, { claimOnInsert: { runnerId, leaseMs, types: slots.types } });
        const claimed = insertions.filter(isClaimed);
        // Before their deliveries ask for the slots.
        if (claimed.length === 0) slots.run([]);
        stored = await announced(
          insertions.map((insertion) => (isClaimed(insertion) ? asStored(insertion) : insertion)),
          claimed.length > 0,
        );
        return claimed.map(({ job }) => job);
      });
    } finally {
      slots.run(executions);
    }
    return stored;
  }

  async function announced(insertions: readonly Insertion[], haveBegun = false): Promise<readonly Insertion[]> {
    const emitCreated = ({ job, created }: Insertion) => created && events.emit("job:created", { job });
    if (insertions.length > MANY_JOBS) await forEachInTurns(insertions, emitCreated);
    else for (const insertion of insertions) emitCreated(insertion);
    if (!haveBegun)
      options.enqueue(insertions.flatMap(({ job, created }) => (created && job.status === "pending" ? [toDelivery(job)] : [])));
    return insertions;
  }

  /** Whether a job was claimed for this runner as it was stored. An insert that had to be repeated may find it in other hands. */
  function isClaimed({ job, created }: Insertion): boolean {
    return created && job.status === "processing" && job.runnerId === runnerId && job.claimNo === 1;
  }
}

/** From how many jobs on their events are emitted in turns of the event loop. */
const MANY_JOBS = 500;

/** The job as it was before its claim. */
function asStored({ job, created }: Insertion): Insertion {
  return {
    created,
    job: { ...job, status: "pending", attempt: 0, claimNo: 0, runnerId: null, isActive: false, revision: 1, startedAt: null },
  };
}
