import { type Job, RowmillError } from "@rowmill/core";
import { type Claim, isFinished, type JobStore, type Outcome, settle } from "@rowmill/core/adapter";
import { expect } from "vitest";
import { BOOM, LEASE_MS, reportOf } from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { canClaim, ended, isActive, RETRY_POLICY, released, stateOfLastClaim, updated } from "./model-job.ts";
import { createdMember, hasLapsed, isOwned, ModelFamilies, type ModelMember } from "./wait-model.ts";
import { idsOf, jsonText, newJob } from "../new-job.ts";

/** Something that happens to jobs that wait: to all, to one of them, or to one of the claims. */
export type WaitStep = PlainStep | JobStep | ClaimStep;

type PlainStep =
  | { readonly kind: "create" | "advance" | "reclaim" | "sweep" | "orphans" | "follow" }
  | { readonly kind: "family"; readonly count: number; readonly concurrency: number | undefined; readonly children: "settled" | "failed" };

/** `which` picks the job, or the claim. */
type JobStep =
  | { readonly kind: "claim" | "cancel" | "retry" | "wake"; readonly which: number }
  | { readonly kind: "finish"; readonly which: number; readonly outcome: keyof typeof OUTCOMES }
  | { readonly kind: "signal"; readonly which: number; readonly name: string; readonly key: string | undefined };

type ClaimStep =
  | { readonly kind: "release"; readonly which: number }
  | {
      readonly kind: "wait";
      readonly which: number;
      readonly children: "settled" | "failed" | null;
      readonly signal: string | null;
      readonly inMs: number | null;
    }
  | { readonly kind: "settle"; readonly which: number; readonly outcome: keyof typeof OUTCOMES }
  | { readonly kind: "update"; readonly which: number; readonly progress: number }
  | {
      readonly kind: "children";
      readonly which: number;
      readonly from: number;
      readonly count: number;
      readonly concurrency: number | undefined;
    };

const CLAIM_KINDS: Readonly<Record<ClaimStep["kind"], true>> = { release: true, wait: true, settle: true, update: true, children: true };

function isClaimStep(step: JobStep | ClaimStep): step is ClaimStep {
  return Object.hasOwn(CLAIM_KINDS, step.kind);
}

/** As long as in the other model: no sum of steps comes close to a lease, a wait or a delayed attempt. */
const STEP_MS = 40_000;

/** One step of so many happens to any job or claim; the others to one where it changes something. */
const AT_RANDOM = 5;

/** How many children of one parent are told apart. */
export const CHILD_KEYS = 6;

const OUTCOMES = {
  completed: { kind: "completed", result: jsonText({ rows: 3 }), resultFileId: null },
  failed: { kind: "failed", error: BOOM, retriable: true },
  fatal: { kind: "failed", error: BOOM, retriable: false },
  "handed-back": { kind: "handed-back" },
} satisfies Record<string, Outcome>;

/**
 * Does the same to a store and to a model of its waits, step by step, and rejects as soon as they differ.
 * @param type - the type of its jobs: it looks at no others, so that many sequences can share a store
 */
