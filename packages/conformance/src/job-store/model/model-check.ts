import type { Job } from "@rowmill/core";
import { type Claim, type ClaimRequest, isFinished, isFinalCrashAttempt, type Outcome, settle } from "@rowmill/core/adapter";
import { expect } from "vitest";
import { BOOM, LEASE_MS, reportOf } from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import {
  cancelled,
  canClaim,
  claimed,
  createdJob,
  ended,
  hasLapsed,
  isActive,
  type ModelJob,
  reclaimed,
  released,
  RETRY_POLICY,
  retried,
  stateOfLastClaim,
  updated,
} from "./model-job.ts";
import { idsOf, insertJob, jsonText } from "../new-job.ts";

/** Something that happens to jobs. `which` picks one of the jobs, or of the claims, that there are. */
export type Step =
  | { readonly kind: "create"; readonly delayed: boolean; readonly claimed: boolean }
  | { readonly kind: "claim" | "cancel" | "retry" | "release"; readonly which: number }
  | { readonly kind: "claim-all"; readonly isIdle: boolean }
  | { readonly kind: "advance" | "reclaim" }
  | { readonly kind: "update"; readonly which: number; readonly progress: number; readonly checkpoint: number | null }
  | { readonly kind: "settle"; readonly which: number; readonly outcome: keyof typeof OUTCOMES };

// No sum of steps of the clock comes within ten seconds of a lease, a delay or a put-off attempt: a database whose clock also
// runs by itself agrees with the model on what has lapsed.
const STEP_MS = 40_000;
const DELAY_MS = 100_000;

const OUTCOMES = {
  completed: { kind: "completed", result: jsonText({ rows: 3 }), resultFileId: null },
  failed: { kind: "failed", error: BOOM, retriable: true },
  fatal: { kind: "failed", error: { code: "JOB_RESULT_INVALID", message: "not a number", stack: null, causes: [] }, retriable: false },
  "handed-back": { kind: "handed-back" },
} satisfies Record<string, Outcome>;

/** One job, in the store and in the model. */
interface Twin {
  readonly id: string;
  model: ModelJob;
  stored: Job;
  /** The claim that was given last. */
  lastClaimNo: number;
}

/**
 * Does the same to a store and to a model of it, step by step, and rejects as soon as they differ.
 * @param type - the type of its jobs: it looks at no others, so that many sequences can share a store
 */
