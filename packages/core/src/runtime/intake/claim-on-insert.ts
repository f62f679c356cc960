import type { Job } from "../../domain/job.ts";
import type { Dispatcher, Execution } from "../../ports/dispatcher.ts";
import type { ClaimOnInsert, Insertion, NewJob } from "../../ports/job-store.ts";
import type { Runner } from "../attempts/runner.ts";

/** Stores jobs, and lets them begin in the same step where there is room for them and nothing waits. */
export interface StoreAndBegin {
  (jobs: readonly NewJob[], calls: StoreCalls): Promise<readonly Insertion[]>;
}

/** What it calls, once each. */
export interface StoreCalls {
  insert(claimOnInsert: ClaimOnInsert | undefined): Promise<readonly Insertion[]>;
  /** Tells of the stored jobs, before they begin. @param haveBegun - whether they need no delivery */
  announce(insertions: readonly Insertion[], haveBegun: boolean): void;
}

/** What it works with. */
export interface ClaimOnInsertOptions {
  readonly dispatcher: Pick<Dispatcher, "hold">;
  readonly runner: Pick<Runner, "mayBegin" | "beginNew">;
  /** Whether jobs of a type run here now: they are not paused. */
  mayRun(type: string): boolean;
}

/**
 * Makes it. A job that is stored where a slot is free and nothing waits would be claimed by the next statement: a round trip and a wait
 * for the disk for nothing. So slots are held while the jobs are stored, and the store says whether they really were the next ones.
 *
 * Whoever created a job is told of it as it was stored, pending; that it has begun is told like any other beginning.
 */
export function createClaimOnInsert({ dispatcher, runner, mayRun }: ClaimOnInsertOptions): StoreAndBegin {
  return async (jobs, { insert, announce }) => {
    const slots = jobs.every(isReady) ? await dispatcher.hold?.(jobs.map(({ type }) => type)) : undefined;
    // Asked last: whoever drains may have been told meanwhile that nothing runs.
    if (!slots || !runner.mayBegin() || !jobs.every(({ type }) => mayRun(type))) {
      slots?.run([]);
      return announced(await insert(undefined), []);
    }
    let insertions: readonly Insertion[] | undefined;
    let executions: readonly Execution[] = [];
    try {
      executions = await runner.beginNew(async (claimant) => {
        const answers = await insert({ ...claimant, types: slots.types });
        const begun = answers.filter((answer) => hasBegun(answer, claimant.runnerId)).map(({ job }) => job);
        // Before their deliveries ask for them.
        if (begun.length === 0) slots.run([]);
        insertions = announced(answers, begun);
        return begun;
      });
    } finally {
      slots.run(executions);
    }
    // Nothing begins any more, because the manager closes. What was asked for before is stored all the same.
    return insertions ?? announced(await insert(undefined), []);

    function announced(answers: readonly Insertion[], begun: readonly Job[]): readonly Insertion[] {
      const told =
        begun.length === 0
          ? answers
          : answers.map((answer) => ({ ...answer, job: begun.includes(answer.job) ? asStored(answer.job) : answer.job }));
      announce(told, begun.length > 0);
      return told;
    }
  };
}

/** Whether a job can begin as soon as it is stored. */
function isReady({ start, claim }: NewJob): boolean {
  return claim === undefined && "inMs" in start && start.inMs === 0;
}

/** Whether a job was claimed for us as it was stored. An insert that had to be repeated may find it in other hands. */
function hasBegun({ job, created }: Insertion, runnerId: string): boolean {
  return created && job.status === "processing" && job.runnerId === runnerId && job.claimNo === 1;
}

/** The job as it was before its claim. */
function asStored(job: Job): Job {
  return { ...job, status: "pending", attempt: 0, claimNo: 0, runnerId: null, isActive: false, revision: 1, startedAt: null };
}
