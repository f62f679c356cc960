import { AsyncLocalStorage } from "node:async_hooks";
import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { createTaskManager, defineJobType, type HandlerContext, type TaskManagerOptions } from "@rowmill/core";
import type { JobStore } from "@rowmill/core/adapter";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { recordingLogger } from "../recording-logger.ts";

/** Stands for whatever an application keeps for a request: a tenant, a transaction, a trace. */
const request = new AsyncLocalStorage<string>();

const inputSchema = z.object({ user: z.string(), ends: z.enum(["completes", "fails", "hangs", "waits"]) });
type Ends = z.infer<typeof inputSchema>["ends"];

/** A call that a user makes in a request of their own. */
interface Call {
  readonly user: string;
  readonly kind:
    | "createJob"
    | "createJobs"
    | "executeJob"
    | "schedule"
    | "cancel"
    | "retry"
    | "claimJob"
    | "list"
    | "listen"
    | "pause"
    | "tick";
  readonly ends: Ends;
  /** Whether everything comes to rest before the next call. */
  readonly rests: boolean;
}

const calls = fc.array(
  fc.record<Call>({
    user: fc.constantFrom("ada", "bob", "cyd"),
    kind: fc.constantFrom(
      "createJob",
      "createJobs",
      "executeJob",
      "schedule",
      "cancel",
      "retry",
      "claimJob",
      "list",
      "listen",
      "pause",
      "tick",
    ),
    ends: fc.constantFrom("completes", "fails", "hangs", "waits"),
    rests: fc.boolean(),
  }),
  { minLength: 5, maxLength: 25 },
);

/** Wraps each method of a store, so that it says in whose request it is called. */
function observed(store: JobStore, onCall: (method: string, args: readonly unknown[]) => void): JobStore {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value === "object" && value !== null) return observed(value as JobStore, onCall);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        onCall(String(name), args);
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
}

/** The users whose jobs a store call is about, as far as its arguments say. */
function usersIn(args: readonly unknown[]): string[] {
  const text = JSON.stringify(args);
  return ["ada", "bob", "cyd"].filter((user) => text.includes(`"userId":"${user}"`));
}

