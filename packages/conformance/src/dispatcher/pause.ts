import { expect } from "vitest";
import type { Cases } from "../cases.ts";
import type { DispatcherHarness } from "./harness.ts";
import { statusOf, untilCompleted } from "./until.ts";
import { startWorker } from "./worker.ts";

export const pauseCases: Cases<DispatcherHarness> = {
  "starts nothing until it is resumed": async (harness) => {
    await using worker = startWorker(harness);
    worker.letGo();
    await untilCompleted(harness, [await worker.create("wide", "before")]);
    worker.manager.pause();
    const job = await worker.create("wide", "waits");
    await harness.advanceBy(6_000);
    expect(await statusOf(harness, job)).toBe("pending");
    worker.manager.resume();
    await untilCompleted(harness, [job]);
  },

  "leaves running jobs alone": async (harness) => {
    await using worker = startWorker(harness);
    const job = await worker.create("wide", "running");
    await worker.untilStarted("running");
    worker.manager.pause();
    worker.letGo();
    await untilCompleted(harness, [job]);
  },

  "of a type starts the others": async (harness) => {
    await using worker = startWorker(harness);
    worker.letGo();
    worker.manager.pause("narrow");
    const paused = await worker.create("narrow", "paused", { priority: 9 });
    await untilCompleted(harness, [await worker.create("wide", "runs")]);
    expect(await statusOf(harness, paused)).toBe("pending");
    worker.manager.resume("narrow");
    await untilCompleted(harness, [paused]);
  },
};
