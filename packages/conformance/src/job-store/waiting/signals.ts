import { expect } from "vitest";
import { MAX_SIGNALS } from "@rowmill/core/adapter";
import type { Cases } from "../../cases.ts";
import { claimJob, COMPLETED, endedJob, settleJob, startJob } from "../attempt.ts";
import { type JobStoreHarness, storeOf } from "../harness.ts";
import { insertJob, jsonText } from "../new-job.ts";
import { waitingFor, waitingJob, wake } from "./family.ts";

const yes = jsonText({ approve: true });
const no = jsonText({ approve: false });
const woken = (payload: unknown) => ({ status: "pending", wakeup: { by: "signal", signal: "review", payload } });

export const signalCases: Cases<JobStoreHarness> = {
  "ends the wait for its name": async ({ store }) => {
    const job = await waitingJob(store, { signal: "review" });
    expect(await wake(store, job)).toEqual([]);
    const outcome = await store.signal({ id: job.id }, { name: "review", payload: yes });
    expect(outcome).toMatchObject({ became: "kept", job: { id: job.id } });
    expect(await wake(store, job)).toMatchObject([woken({ approve: true })]);
  },

  "is kept for a wait that comes later": async ({ store }) => {
    const job = await startJob(store);
    await store.signal({ id: job.id }, { name: "review", payload: yes });
    await settleJob(store, job, waitingFor({ signal: "review" }));
    expect(await wake(store, job)).toMatchObject([woken({ approve: true })]);
    const pending = await insertJob(store);
    expect(await store.signal({ id: pending.id }, { name: "review", payload: yes })).toMatchObject({ became: "kept" });
  },

  "comes before children and a moment that have come as well": async ({ store }) => {
    const job = await waitingJob(store, { signal: "review", children: "settled", until: { inMs: 0 } });
    await store.signal({ id: job.id }, { name: "review", payload: no });
    expect(await wake(store, job)).toMatchObject([woken({ approve: false })]);
  },

  "ends one wait, the oldest first": async ({ store }) => {
    const job = await waitingJob(store, { signal: "review" });
    await store.signal({ id: job.id }, { name: "review", payload: no, key: "a" });
    await store.signal({ id: job.id }, { name: "review", payload: yes, key: "b" });
    expect(await wake(store, job)).toMatchObject([woken({ approve: false })]);
    await settleJob(store, await claimJob(store, job), waitingFor({ signal: "review" }));
    expect(await wake(store, job)).toMatchObject([woken({ approve: true })]);
    await settleJob(store, await claimJob(store, job), waitingFor({ signal: "review" }));
    expect(await wake(store, job)).toEqual([]);
  },

  "is the same one with the same key, also when it was used": async (harness) => {
    const { store } = harness;
    const job = await waitingJob(store, { signal: "review" });
    const signal = { name: "review", payload: yes, key: "click" };
    const outcomes = await Promise.all(Array.from({ length: 6 }, (_, index) => storeOf(harness, index).signal({ id: job.id }, signal)));
    expect(outcomes.map((outcome) => outcome?.became ?? "").toSorted()).toEqual(["kept", ...Array<string>(5).fill("known")]);
    await wake(store, job);
    await settleJob(store, await claimJob(store, job), waitingFor({ signal: "review" }));
    expect(await store.signal({ id: job.id }, signal)).toMatchObject({ became: "known" });
    expect(await wake(store, job)).toEqual([]);
  },

  "without a key is one of its name for an attempt": async ({ store }) => {
    const job = await waitingJob(store, { signal: "review" });
    expect(await store.signal({ id: job.id }, { name: "review", payload: yes })).toMatchObject({ became: "kept" });
    expect(await store.signal({ id: job.id }, { name: "review", payload: yes })).toMatchObject({ became: "known" });
    expect(await store.signal({ id: job.id }, { name: "review", payload: no })).toMatchObject({ became: "differs" });
    await wake(store, job);
    await settleJob(store, await claimJob(store, job), waitingFor({ signal: "review" }));
    expect(await store.signal({ id: job.id }, { name: "review", payload: no })).toMatchObject({ became: "kept" });
  },

  "is refused by a job that waits for something else, and by one that has finished": async ({ store }) => {
    const waiting = await waitingJob(store, { signal: "other", until: { inMs: 60_000 } });
    expect(await store.signal({ id: waiting.id }, { name: "review", payload: yes })).toMatchObject({ became: "else" });
    const completed = await endedJob(store, COMPLETED);
    expect(await store.signal({ id: completed.id }, { name: "review", payload: yes })).toMatchObject({ became: "finished" });
    await store.signal({ id: waiting.id }, { name: "other", payload: yes });
    expect(await wake(store, waiting)).toMatchObject([{ wakeup: { signal: "other" } }]);
  },

  "is for the job's own user": async ({ store }) => {
    const job = await waitingJob(store, { signal: "review" }, { userId: "ada" });
    expect(await store.signal({ id: job.id, userId: "bob" }, { name: "review", payload: yes })).toBeUndefined();
    expect(await store.signal({ id: job.id, userId: "ada" }, { name: "review", payload: yes })).toMatchObject({ became: "kept" });
  },

  "finds no room beside very many": async ({ store }) => {
    const job = await waitingJob(store, { signal: "review" });
    const name = "review";
    for (let count = 0; count < MAX_SIGNALS; count += 1) await store.signal({ id: job.id }, { name, payload: yes, key: `${count}` });
    expect(await store.signal({ id: job.id }, { name, payload: yes, key: "more" })).toMatchObject({ became: "full" });
  },

  "refuses, if asked to, what comes while no wait needs it": async ({ store }) => {
    const early = { name: "review", payload: yes, ifEarly: "refuse" } as const;
    const running = await startJob(store);
    expect(await store.signal({ id: running.id }, early)).toMatchObject({ became: "early" });
    const waiting = await settleJob(store, running, waitingFor({ signal: "review" }));
    expect(await store.signal({ id: running.id }, { ...early, key: "first" })).toMatchObject({ became: "kept" });
    expect(await store.signal({ id: running.id }, { ...early, key: "second" })).toMatchObject({ became: "early" });
    expect(await wake(store, waiting!)).toMatchObject([woken({ approve: true })]);
    expect(await store.signal({ id: running.id }, { ...early, key: "third" })).toMatchObject({ became: "early" });
    expect(await store.signal({ id: running.id }, { ...early, key: "first" })).toMatchObject({ became: "known" });
    expect(await store.signal({ id: running.id }, { ...early, key: "first", payload: no })).toMatchObject({ became: "differs" });
  },

  "keeps one of several decisions that come at the same moment": async (harness) => {
    const { store } = harness;
    const job = await waitingJob(store, { signal: "review" });
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        storeOf(harness, index).signal({ id: job.id }, { name: "review", payload: yes, key: `${index}`, ifEarly: "refuse" }),
      ),
    );
    const becameOf = outcomes.map((outcome) => outcome?.became);
    expect([becameOf.filter((became) => became === "early").length, becameOf.filter((became) => became === "kept").length]).toEqual([5, 1]);
  },
};