export async function checkAgainstModel({ store, advanceBy }: JobStoreHarness, type: string, steps: readonly Step[]): Promise<void> {
  const twins: Twin[] = [];
  const claims: Claim[] = [];
  const releasedClaims = new Set<Claim>();
  let nowMs = 0;

  for (const step of steps) {
    await take(step);
    await compareAll();
  }

  async function take(step: Step): Promise<void> {
    switch (step.kind) {
      case "create":
        return create(step.delayed, step.claimed);
      case "claim": {
        const twin = pick(twins, step.which);
        return twin && claim({ keys: [{ id: twin.id }] }, true, [twin]);
      }
      case "claim-all":
        return claim({ capacities: [{ type, limit: 100 }] }, step.isIdle, twins);
      case "advance":
        nowMs += STEP_MS;
        return advanceBy(STEP_MS);
      case "reclaim":
        return reclaim();
      case "cancel":
      case "retry": {
        const twin = pick(twins, step.which);
        return twin && change(twin, step.kind);
      }
      case "update":
      case "settle":
      case "release": {
        const held = pick(claims, step.which);
        // A handler that has stopped writes nothing more.
        if (!held || releasedClaims.has(held)) return;
        if (step.kind === "update") return update(held, step.progress, step.checkpoint);
        if (step.kind === "settle") return end(held, OUTCOMES[step.outcome]);
        return release(held);
      }
    }
  }

  async function create(delayed: boolean, claimedAtOnce: boolean): Promise<void> {
    const stored = await insertJob(store, {
      type,
      maxAttempts: RETRY_POLICY.maxAttempts,
      maxCrashes: 2,
      start: { inMs: delayed ? DELAY_MS : 0 },
      ...(claimedAtOnce && { claim: { runnerId: "model", leaseMs: LEASE_MS } }),
    });
    const model = createdJob(nowMs + (delayed ? DELAY_MS : 0));
    const twin: Twin = { id: stored.id, model, stored, lastClaimNo: stored.claimNo };
    twins.push(twin);
    if (claimedAtOnce) begin(twin, stored);
  }

  async function claim(from: ClaimRequest["from"], isIdle: boolean, candidates: readonly Twin[]) {
    const free = candidates.filter(({ model }) => canClaim(model, nowMs));
    const exclusive = isIdle ? free.filter(({ model }) => isFinalCrashAttempt(model)) : [];
    const jobs = await store.claim({ runnerId: "model", leaseMs: LEASE_MS, limit: 100, from, isIdle });
    // Which of several is the first is another question: the model knows nothing of turns.
    const first = exclusive.filter(({ id }) => id === jobs[0]?.id);
    const expected = exclusive.length > 0 ? first : free.filter(({ model }) => !isFinalCrashAttempt(model));
    if (exclusive.length > 0) expect(first).toHaveLength(1);
    expect(idsOf(jobs).toSorted()).toEqual(idsOf(expected).toSorted());
    for (const twin of expected) {
      const job = jobs.find(({ id }) => id === twin.id)!;
      expect(job.claimNo).toBeGreaterThan(twin.lastClaimNo);
      begin(twin, job);
    }
  }

  function begin(twin: Twin, job: Job): void {
    twin.model = claimed(twin.model, nowMs);
    twin.lastClaimNo = job.claimNo;
    claims.push({ jobId: job.id, claimNo: job.claimNo });
  }

  async function update(held: Claim, progress: number, checkpoint: number | null): Promise<void> {
    const twin = ownerOf(held);
    const report = reportOf({ progress });
    const written = { claim: held, leaseMs: LEASE_MS, report, ...(checkpoint !== null && { checkpoint: jsonText(checkpoint) }) };
    expect(await store.update([written])).toEqual([twin ? stateOfLastClaim(twin.model) : "lost"]);
    if (twin) twin.model = updated(twin.model, progress, checkpoint, nowMs);
  }

  async function end(held: Claim, outcome: Outcome): Promise<void> {
    const twin = ownerOf(held);
    const owns = twin?.model.status === "processing";
    const attempt = twin?.model.attempt ?? 1;
    const settlement = settle({ attempt, maxAttempts: RETRY_POLICY.maxAttempts }, outcome, RETRY_POLICY, 0.5);
    const [settled] = await store.settle([{ claim: held, settlement }]);
    expect(settled?.id).toBe(owns ? held.jobId : undefined);
    if (twin && owns) twin.model = ended(twin.model, outcome, nowMs);
  }

  async function release(held: Claim): Promise<void> {
    const twin = ownerOf(held);
    await store.release([held]);
    if (!twin) return;
    if (twin.model.status !== "processing") releasedClaims.add(held);
    twin.model = released(twin.model);
  }

  async function change(twin: Twin, action: "cancel" | "retry"): Promise<void> {
    const model = action === "cancel" ? cancelled(twin.model) : retried(twin.model, nowMs);
    const answer = await store[action]({ id: twin.id });
    expect(answer?.changed).toBe(model !== twin.model);
    twin.model = model;
  }

  async function reclaim(): Promise<void> {
    const lapsed = twins.filter(({ model }) => hasLapsed(model, nowMs));
    const jobs = await store.reclaim([], 10_000);
    expect(idsOf(jobs.filter((job) => job.type === type)).toSorted()).toEqual(idsOf(lapsed).toSorted());
    for (const twin of lapsed) twin.model = reclaimed(twin.model, nowMs);
  }

  /** The job that a claim was given last for; none if it was given to somebody else since. */
  function ownerOf({ jobId, claimNo }: Claim): Twin | undefined {
    return twins.find((twin) => twin.id === jobId && twin.lastClaimNo === claimNo);
  }

  async function compareAll(): Promise<void> {
    const stored = await store.get(twins.map(({ id }) => ({ id })));
    for (const [index, twin] of twins.entries()) {
      const job = stored[index]!;
      expect({ ...shown(job), isActive: job.isActive }).toEqual({ ...shownOfModel(twin.model), isActive: isActive(twin.model, nowMs) });
      expect(job.claimNo).toBe(twin.lastClaimNo);
      expect(job.revision).toBeGreaterThanOrEqual(twin.stored.revision);
      const changed = JSON.stringify(shown(job)) !== JSON.stringify(shown(twin.stored));
      if (changed) expect(job.revision).toBeGreaterThan(twin.stored.revision);
      twin.stored = job;
    }
  }
}

function pick<Item>(items: readonly Item[], which: number): Item | undefined {
  return items[which % items.length];
}

/** What store and model must agree on, whatever the time. */
function shown({ status, attempt, crashes, progress, checkpoint, error, result, finishedAt }: Job) {
  return {
    status,
    attempt,
    crashes,
    progress,
    checkpoint,
    errorCode: error?.code ?? null,
    hasResult: result !== null,
    hasEnded: finishedAt !== null,
  };
}

function shownOfModel({ status, attempt, crashes, progress, checkpoint, errorCode }: ModelJob) {
  return { status, attempt, crashes, progress, checkpoint, errorCode, hasResult: status === "completed", hasEnded: isFinished(status) };
}
