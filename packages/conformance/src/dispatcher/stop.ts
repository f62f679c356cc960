import { expect } from "vitest";
import type { Cases } from "../cases.ts";
import { jsonText, newJob } from "../job-store/new-job.ts";
import type { DispatcherHarness } from "./harness.ts";
import { statusOf, until, untilCompleted } from "./until.ts";
import { startWorker } from "./worker.ts";

export const stopCases: Cases<DispatcherHarness> = {
  "claims nothing any more": async (harness) => {
    const worker = startWorker(harness);
    worker.letGo();
    await untilCompleted(harness, [await worker.create("wide", "before")]);
    await worker.close();
    const looksBefore = worker.lookCount();
    const after = newJob({ type: "wide", input: jsonText({ name: "after" }) });
    await harness.store.insert([after]);
    await harness.advanceBy(6_000);
    expect(worker.lookCount()).toBe(looksBefore);
    expect(await statusOf(harness, after)).toBe("pending");
    expect(worker.started).toEqual(["before"]);
  },

  "leaves every job that did not run for others to run": async (harness) => {
    const worker = startWorker(harness, { concurrency: 2 });
    const jobs = [];
    for (let count = 0; count < 10; count += 1) jobs.push(await worker.create("wide", `job-${count}`));
    await until(harness, "two jobs run", () => worker.started.length === 2);
    const closed = worker.close();
    worker.letGo();
    await closed;
    expect(worker.started).toHaveLength(2);

    await using heir = startWorker(harness);
    heir.letGo();
    await untilCompleted(harness, jobs);
  },

  "can be done at once after the start": async (harness) => {
    const worker = startWorker(harness);
    await worker.close();
    const job = newJob({ type: "wide", input: jsonText({ name: "after" }) });
    await harness.store.insert([job]);
    await harness.advanceBy(6_000);
    expect(await statusOf(harness, job)).toBe("pending");
  },
};