export async function checkWaitsAgainstModel(
  { store, advanceBy }: JobStoreHarness,
  type: string,
  steps: readonly WaitStep[],
): Promise<void> {
  const model = new ModelFamilies();
  const claims: Claim[] = [];
  let sent = 0;
  let nowMs = 0;

  for (const step of steps) {
    await take(step);
    await compareAll();
  }

  async function take(step: WaitStep): Promise<void> {
    if ("which" in step) return isClaimStep(step) ? takeWithClaim(step) : takeWithJob(step);
    switch (step.kind) {
      case "create":
        return create();
      case "advance":
        nowMs += STEP_MS;
        return advanceBy(STEP_MS);
      case "reclaim":
        return reclaim();
      case "sweep":
        return wake(allIds(), { limit: 10_000 });
      case "orphans":
        return cancelOrphans();
      case "follow":
        await store.followChildren(allIds());
        for (const id of allIds()) model.follow(id);
        return;
      case "family":
        return createFamily(step);
    }
  }

  async function takeWithJob(step: JobStep): Promise<void> {
    const id = pick(allIds(), step.which, (one) => isLikely(step.kind, model.get(one), nowMs));
    if (id === undefined) return;
    switch (step.kind) {
      case "claim":
        return claim(id);
      case "finish":
        await claim(id);
        return claims.length > 0 ? end(claims.at(-1)!, OUTCOMES[step.outcome]) : undefined;
      case "wake":
        return wake([id], { ids: [id] });
      case "cancel":
        expect((await store.cancel({ id }))?.changed).toBe(model.cancel(id));
        return;
      case "retry":
        expect((await store.retry({ id }))?.changed).toBe(model.retry(id, nowMs));
        return;
      case "signal": {
        const payload = (sent += 1);
        const outcome = await store.signal({ id }, { name: step.name, payload: jsonText(payload), key: step.key });
        expect(outcome?.became).toBe(model.signal(id, step.name, payload, step.key));
        return;
      }
    }
  }

  async function takeWithClaim(step: ClaimStep): Promise<void> {
    const held = pick(claims, step.which, (one) => ownerOf(one) !== undefined);
    if (!held) return;
    switch (step.kind) {
      case "wait":
        return wait(held, step);
      case "settle":
        return end(held, OUTCOMES[step.outcome]);
      case "update":
        return update(held, step.progress);
      case "release":
        return release(held);
      case "children":
        return addChildren(held, step);
    }
  }

  async function create(): Promise<void> {
    const [insertion] = await store.insert([describe()]);
    model.put(createdMember(insertion!.job.id, nowMs));
  }

  /** Creates a job with children that it waits for. */
  async function createFamily({ count, concurrency, children }: WaitStep & { kind: "family" }): Promise<void> {
    await create();
    await claim(allIds().at(-1)!);
    const held = claims.at(-1)!;
    await addChildren(held, { kind: "children", which: 0, from: 0, count, concurrency });
    await wait(held, { kind: "wait", which: 0, children, signal: null, inMs: null });
  }

  function describe(parentId?: string, number = 0) {
    const common = { type, maxAttempts: RETRY_POLICY.maxAttempts, maxCrashes: 2 };
    return newJob(parentId === undefined ? common : { ...common, idempotencyKey: `${parentId}:${number}`, weight: number + 1 });
  }

  async function claim(id: string): Promise<void> {
    const jobs = await store.claim({ runnerId: "model", leaseMs: LEASE_MS, limit: 1, from: { keys: [{ id }] }, isIdle: true });
    expect(idsOf(jobs)).toEqual(model.claim(id, nowMs) ? [id] : []);
    for (const { claimNo } of jobs) claims.push({ jobId: id, claimNo });
  }

  async function wait(held: Claim, { children, signal, inMs }: WaitStep & { kind: "wait" }): Promise<void> {
    const owner = ownerOf(held);
    const until = inMs === null ? null : { inMs };
    const [settled] = await store.settle([{ claim: held, settlement: { status: "waiting", for: { children, signal, until } } }]);
    expect(settled?.id).toBe(owner?.id);
    if (owner) model.suspend(owner.id, { children, signal, untilMs: inMs === null ? null : nowMs + inMs });
  }

  async function end(held: Claim, outcome: Outcome): Promise<void> {
    const owner = ownerOf(held);
    const settlement = settle(owner ?? { attempt: 1, maxAttempts: 1 }, outcome, RETRY_POLICY, 0.5);
    const [settled] = await store.settle([{ claim: held, settlement }]);
    expect(settled?.id).toBe(owner?.id);
    if (!owner) return;
    const after = { ...owner, ...ended(owner, outcome, nowMs) };
    model.put({ ...after, wakeup: isFinished(after.status) ? null : after.wakeup });
  }

  async function update(held: Claim, progress: number): Promise<void> {
    const member = lastOf(held);
    const states = await store.update([{ claim: held, leaseMs: LEASE_MS, report: reportOf({ progress }) }]);
    expect(states).toEqual([member ? stateOfLastClaim(member) : "lost"]);
    if (member) model.put({ ...member, ...updated(member, progress, null, nowMs) });
  }

  async function release(held: Claim): Promise<void> {
    await store.release([held]);
    const member = lastOf(held);
    if (member) model.put({ ...member, ...released(member) });
  }

  async function addChildren(held: Claim, { from, count, concurrency }: WaitStep & { kind: "children" }): Promise<void> {
    const owner = ownerOf(held);
    const numbers = Array.from({ length: count }, (_, index) => (from + index) % CHILD_KEYS);
    const given = numbers.map((number) => describe(held.jobId, number));
    const inserting = store.insert(given, { parent: { claim: held, concurrency } });
    if (!owner) {
      const error = await inserting.catch((reason: unknown) => reason);
      expect(RowmillError.is(error, "ATTEMPT_LOST")).toBe(true);
      return;
    }
    const childConcurrency = concurrency ?? owner.childConcurrency;
    model.put({ ...owner, childConcurrency });
    const known = idsByNumber(owner.id);
    for (const [index, { job, created }] of (await inserting).entries()) {
      const number = numbers[index]!;
      expect({ created, id: job.id }).toEqual({ created: !known.has(number), id: known.get(number) ?? given[index]!.id });
      if (!created) continue;
      model.put(createdMember(job.id, nowMs, { id: owner.id, isLimited: childConcurrency !== null, weight: number + 1 }));
    }
  }

  /** The weight of a child names it among its siblings. */
  function idsByNumber(parentId: string): Map<number, string> {
    return new Map(model.childrenOf(parentId).map(({ id, weight }) => [weight - 1, id]));
  }

  async function wake(ids: readonly string[], request: Parameters<JobStore["wake"]>[0]): Promise<void> {
    const { jobs } = await store.wake(request);
    for (const id of ids) model.release(id, nowMs);
    const woken = ids.filter((id) => model.wake(id, nowMs));
    expect(idsOf(jobs.filter((job) => job.type === type)).toSorted()).toEqual(woken.toSorted());
  }

  async function cancelOrphans(): Promise<void> {
    const ids: string[] = [];
    for (let jobs = await store.cancelOrphans(10_000); jobs.length > 0; jobs = await store.cancelOrphans(10_000)) {
      ids.push(...idsOf(jobs.filter((job) => job.type === type)));
    }
    expect(ids.toSorted()).toEqual(model.cancelOrphans().toSorted());
  }

  async function reclaim(): Promise<void> {
    const lapsed = allIds().filter((id) => hasLapsed(model.get(id), nowMs));
    const jobs = await store.reclaim([], 10_000);
    expect(idsOf(jobs.filter((job) => job.type === type)).toSorted()).toEqual(lapsed.toSorted());
    for (const id of lapsed) model.reclaim(id, nowMs);
  }

  function allIds(): string[] {
    return [...model.members.keys()];
  }

  /** The job of a claim that was not followed by another one. */
  function lastOf({ jobId, claimNo }: Claim): ModelMember | undefined {
    const member = model.get(jobId);
    return member.claimNo === claimNo ? member : undefined;
  }

  /** The same, if the claim owns the job. */
  function ownerOf(held: Claim): ModelMember | undefined {
    const member = lastOf(held);
    return member && isOwned(member) ? member : undefined;
  }

  async function compareAll(): Promise<void> {
    const ids = allIds();
    const stored = await store.get(ids.map((id) => ({ id })));
    for (const [index, id] of ids.entries()) expect(shown(stored[index]!)).toEqual(shownOfModel(model.get(id), nowMs));
  }
}

