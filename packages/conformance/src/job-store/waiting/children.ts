import { expect } from "vitest";
import { HELD_UNTIL } from "@rowmill/core/adapter";
import type { Cases } from "../../cases.ts";
import {
  claimJob,
  claimOf,
  COMPLETED,
  endedJob,
  FAILED,
  PAST_LEASE_MS,
  reportOf,
  settleJob,
  startJob,
  tryClaim,
  updateJob,
} from "../attempt.ts";
import { type JobStoreHarness, storeOf } from "../harness.ts";
import { idsOf, insertJob, newJob, readJob } from "../new-job.ts";
import { endChild, insertChildren, waitingFor, waitingJob, waitingParent, wake } from "./family.ts";

const KEEP_NOTHING = { completed: 0, failed: 0, cancelled: 0 };

export const childrenCases: Cases<JobStoreHarness> = {
  "belong to the job whose claim adds them": async ({ store }) => {
    const parent = await startJob(store);
    const children = await insertChildren(store, parent, [{}, {}]);
    expect(children).toMatchObject([{ parentId: parent.id, status: "pending" }, { parentId: parent.id }]);
    expect(await readJob(store, children[0]!)).toEqual(children[0]);
    expect(await readJob(store, parent)).toMatchObject({ parentId: null });
    const page = await store.list({ parentId: parent.id, limit: 1 });
    const rest = await store.list({ parentId: parent.id, limit: 10, cursor: page.nextCursor });
    expect(idsOf([...page.jobs, ...rest.jobs]).toSorted()).toEqual(idsOf(children).toSorted());
    expect(await store.count({ parentId: parent.id, status: ["pending"] }, 10)).toBe(2);
  },

  "are added by the claim that owns the job only": async ({ store }) => {
    const parent = await startJob(store);
    await settleJob(store, parent, { status: "pending", error: null, runInMs: 0, usesAttempt: false });
    const refusal = expect.objectContaining({ code: "ATTEMPT_LOST" });
    await expect(insertChildren(store, parent, [{}])).rejects.toEqual(refusal);
    await claimJob(store, parent);
    await expect(insertChildren(store, parent, [{}])).rejects.toEqual(refusal);
    const waiting = await waitingJob(store, { signal: "review" });
    await expect(insertChildren(store, waiting, [{}])).rejects.toEqual(refusal);
    const cancelled = await startJob(store);
    await store.cancel({ id: cancelled.id });
    await expect(insertChildren(store, cancelled, [{}])).rejects.toEqual(refusal);
    expect(await store.count({ type: ["child"] }, 10)).toBe(0);
  },

  "with a key are added once": async ({ store }) => {
    const parent = await startJob(store);
    const add = () => insertChildren(store, parent, [{ idempotencyKey: "0" }, { idempotencyKey: "1" }]);
    expect(idsOf(await add())).toEqual(idsOf(await add()));
    expect(await store.count({ parentId: parent.id }, 10)).toBe(2);
  },

  "wake their parent when all of them have settled": async ({ store }) => {
    const { parent, children } = await waitingParent(store, 3);
    expect(parent.waitingFor).toMatchObject({ children: "settled" });
    await endChild(store, children[0]!, COMPLETED);
    await endChild(store, children[1]!, FAILED);
    expect(await wake(store, parent)).toEqual([]);
    await store.cancel({ id: children[2]!.id });
    expect(await wake(store, parent)).toMatchObject([{ id: parent.id, status: "pending", wakeup: { by: "children" } }]);
  },

  "wake a parent that waits for the first failure": async ({ store }) => {
    const { parent, children } = await waitingParent(store, 3, { children: "failed" });
    await endChild(store, children[0]!, COMPLETED);
    expect(await wake(store, parent)).toEqual([]);
    await endChild(store, children[1]!, FAILED);
    expect(await wake(store, parent)).toMatchObject([{ id: parent.id, wakeup: { by: "children" } }]);
  },

  "need not be there to be waited for": async ({ store }) => {
    const parent = await waitingJob(store, { children: "settled" });
    expect((await store.wake({ limit: 10 })).jobs).toMatchObject([{ id: parent.id, wakeup: { by: "children" } }]);
  },

  "wake their parent once, in whatever order they and it come to an end": async (harness) => {
    const { store } = harness;
    const running = await startJob(store);
    const children = await insertChildren(
      store,
      running,
      Array.from({ length: 6 }, () => ({})),
    );
    const claimed: (typeof running)[] = [];
    for (const child of children) claimed.push(await claimJob(store, child));
    const endAndWake = async (index: number, act: () => Promise<unknown>) => {
      await act();
      return await wake(storeOf(harness, index), running);
    };
    const woken = await Promise.all([
      endAndWake(0, () => settleJob(store, running, waitingFor({ children: "settled" }))),
      ...claimed.map((child, index) => endAndWake(index + 1, () => settleJob(storeOf(harness, index), child, COMPLETED))),
    ]);
    expect(woken.flat()).toHaveLength(1);
  },

  "run as many at once as their parent lets them": async ({ store }) => {
    const parent = await startJob(store);
    const children = await insertChildren(
      store,
      parent,
      Array.from({ length: 5 }, () => ({})),
      { concurrency: 2 },
    );
    expect(children.every(({ runAt }) => runAt.getTime() === HELD_UNTIL.getTime())).toBe(true);
    expect(await tryClaim(store, children[0]!)).toBeUndefined();
    await wake(store, parent);
    await settleJob(store, parent, waitingFor({ children: "settled" }));
    const free = async () => {
      await store.wake({ ids: [parent.id] });
      const jobs = await store.get(children.map(({ id }) => ({ id })));
      return jobs.flatMap((job, index) => (job?.status === "pending" && job.runAt < HELD_UNTIL ? [index] : []));
    };
    expect(await free()).toEqual([0, 1]);
    const first = await claimJob(store, children[0]!);
    expect(await free()).toEqual([1]);
    await settleJob(store, first, COMPLETED);
    expect(await free()).toEqual([1, 2]);
    await store.cancel({ id: children[1]!.id });
    await store.wake({ limit: 10 });
    expect(await free()).toEqual([2, 3]);
  },

  "are cancelled after a parent that was cancelled or failed, and theirs as well": async ({ store }) => {
    const parent = await startJob(store);
    const [child, other] = await insertChildren(store, parent, [{}, {}]);
    const running = await claimJob(store, child!);
    await insertChildren(store, running, [{}, {}]);
    await endChild(store, other!, COMPLETED);
    expect(await store.cancelOrphans(10)).toEqual([]);
    await store.cancel({ id: parent.id });
    const cancelled: string[] = [];
    for (let some = await store.cancelOrphans(1); some.length > 0; some = await store.cancelOrphans(1)) cancelled.push(...idsOf(some));
    expect(cancelled).toHaveLength(3);
    expect(cancelled[0]).toBe(child!.id);
    expect(await store.count({ status: ["cancelled"] }, 10)).toBe(4);
    expect(await store.update([{ claim: claimOf(running), leaseMs: 1_000 }])).toEqual(["cancelled"]);

    const failing = await startJob(store);
    const [left] = await insertChildren(store, failing, [{}]);
    await settleJob(store, failing, FAILED);
    expect(await store.cancelOrphans(10)).toMatchObject([{ id: left!.id, status: "cancelled" }]);
  },

  "go on after a parent that completed": async ({ store }) => {
    const parent = await startJob(store);
    await insertChildren(store, parent, [{}]);
    await settleJob(store, parent, COMPLETED);
    expect(await store.cancelOrphans(10)).toEqual([]);
  },

  "are retried with their parent, those that have not completed": async ({ store }) => {
    const { parent, children } = await waitingParent(store, 3);
    await endChild(store, children[0]!, COMPLETED);
    await endChild(store, children[1]!, FAILED);
    const deeper = await claimJob(store, children[2]!);
    const [grandchild] = await insertChildren(store, deeper, [{}]);
    await endChild(store, grandchild!, FAILED);
    await store.cancel({ id: parent.id });
    await store.cancelOrphans(10);
    await store.release([claimOf(deeper)]);
    await store.retry({ id: parent.id });
    const now = await store.get([parent, ...children, grandchild!].map(({ id }) => ({ id })));
    expect(now.map((job) => job?.status)).toEqual(["pending", "completed", "pending", "pending", "pending"]);
    expect(now.map((job) => job?.error)).toEqual([null, null, null, null, null]);
    expect(await claimJob(store, children[1]!)).toMatchObject({ attempt: 1 });
  },

  "are held again when they are retried with a parent that limits them": async ({ store }) => {
    const { parent, children } = await waitingParent(store, 2, { concurrency: 1 });
    await store.wake({ ids: [parent.id] });
    await store.cancel({ id: parent.id });
    await store.cancelOrphans(10);
    await store.retry({ id: parent.id });
    expect(await tryClaim(store, children[0]!)).toBeUndefined();
    await store.wake({ ids: [parent.id] });
    expect((await store.get(children.map(({ id }) => ({ id })))).filter((job) => job!.runAt < HELD_UNTIL)).toHaveLength(1);
  },

  "give their progress to a parent that waits for them, by weight": async ({ store }) => {
    const running = await startJob(store);
    const [light, heavy] = await insertChildren(store, running, [{ weight: 1 }, { weight: 3 }]);
    const started = await claimJob(store, heavy!);
    await updateJob(store, started, { report: reportOf({ progress: 40 }) });
    await store.followChildren([running.id]);
    expect(await readJob(store, running)).toMatchObject({ progress: 0 });
    await settleJob(store, running, waitingFor({ children: "settled" }), reportOf({ stage: "files" }));
    await store.followChildren([running.id]);
    expect(await readJob(store, running)).toMatchObject({ progress: 30, stage: "files", status: "processing" });
    await endChild(store, light!, FAILED);
    await store.followChildren([running.id]);
    expect(await readJob(store, running)).toMatchObject({ progress: 55 });
    await settleJob(store, started, COMPLETED);
    await store.followChildren([running.id]);
    expect(await readJob(store, running)).toMatchObject({ progress: 99 });
    const before = await readJob(store, running);
    await store.followChildren([running.id, light!.id]);
    expect(await readJob(store, running)).toEqual(before);
  },

  "stay as long as their parent has not finished": async ({ store, advanceBy }) => {
    const { parent, children } = await waitingParent(store, 1);
    await endChild(store, children[0]!, COMPLETED);
    await endedJob(store, COMPLETED);
    await advanceBy(PAST_LEASE_MS);
    expect(await store.prune({ keepMs: KEEP_NOTHING, limit: 10 })).toHaveLength(1);
    await store.cancel({ id: parent.id });
    await advanceBy(1_000);
    expect(idsOf(await store.prune({ keepMs: KEEP_NOTHING, limit: 10 })).toSorted()).toEqual([parent.id, children[0]!.id].toSorted());
  },

  "name their parent to whoever listens": async ({ store }) => {
    const parent = await startJob(store);
    const heard = Promise.withResolvers<string | undefined>();
    const stop = store.subscribe((change) => {
      if (change.type === "child") heard.resolve(change.parentId);
    });
    const [child] = await insertChildren(store, parent, [{}]);
    await claimJob(store, child!);
    expect(await heard.promise).toBe(parent.id);
    stop();
  },

  "are none of jobs that are stored without a parent": async ({ store }) => {
    await store.insert([newJob()], {});
    expect(await insertJob(store)).toMatchObject({ parentId: null, waitingFor: null, wakeup: null });
  },
};
