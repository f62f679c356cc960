import { setImmediate as immediate } from "node:timers/promises";
import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { createTaskManager } from "@rowmill/core";
import { type Delivery, type DispatchHost, type Dispatcher, inProcessDispatcher, type NewJob, toJsonText } from "@rowmill/core/adapter";
import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

/** A manager whose dispatcher only notes what it is told; and the host that it was given. */
function fixture() {
  const deliveries: Delivery[] = [];
  const noted: string[] = [];
  let host: DispatchHost | undefined;
  const dispatcher: Dispatcher = {
    start(theHost) {
      host = theHost;
      noted.push("start");
    },
    enqueue: (more) => void deliveries.push(...more),
    typesChanged: () => void noted.push("typesChanged"),
    async stop() {
      noted.push("stop");
    },
  };
  const held = heldJobType();
  const { manager, ...rest } = taskManagerFixture({ dispatcher });
  const theHost = () => host ?? expect.unreachable("The dispatcher was not started");
  return { ...rest, manager: manager.register(held.handled), held, deliveries, noted, host: theHost };
}

/** A job of a type that nobody registers here. */
const newJob: Omit<NewJob, "input"> = {
  id: "00000000-0000-7000-8000-000000000001",
  type: "elsewhere",
  userId: null,
  priority: 0,
  start: { inMs: 0 },
  maxAttempts: 3,
  maxCrashes: 3,
  idempotencyKey: null,
  inputHash: null,
  inputFileId: null,
  referenceFileId: null,
  templateId: null,
};

describe("a dispatcher", () => {
  // vitest fails the run if a rejection is not handled.
  it("that cannot start leaves no unhandled rejection where the store throws, too", async () => {
    const store = {
      ...memoryStore(),
      subscribe: () => {
        throw new Error("no change feed");
      },
    };
    const dispatcher = { start: async () => Promise.reject(new Error("no broker")), enqueue() {}, typesChanged() {}, async stop() {} };
    expect(() => taskManagerFixture({ store, dispatcher })).toThrow("no change feed");
    await immediate();
  });

  it("is started before anything else, told of changed types, and stopped by close", async () => {
    const { manager, noted } = fixture();
    manager.pause();
    manager.resume();
    await manager.close();
    expect(noted).toEqual(["start", "typesChanged", "typesChanged", "typesChanged", "stop"]);
  });

  it("that cannot start yet is started again until it can", async () => {
    let starts = 0;
    const dispatcher: Dispatcher = {
      async start() {
        starts += 1;
        if (starts < 3) throw new Error("no server yet");
      },
      enqueue() {},
      typesChanged() {},
      async stop() {},
    };
    const { clock, logged } = taskManagerFixture({ dispatcher });
    await clock.advanceBy(1_000 + 2_000);
    expect(starts).toBe(3);
    expect(logged.map(({ level }) => level)).toEqual(["error", "error"]);
    await clock.advanceBy(60_000);
    expect(starts).toBe(3);
  });

  it("that throws when it is started again is started again, too", async () => {
    let starts = 0;
    const dispatcher: Dispatcher = {
      start() {
        starts += 1;
        if (starts === 1) return Promise.reject(new Error("no server yet"));
        if (starts === 2) throw new Error("no server yet");
        return undefined;
      },
      enqueue() {},
      typesChanged() {},
      async stop() {},
    };
    const { clock, logged } = taskManagerFixture({ dispatcher });
    await clock.advanceBy(1_000 + 2_000);
    expect(starts).toBe(3);
    expect(logged.map(({ level }) => level)).toEqual(["error", "error"]);
  });

  it("that could not start is not started once it was stopped", async () => {
    const calls: string[] = [];
    const dispatcher: Dispatcher = {
      async start() {
        calls.push("start");
        throw new Error("no server yet");
      },
      enqueue() {},
      typesChanged() {},
      async stop() {
        calls.push("stop");
      },
    };
    const { manager, clock } = taskManagerFixture({ dispatcher });
    await clock.advanceBy(500);
    await manager.close();
    await clock.advanceBy(60_000);
    expect(calls).toEqual(["start", "stop"]);
  });

  it("that serves another manager leaves nothing of the second one at work", () => {
    const clock = manualClock();
    const store = memoryStore({ clock });
    let listeners = 0;
    const counting = {
      ...store,
      subscribe: (listener: Parameters<typeof store.subscribe>[0]) => {
        listeners += 1;
        return store.subscribe(listener);
      },
    };
    const dispatcher = inProcessDispatcher();
    createTaskManager({ store: counting, clock, dispatcher });
    expect(() => createTaskManager({ store: counting, clock, dispatcher })).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
    expect(listeners).toBe(1);
  });

  it("is told of every job that becomes pending through this manager, with its delay", async () => {
    const { manager, held, deliveries, host, settled } = fixture();
    const { job } = await manager.createJob("held", 1, { priority: 3, delayMs: 500 });
    const { job: other } = await manager.createJob("held", 2);
    const base = { jobId: other.id, type: "held", priority: 0 };
    expect(deliveries.splice(0)).toEqual([
      { jobId: job.id, type: "held", priority: 3, delayMs: 500 },
      { ...base, delayMs: 0 },
    ]);

    const run = (await host().claim(other.id))?.run();
    await settled();
    held.run().fail();
    await run;
    expect(deliveries.splice(0), "tried again later").toEqual([{ ...base, delayMs: 1_000 }]);

    await manager.cancelJob(other.id);
    await manager.retryJob(other.id);
    expect(deliveries.splice(0), "retried").toEqual([{ ...base, delayMs: 0 }]);

    const handle = await manager.claimJob({ jobId: other.id });
    await handle?.handBack();
    expect(deliveries.splice(0), "handed back").toEqual([{ ...base, delayMs: 0 }]);
  });

  it("is told of a job whose lease lapsed", async () => {
    const { manager, store, deliveries, clock } = fixture();
    const { job } = await manager.createJob("held", 1);
    await store.claim({ runnerId: "dead", leaseMs: 1_000, limit: 1, from: { keys: [{ id: job.id }] } });
    deliveries.length = 0;
    await clock.advanceBy(10_000);
    expect(deliveries).toEqual([{ jobId: job.id, type: "held", priority: 0, delayMs: 0 }]);
  });

  it("is not told of a job that is executed at once", async () => {
    const { manager, held, deliveries, settled } = fixture();
    const result = manager.executeJob("held", 1);
    await settled();
    held.run().end("done");
    await result;
    expect(deliveries).toEqual([]);
  });

  it("that fails to take a delivery is logged, and the job is created all the same", async () => {
    const { manager, logged, settled } = taskManagerFixture({
      dispatcher: { start() {}, enqueue: () => Promise.reject(new Error("broker is away")), typesChanged() {}, stop: async () => {} },
    });
    const { job } = await manager.register(heldJobType().jobType).createJob("held", 1);
    await settled();
    expect(job.status).toBe("pending");
    expect(logged).toMatchObject([{ level: "error", details: { error: { message: "broker is away" } } }]);
  });
});

