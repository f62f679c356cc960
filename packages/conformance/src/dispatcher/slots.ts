import { expect } from "vitest";
import type { Cases } from "../cases.ts";
import type { DispatcherHarness } from "./harness.ts";
import { until, untilCompleted } from "./until.ts";
import { startWorker, type Worker } from "./worker.ts";

export const slotCases: Cases<DispatcherHarness> = {
  "are never more than the manager has": async (harness) => {
    await using worker = startWorker(harness, { concurrency: 3 });
    const names = Array.from({ length: 12 }, (_, index) => `job-${index}`);
    const jobs = await Promise.all(names.map((name) => worker.create("wide", name)));
    await emptyOneByOne(harness, worker, 3, names.length);
    await untilCompleted(harness, jobs);
    expect(worker.most.all).toBe(3);
  },

  "are never more than a type allows": async (harness) => {
    await using worker = startWorker(harness, { concurrency: 4 });
    const names = Array.from({ length: 6 }, (_, index) => `job-${index}`);
    const jobs = await Promise.all(names.map((name) => worker.create("narrow", name)));
    await emptyOneByOne(harness, worker, 1, names.length);
    await untilCompleted(harness, jobs);
    expect(worker.most.narrow).toBe(1);
  },

  "are left to other types by one that is at its limit": async (harness) => {
    await using worker = startWorker(harness, { concurrency: 3 });
    // Paused, so that the dispatcher meets all of them at once.
    worker.manager.pause();
    for (let count = 0; count < 20; count += 1) await worker.create("narrow", `narrow-${count}`, { priority: 9 });
    await worker.create("wide", "wide-0");
    await worker.create("wide", "wide-1");
    worker.manager.resume();
    await worker.untilStarted("wide-0", "wide-1");
    expect(worker.most).toEqual({ all: 3, narrow: 1 });
  },

  "are free again after a handler that failed": async (harness) => {
    await using worker = startWorker(harness, { concurrency: 1 });
    worker.letGo();
    worker.failNext("fails");
    await worker.create("wide", "fails");
    await untilCompleted(harness, [await worker.create("wide", "next")]);
  },

  "are held by a cancelled handler until it has stopped": async (harness) => {
    await using worker = startWorker(harness, { concurrency: 1 });
    const stubborn = await worker.create("wide", "stubborn");
    await worker.untilStarted("stubborn");
    const next = await worker.create("wide", "next");
    await worker.manager.cancelJob(stubborn.id);
    await harness.advanceBy(2_000);
    expect(worker.started).toEqual(["stubborn"]);

    worker.letGo();
    await untilCompleted(harness, [next]);
    expect(worker.most.all).toBe(1);
  },

  "go to bigger priorities first": async (harness) => {
    await using worker = startWorker(harness, { concurrency: 1 });
    await worker.create("wide", "running");
    await worker.untilStarted("running");
    const jobs = [];
    for (const priority of [1, 5, -2, 3]) jobs.push(await worker.create("wide", `priority ${priority}`, { priority }));
    worker.letGo();
    await untilCompleted(harness, jobs);
    expect(worker.started).toEqual(["running", "priority 5", "priority 3", "priority 1", "priority -2"]);
  },
};

/** Lets one running job go after the other, each when `atOnce` are running, until `count` have started. */
async function emptyOneByOne(harness: DispatcherHarness, worker: Worker, atOnce: number, count: number): Promise<void> {
  for (let ended = 0; ended < count; ended += 1) {
    const expected = Math.min(count, ended + atOnce);
    await until(harness, `${expected} jobs have started`, () => worker.started.length >= expected);
    // Time enough for one too many to start.
    await harness.advanceBy(100);
    worker.letGo(worker.started[ended]!);
  }
}
