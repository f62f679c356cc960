import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

function fixture() {
  const held = heldJobType({ retry: { maxAttempts: 2 } });
  const { manager, ...rest } = taskManagerFixture();
  return { ...rest, held, manager: manager.register(held.handled) };
}

describe("the events of a job", () => {
  it("that completes are created, started, progress, completed, each once and with the job as it was then", async () => {
    const { manager, held, clock, events } = fixture();
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    held.run().progress(50);
    await clock.advanceBy(250);
    held.run().end("done");
    await clock.advanceBy(0);
    expect(events).toMatchObject([
      { name: "job:created", job: { id: job.id, status: "pending" } },
      { name: "job:started", job: { id: job.id, status: "processing", attempt: 1 } },
      { name: "job:progress", job: { id: job.id, status: "processing" } },
      { name: "job:completed", job: { id: job.id, status: "completed", result: "done", progress: 100 } },
    ]);
  });

  it("that fails twice are retrying, then failed", async () => {
    const { manager, held, clock, events } = fixture();
    await manager.createJob("held", 1);
    await clock.advanceBy(0);
    held.run().fail();
    await clock.advanceBy(1_000);
    held.run().fail();
    await clock.advanceBy(0);
    expect(events).toMatchObject([
      { name: "job:created" },
      { name: "job:started", job: { attempt: 1 } },
      { name: "job:retrying", job: { status: "pending", attempt: 1, runAt: new Date(clock.now()), error: { message: "no luck" } } },
      { name: "job:started", job: { attempt: 2 } },
      { name: "job:failed", job: { status: "failed", error: { message: "no luck" } } },
    ]);
  });

  it("that is cancelled while it waits are created, cancelled", async () => {
    const { manager, eventsOf, settled } = fixture();
    const { job } = await manager.createJob("held", 1, { delayMs: 1_000 });
    await manager.cancelJob(job.id);
    await settled();
    expect(eventsOf(job)).toEqual(["job:created", "job:cancelled"]);
  });

  it("that another manager runs stay there", async () => {
    const { store, clock, settled, eventsOf, manager, held } = fixture();
    manager.pause();
    const other = taskManagerFixture({ store, clock });
    const { job } = await other.manager.register(heldJobType().jobType).createJob("held", 1);
    await settled();
    manager.resume();
    await settled();
    held.run().end();
    await settled();
    expect(eventsOf(job)).toEqual(["job:started", "job:completed"]);
    expect(other.eventsOf(job)).toEqual(["job:created"]);
  });
});

describe("a listener", () => {
  it("is called no more after the function that on() answered", async () => {
    const { manager } = fixture();
    const seen: string[] = [];
    const stop = manager.on("job:created", ({ job }) => seen.push(job.id));
    const { job } = await manager.createJob("held", 1, { delayMs: 1_000 });
    stop();
    await manager.createJob("held", 2, { delayMs: 1_000 });
    expect(seen).toEqual([job.id]);
  });

  it("may listen twice, and end one of the two", async () => {
    const { manager } = fixture();
    let count = 0;
    const listener = () => (count += 1);
    const stop = manager.on("job:created", listener);
    manager.on("job:created", listener);
    await manager.createJob("held", 1, { delayMs: 1_000 });
    stop();
    await manager.createJob("held", 1, { delayMs: 1_000 });
    expect(count).toBe(3);
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("broken listener");
      },
    ],
    ["rejects", () => Promise.reject(new Error("broken listener"))],
  ])("that %s is logged, and harms neither the job nor other listeners", async (_, broken) => {
    const { manager, held, settled, read, logged } = fixture();
    const names = ["job:created", "job:started", "job:completed"] as const;
    const seen: string[] = [];
    for (const name of names) {
      manager.on(name, broken);
      manager.on(name, () => seen.push(name));
    }
    const { job } = await manager.createJob("held", 1);
    await settled();
    held.run().end();
    await settled();
    expect(await read(job)).toMatchObject({ status: "completed" });
    expect(seen).toEqual(names);
    expect(logged.map(({ level, details }) => [level, details])).toMatchObject(
      names.map((event) => ["error", { event, error: { message: "broken listener" } }]),
    );
  });

  it("may cancel the job that it is told of", async () => {
    const { manager, held, settled, read } = fixture();
    manager.on("job:started", ({ job }) => manager.cancelJob(job.id));
    const { job } = await manager.createJob("held", 1);
    await settled();
    // Before its handler began, so that never does.
    expect(held.runs).toEqual([]);
    expect(await read(job)).toMatchObject({ status: "cancelled", isActive: false });
  });
});

describe("onProgress", () => {
  it("is told every new progress until the job has finished, and the job", async () => {
    const { manager, held, clock } = fixture();
    const seen: unknown[] = [];
    await manager.createJob("held", 1, { onProgress: (progress, job) => seen.push([progress, job.status]) });
    await clock.advanceBy(0);
    held.run().progress(30, "reading", { rows: 1 });
    await clock.advanceBy(250);
    held.run().end();
    await clock.advanceBy(0);
    expect(seen).toEqual([
      [{ progress: 30, stage: "reading", counters: { rows: 1 } }, "processing"],
      [{ progress: 100, stage: "reading", counters: { rows: 1 } }, "completed"],
    ]);
  });

  it("is told of a job that another manager runs", async () => {
    const { manager, held, clock, store } = fixture();
    manager.pause();
    const other = taskManagerFixture({ store, clock, runs: false }).manager.register(held.jobType);
    const seen: number[] = [];
    await other.createJob("held", 1, { onProgress: ({ progress }) => seen.push(progress) });
    manager.resume();
    await clock.advanceBy(0);
    held.run().progress(30);
    await clock.advanceBy(250);
    held.run().end();
    await clock.advanceBy(0);
    expect(seen).toEqual([30, 100]);
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("broken callback");
      },
    ],
    ["rejects", () => Promise.reject(new Error("broken callback"))],
  ])("that %s is logged and harms nothing", async (_, onProgress) => {
    const { manager, held, clock, read, logged } = fixture();
    const { job } = await manager.createJob("held", 1, { onProgress });
    await clock.advanceBy(0);
    held.run().progress(30);
    await clock.advanceBy(250);
    held.run().end();
    await clock.advanceBy(0);
    expect(await read(job)).toMatchObject({ status: "completed" });
    expect(logged.map(({ level }) => level)).toEqual(["error", "error"]);
  });

  it("of each of many jobs is told of its own", async () => {
    const { manager, held, clock } = fixture();
    const seen: string[] = [];
    await manager.createJobs(
      ["a", "b"].map(
        (input) => ({ type: "held", input, options: { onProgress: ({ progress }) => seen.push(`${input} ${progress}`) } }) as const,
      ),
    );
    await clock.advanceBy(0);
    for (const run of held.runs) run.end();
    await clock.advanceBy(0);
    expect(seen.toSorted()).toEqual(["a 100", "b 100"]);
  });
});