describe("what a dispatcher is offered", () => {
  it("are the types that run here and now", () => {
    const { manager, host } = fixture();
    manager.register(heldJobType({ type: "without-handler" }).jobType);
    const types = () =>
      host()
        .types()
        .map(({ type }) => type);
    expect(types()).toEqual(["held"]);
    manager.pause("held");
    expect(types()).toEqual([]);
  });

  it("is a claim of one job, to one of two who ask", async () => {
    const { manager, host } = fixture();
    const { job } = await manager.createJob("held", 1);
    const executions = await Promise.all([host().claim(job.id), host().claim(job.id)]);
    expect(executions.map((execution) => execution?.jobId)).toEqual([job.id, undefined]);
    expect(await host().claim("none")).toBeUndefined();
  });

  it("hands a job back that has no handler here", async () => {
    const { host, store, logged, read } = fixture();
    const input = toJsonText({}, "The input", "JOB_INPUT_INVALID", 100);
    const [insertion] = await store.insert([{ ...newJob, input }]);
    const execution = await host().claim(newJob.id);
    await execution?.run();
    expect(await read(insertion!.job)).toMatchObject({ status: "pending", attempt: 0, claimNo: 1 });
    expect(logged.at(-1)).toMatchObject({ level: "error", details: { type: "elsewhere" } });
  });

  it("claims nothing once the manager closes", async () => {
    const { manager, host } = fixture();
    const { job } = await manager.createJob("held", 1);
    await manager.close();
    expect(host().types()).toEqual([]);
    expect(await host().claim(job.id)).toBeUndefined();
    expect(await host().claimNext([{ type: "held", limit: 1 }], 1)).toEqual([]);
  });

  it("is a look at when the next job is due", async () => {
    const { manager, host, clock } = fixture();
    expect(await host().nextDueInMs(["held"])).toBeUndefined();
    await manager.createJob("held", 1, { delayMs: 500 });
    await clock.advanceBy(200);
    expect(await host().nextDueInMs(["held"])).toBe(300);
  });

  it("is a call for each job that becomes pending anywhere", async () => {
    const { manager, host, store } = fixture();
    const types: string[] = [];
    const stop = host().onPending((type) => types.push(type));
    const elsewhere = taskManagerFixture({ store, runs: false }).manager.register(heldJobType({ type: "elsewhere" }).jobType);
    await elsewhere.createJob("elsewhere", 1);
    await manager.createJob("held", 1);
    stop();
    await manager.createJob("held", 1);
    expect(types).toEqual(["elsewhere", "held"]);
  });
});
