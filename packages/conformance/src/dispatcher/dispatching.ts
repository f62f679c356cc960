import { expect } from "vitest";
import type { Cases } from "../cases.ts";
import { jsonText, newJob } from "../job-store/new-job.ts";
import type { DispatcherHarness } from "./harness.ts";
import { statusOf, until, untilCompleted } from "./until.ts";
import { startWorker } from "./worker.ts";

export const dispatchingCases: Cases<DispatcherHarness> = {
  "runs every job that is created": async (harness) => {
    await using worker = startWorker(harness);
    worker.letGo();
    const names = Array.from({ length: 50 }, (_, index) => `job-${index}`);
    const jobs = await Promise.all(names.map((name, index) => worker.create(index % 5 === 0 ? "narrow" : "wide", name)));
    await untilCompleted(harness, jobs);
    expect(worker.started.toSorted()).toEqual(names.toSorted());
  },

  "runs what waited before it started": async (harness) => {
    const job = newJob({ type: "wide", input: jsonText({ name: "early" }) });
    await harness.store.insert([job]);
    await using worker = startWorker(harness);
    worker.letGo();
    await untilCompleted(harness, [job]);
  },

  "runs a job once that is delivered many times": async (harness) => {
    await using worker = startWorker(harness, { concurrency: 3 });
    const job = await worker.create("wide", "doubled");
    const delivery = { jobId: job.id, type: job.type, priority: job.priority, delayMs: 0 };
    await worker.dispatcher.enqueue([delivery, delivery]);
    await worker.untilStarted("doubled");
    await worker.dispatcher.enqueue([delivery]);
    await harness.advanceBy(1_000);
    worker.letGo();
    await untilCompleted(harness, [job]);
    await worker.dispatcher.enqueue([delivery]);
    await harness.advanceBy(1_000);
    expect(worker.started).toEqual(["doubled"]);
  },

  "outlives the delivery of a job that is not there": async (harness) => {
    await using worker = startWorker(harness, { concurrency: 1 });
    worker.letGo();
    await worker.dispatcher.enqueue([{ jobId: newJob().id, type: "wide", priority: 9, delayMs: 0 }]);
    await untilCompleted(harness, [await worker.create("wide", "next")]);
  },

  "finds a job whose delivery was lost": async (harness) => {
    // A change feed that tells nothing, as one that is broken off.
    await using worker = startWorker(harness, { store: { ...harness.store, subscribe: () => () => {} } });
    worker.letGo();
    await untilCompleted(harness, [await worker.create("wide", "first")]);
    const lost = newJob({ type: "wide", input: jsonText({ name: "lost" }) });
    await harness.store.insert([lost]);
    await untilCompleted(harness, [lost]);
  },

  "runs a delayed job when its time has come, and not before": async (harness) => {
    await using worker = startWorker(harness);
    worker.letGo();
    const delayed = await worker.create("wide", "delayed", { delayMs: 2_000 });
    await untilCompleted(harness, [delayed, await worker.create("wide", "at once")]);
    expect(worker.started).toEqual(["at once", "delayed"]);
    const [job] = await harness.store.get([{ id: delayed.id }]);
    expect(job!.startedAt!.getTime()).toBeGreaterThanOrEqual(job!.runAt.getTime());
  },

  "runs a failed attempt again when its time has come": async (harness) => {
    await using worker = startWorker(harness, { concurrency: 1 });
    worker.letGo();
    worker.failNext("once more");
    await untilCompleted(harness, [await worker.create("wide", "once more")]);
    expect(worker.started).toEqual(["once more", "once more"]);
  },

  "does not run a job that was cancelled while it waited": async (harness) => {
    await using worker = startWorker(harness, { concurrency: 1 });
    await worker.create("wide", "running");
    await worker.untilStarted("running");
    const cancelled = await worker.create("wide", "cancelled");
    await worker.manager.cancelJob(cancelled.id);
    worker.letGo();
    await untilCompleted(harness, [await worker.create("wide", "next")]);
    expect(worker.started).toEqual(["running", "next"]);
  },

  "leaves jobs alone that do not run here": async (harness) => {
    await using worker = startWorker(harness, { runs: ["wide"] });
    worker.letGo();
    const elsewhere = await worker.create("narrow", "elsewhere");
    await untilCompleted(harness, [await worker.create("wide", "here")]);
    expect(await statusOf(harness, elsewhere)).toBe("pending");
  },

  "shares jobs among processes: each runs once": async (harness) => {
    await using one = startWorker(harness, { concurrency: 2 });
    await using other = startWorker(harness, { concurrency: 2 });
    const names = Array.from({ length: 20 }, (_, index) => `job-${index}`);
    const jobs = await Promise.all(names.map((name, index) => (index % 2 === 0 ? one : other).create("wide", name)));
    await until(harness, "both are full", () => one.started.length === 2 && other.started.length === 2);
    one.letGo();
    other.letGo();
    await untilCompleted(harness, jobs);
    expect([...one.started, ...other.started].toSorted()).toEqual(names.toSorted());
  },
};