function pick<Item>(items: readonly Item[], which: number, isGood: (item: Item) => boolean): Item | undefined {
  const good = which % AT_RANDOM === 0 ? [] : items.filter(isGood);
  const from = good.length > 0 ? good : items;
  return from[Math.floor(which / AT_RANDOM) % from.length];
}

/** Whether a step probably changes this job. */
function isLikely(kind: WaitStep["kind"], member: ModelMember, nowMs: number): boolean {
  if (kind === "claim" || kind === "finish") return canClaim(member, nowMs);
  if (kind === "wake" || kind === "signal") return member.wait !== null;
  return kind === "retry" ? member.status === "failed" || member.status === "cancelled" : !isFinished(member.status);
}

function shown(job: Job) {
  const { id, status, attempt, crashes, progress, parentId, wakeup, claimNo, isActive: active, waitingFor, error } = job;
  const wait = waitingFor && { children: waitingFor.children, signal: waitingFor.signal, hasMoment: waitingFor.until !== null };
  return { id, status, attempt, crashes, progress, parentId, wakeup, claimNo, active, wait, errorCode: error?.code ?? null };
}

function shownOfModel(member: ModelMember, nowMs: number): ReturnType<typeof shown> {
  const { id, status, attempt, crashes, progress, parentId, wakeup, claimNo, wait, errorCode } = member;
  const shownWait = wait && { children: wait.children, signal: wait.signal, hasMoment: wait.untilMs !== null };
  return { id, status, attempt, crashes, progress, parentId, wakeup, claimNo, active: isActive(member, nowMs), wait: shownWait, errorCode };
}
