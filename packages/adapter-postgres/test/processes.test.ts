import { postgresStore } from "@rowmill/adapter-postgres";
import { createTaskManager, defineJobType } from "@rowmill/core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const watched = defineJobType({ type: "watched", input: z.null(), result: z.string() });

describe.each([
  { feed: "with a change feed", listen: true, pollMs: 500, leaseMs: 30_000 },
  { feed: "without one, by looking", listen: false, pollMs: 100, leaseMs: 3_000 },
])("two managers on one database, $feed", (options) => {
  it("cancel what the other one runs: its signal aborts", async () => {
    const { asker, worker, started, aborted } = startPair(options);
    const { job } = await asker.createJob("watched", null);
    await started;
    expect(await asker.cancelJob(job.id)).toMatchObject({ status: "cancelled" });
    expect(await aborted).toMatchObject({ code: "JOB_CANCELLED" });
    expect(worker.getActiveJobs().length).toBeLessThanOrEqual(1);
  });

  it("see the progress of what the other one runs, and its end", async () => {
    const { asker, started, report, end } = startPair(options);
    const { job } = await asker.createJob("watched", null);
    await started;
    const seen: [string, number][] = [];
    for await (const { status, progress } of asker.watchJob(job.id)) {
      seen.push([status, progress]);
      if (progress === 0) report(40);
      if (progress === 40) end("done");
    }
    expect(seen).toEqual(expect.arrayContaining([["processing", 40]]));
    expect(seen.at(-1)).toEqual(["completed", 100]);
    expect(await asker.getJob(job.id)).toMatchObject({ result: "done" });
  });
});

describe("three managers on one database", () => {
  it("run each of two hundred jobs once", async () => {
    const runs: number[] = [];
    const count = defineJobType({ type: "count", input: z.number() });
    const managers = Array.from({ length: 3 }, () => {
      const store = postgresStore({ connectionString: database.url, schema: "counted" });
      const manager = createTaskManager({ store, concurrency: 5, pollMs: 200 }).register(
        count.handle(async (number) => {
          runs.push(number);
        }),
      );
      onTestFinished(async () => {
        await manager.close();
        await store.close();
      });
      return manager;
    });
    const numbers = Array.from({ length: 200 }, (_, index) => index);
    const creations = await managers[0]!.createJobs(numbers.map((input) => ({ type: "count" as const, input })));
    const jobs = await Promise.all(creations.map(({ job }, index) => managers[index % 3]!.waitForJob(job.id)));
    expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(["completed"]));
    expect(runs.toSorted((a, b) => a - b)).toEqual(numbers);
    expect(new Set(jobs.map(({ runnerId }) => runnerId)).size).toBeGreaterThan(1);
  });
});

/** A manager that asks and one that works, each with a store and connections of its own, as two processes have. */
function startPair({ listen, pollMs, leaseMs }: { listen: boolean; pollMs: number; leaseMs: number }) {
  const started = Promise.withResolvers<void>();
  const aborted = Promise.withResolvers<unknown>();
  const ended = Promise.withResolvers<string>();
  let report: (progress: number) => void = () => {};
  const schema = `pair_${String(listen)}`;
  const stores = [0, 1].map(() => postgresStore({ connectionString: database.url, schema, listen }));
  const [asker, worker] = [
    createTaskManager({ store: stores[0]!, pollMs, leaseMs, runs: false }).register(watched),
    createTaskManager({ store: stores[1]!, pollMs, leaseMs, progressIntervalMs: 20 }).register(
      watched.handle(async (_input, { signal, progress }) => {
        report = progress;
        started.resolve();
        signal.addEventListener("abort", () => {
          aborted.resolve(signal.reason);
          ended.resolve("aborted");
        });
        return await ended.promise;
      }),
    ),
  ];
  onTestFinished(async () => {
    ended.resolve("over");
    await asker.close();
    await worker.close();
    for (const store of stores) await store.close();
  });
  return {
    asker,
    worker,
    started: started.promise,
    aborted: aborted.promise,
    report: (progress: number) => report(progress),
    end: ended.resolve,
  };
}
