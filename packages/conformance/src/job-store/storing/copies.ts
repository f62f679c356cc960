import type { Job, JobError } from "@rowmill/core";
import type { NewLogLine } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { claimJob, FAILED, PAST_LEASE_MS, reportOf, settleJob, startJob, updateJob } from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { insertJob, newJob, readJob } from "../new-job.ts";

export const copiesCases: Cases<JobStoreHarness> = {
  "answers copies: changing an answer changes nothing": async ({ store, advanceBy }) => {
    const given = newJob({ idempotencyKey: "key" });
    const inserted = await store.insert([given]);
    const again = await store.insert([{ ...given, id: newJob().id }]);
    const claimed = await claimJob(store, given);
    await updateJob(store, claimed, { report: reportOf({ counters: { rows: 7 } }), checkpoint: { offset: 7 } });
    await advanceBy(PAST_LEASE_MS);
    const reclaimed = await store.reclaim([], 1);
    const failed = await settleJob(store, await claimJob(store, given), FAILED);
    const retried = await store.retry({ id: given.id });
    const cancelled = await store.cancel({ id: given.id });
    const read = await store.get([{ id: given.id }]);
    const listed = await store.list({ limit: 1 });

    const answers = [inserted[0]?.job, again[0]?.job, claimed, reclaimed[0], failed, retried?.job, cancelled?.job, read[0], listed.jobs[0]];
    expect(answers).not.toContain(undefined);
    const before = structuredClone(await readJob(store, given));
    for (const answer of answers) spoil(answer!);
    expect(await readJob(store, given)).toEqual(before);
  },

  "answers copies of log lines": async ({ store }) => {
    const job = await startJob(store);
    await updateJob(store, job, { report: reportOf({ log: [{ level: "info", message: "hello" }] }) });
    const [line] = await store.readLog({ id: job.id }, 10);
    line!.at.setTime(0);
    Reflect.set(line!, "message", "spoilt");

    const [kept] = await store.readLog({ id: job.id }, 10);
    expect(kept?.message).toBe("hello");
    expect(kept?.at.getTime()).toBeGreaterThan(0);
  },

  "keeps copies: changing what it was given changes nothing": async ({ store }) => {
    const at = new Date(Date.UTC(2020, 0, 1));
    const job = await claimJob(store, await insertJob(store, { start: { at } }));
    const counters: Record<string, number> = { rows: 7 };
    const log: NewLogLine[] = [{ level: "info", message: "hello" }];
    await updateJob(store, job, { report: { progress: 40, stage: null, counters, log } });
    const error: JobError = {
      code: "HANDLER_FAILED",
      message: "boom",
      stack: null,
      causes: [{ depth: 1, name: "Error", code: null, message: "why", stack: null }],
    };
    await settleJob(store, job, { status: "pending", error, runInMs: 0, usesAttempt: true });
    const before = structuredClone(await readJob(store, job));

    at.setTime(0);
    counters["rows"] = 8;
    Reflect.set(log[0]!, "message", "spoilt");
    log.push({ level: "info", message: "more" });
    Reflect.set(error, "message", "spoilt");
    Reflect.set(error.causes[0]!, "message", "spoilt");

    expect(await readJob(store, job)).toEqual(before);
    expect(await store.readLog({ id: job.id }, 10)).toMatchObject([{ message: "hello" }]);
  },

  "answers two that ask at the same time each for himself": async ({ store }) => {
    const job = await insertJob(store);
    const [[one], [other]] = await Promise.all([store.get([{ id: job.id }]), store.get([{ id: job.id }])]);
    spoil(one!);
    expect(other).toEqual(job);
  },
};

/** Changes whatever can be changed. A store may freeze its answers. */
function spoil(job: Job): void {
  Reflect.set(job, "status", "completed");
  Reflect.set(job.counters, "rows", -1);
  for (const value of [job.input, job.checkpoint, job.error]) {
    if (typeof value === "object" && value !== null) Reflect.set(value, "rows", -1);
  }
  for (const cause of job.error?.causes ?? []) Reflect.set(cause, "message", "spoilt");
  for (const date of [job.createdAt, job.updatedAt, job.runAt, job.startedAt, job.finishedAt]) date?.setTime(0);
}