/** Makes a manager, makes the calls, and returns everything that ran in the request of somebody else. */
async function strangers(made: readonly Call[], options: Partial<TaskManagerOptions> = {}): Promise<string[]> {
  const wrong: string[] = [];
  const expectContext = (what: string, ...allowed: (string | undefined)[]) => {
    const actual = request.getStore();
    if (!allowed.includes(actual)) wrong.push(`${what} ran in the request of ${actual}`);
  };
  /** The users who claim a job by a call of their own. */
  const claimants = new Set<string>();
  const clock = manualClock();
  const logger = recordingLogger();
  for (const level of ["debug", "info", "warn", "error"] as const) {
    const keep = logger[level];
    logger[level] = (details, message) => {
      const { userId } = details as { userId?: string };
      if (level === "warn" || level === "error") expectContext(`the line "${message}"`, undefined, userId);
      keep(details, message);
    };
  }
  const store = observed(memoryStore({ clock }), (method, args) => {
    const users = usersIn(args);
    // A call about the jobs of one user may run in that user's request, all others in that of none.
    if (users.length > 0) expectContext(`store.${method} for ${users.join()}`, undefined, ...(users.length === 1 ? users : []));
    if (method === "claim") expectContext("store.claim", undefined, ...claimants);
    if (["settle", "update", "reclaim", "prune", "nextDueInMs", "due", "advance"].includes(method))
      expectContext(`store.${method}`, undefined);
  });
  const handler = async ({ user, ends }: z.infer<typeof inputSchema>, context: HandlerContext) => {
    const own = options.asyncContext === "creator" && context.job.attempt === 1 ? user : undefined;
    expectContext(`the handler of ${user}`, undefined, own);
    context.signal.addEventListener("abort", () => expectContext(`the abort listener of ${user}`, undefined, own));
    context.progress(50);
    // On Node 22 this would stay with a resource that handlers share.
    request.enterWith(`handler of ${user}`);
    await context.checkpoint({ at: 1 }).catch(() => undefined);
    if (ends === "fails") throw new Error("no luck");
    if (ends === "completes") return;
    await new Promise<void>((resolve) => {
      if (ends === "waits") setImmediate(resolve);
      context.signal.addEventListener("abort", () => resolve());
    });
  };
  const type = defineJobType({
    type: "t",
    input: inputSchema,
    timeoutMs: 5_000,
    check: ({ user }) => expectContext(`the check of ${user}`, undefined, user),
  });
  const manager = request.run("the one who made the manager", () =>
    createTaskManager({ store, clock, logger, concurrency: 2, ...options }),
  );
  request.run("the one who registered the type", () => manager.register(type.handle(handler)));
  const ids = new Map<string, string>();
  const pending: Promise<unknown>[] = [];
  const make = async ({ user, kind, ends }: Call): Promise<unknown> => {
    const input = { user, ends };
    const onProgress = () => expectContext(`onProgress of ${user}`, user);
    const id = ids.get(user) ?? "none";
    switch (kind) {
      case "createJob":
        return ids.set(user, (await manager.createJob(type, input, { userId: user, onProgress })).job.id);
      case "createJobs":
        return await manager.createJobs([type, type].map((one) => ({ type: one, input, options: { userId: user } })));
      case "executeJob":
        return await manager.executeJob(type, input, { userId: user, onProgress });
      case "schedule":
        return await manager.schedule(type, input, { id: `of ${user}`, cron: "* * * * * *", userId: user });
      case "cancel":
        return await manager.cancelJob(id);
      case "retry":
        return await manager.retryJob(id, { userId: user });
      case "claimJob": {
        const handle = await manager.claimJob({ types: ["t"] });
        handle?.signal.addEventListener("abort", () => expectContext(`the abort listener of ${user}'s handle`, user));
        return await handle?.complete(null);
      }
      case "list":
        return await manager.listJobs({ userId: user });
      case "listen":
        manager.onChange(() => expectContext(`the onChange listener of ${user}`, user));
        for (const name of [
          "job:created",
          "job:started",
          "job:progress",
          "job:retrying",
          "job:completed",
          "job:failed",
          "job:cancelled",
        ] as const)
          manager.on(name, () => expectContext(`the ${name} listener of ${user}`, user));
        return undefined;
      case "pause":
        manager.pause();
        return manager.resume();
      case "tick":
        return undefined;
    }
  };
  for (const call of made) {
    if (call.kind === "claimJob" || call.kind === "executeJob") claimants.add(call.user);
    const done = request.run(call.user, async () => {
      await make(call).catch(() => undefined);
      expectContext(`the rest of ${call.user}'s ${call.kind}`, call.user);
    });
    pending.push(done);
    if (call.kind === "tick") await request.run("the clock", () => clock.advanceBy(2_000));
    else if (call.rests) await request.run("the clock", () => clock.advanceBy(0));
  }
  await request.run("the clock", () => clock.advanceBy(60_000));
  const closing = request.run("the one who closed the manager", () => manager.close({ timeoutMs: 1_000 }));
  await request.run("the clock", () => clock.advanceBy(2_000));
  await closing;
  await Promise.all(pending);
  return [...new Set(wrong)];
}

describe("asynchronous contexts", () => {
  it("never run anything of one user in the request of another", async () => {
    await fc.assert(
      fc.asyncProperty(calls, async (made) => {
        expect(await strangers(made)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it("are only ever the creator's where they are asked for", async () => {
    await fc.assert(
      fc.asyncProperty(calls, async (made) => {
        expect(await strangers(made, { asyncContext: "creator" })).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

describe("the option asyncContext", () => {
  const seenBy = async (options: Partial<TaskManagerOptions>) => {
    const seen: (string | undefined)[] = [];
    const clock = manualClock();
    const manager = createTaskManager({ store: memoryStore({ clock }), clock, logger: recordingLogger(), ...options });
    const type = defineJobType({ type: "t", input: z.unknown(), retry: { maxAttempts: 2 } });
    manager.register(
      type.handle(() => {
        seen.push(request.getStore());
        throw new Error("again");
      }),
    );
    await request.run("ada", () => manager.createJob(type, null));
    await clock.advanceBy(10_000);
    return seen;
  };

  it("is none by default: every attempt starts in a context without values", async () => {
    expect(await seenBy({})).toEqual([undefined, undefined]);
  });

  it("gives the first attempt the context of its creator, and no later one", async () => {
    expect(await seenBy({ asyncContext: "creator" })).toEqual(["ada", undefined]);
  });

  it("takes nothing else", () => {
    const asyncContext = "request" as "creator";
    expect(() => createTaskManager({ store: memoryStore(), asyncContext })).toThrow('"asyncContext" must be "none" or "creator"');
  });
});

describe("a context without values", () => {
  it("has none either where this package is first loaded inside of a request", async () => {
    const { inCleanContext } = await request.run("ada", async () => {
      const copy = new URL("../../src/runtime/async-context.ts?in-a-request", import.meta.url).href;
      return (await import(/* @vite-ignore */ copy)) as typeof import("../../src/runtime/async-context.ts");
    });
    expect(request.run("bob", () => inCleanContext(() => request.getStore()))).toBeUndefined();
  });
});
