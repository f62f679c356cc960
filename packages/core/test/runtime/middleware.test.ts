import { AsyncLocalStorage } from "node:async_hooks";
import { defineJobType, type Middleware, NonRetriableError, RowmillError } from "@rowmill/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { callThrough } from "../../src/runtime/attempts/middleware.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

const double = defineJobType({ type: "double", input: z.number(), result: z.unknown(), retry: { maxAttempts: 1 } });

function fixture(handler: (n: number) => unknown = (n) => n * 2) {
  const { manager, clock, read, ...rest } = taskManagerFixture();
  const registered = manager.register(double.handle(handler));
  const run = async () => {
    const { job } = await registered.createJob("double", 21);
    await clock.advanceBy(0);
    return await read(job);
  };
  return { ...rest, manager: registered, clock, run };
}

describe("a middleware", () => {
  it("runs around the handler, the first one outermost", async () => {
    const order: string[] = [];
    const named =
      (name: string): Middleware =>
      async ({ job }, next) => {
        order.push(`${name} before ${job.type}`);
        order.push(`${name} saw ${String(await next())}`);
      };
    const { manager, run } = fixture();
    manager.use(named("outer"), named("inner"));
    expect(await run()).toMatchObject({ status: "completed", result: 42 });
    expect(order).toEqual(["outer before double", "inner before double", "inner saw 42", "outer saw 42"]);
  });

  it("gives the handler its AsyncLocalStorage", async () => {
    const tenants = new AsyncLocalStorage<string>();
    const { manager, run } = fixture(() => tenants.getStore() ?? null);
    manager.use((_, next) => tenants.run("acme", next));
    expect(await run()).toMatchObject({ result: "acme" });
  });

  it("sees what a handler throws, and cannot make it a success", async () => {
    const seen: unknown[] = [];
    const { manager, run } = fixture(() => {
      throw new NonRetriableError("no");
    });
    manager.use(async (_, next) => {
      await next().catch((error: unknown) => seen.push(error));
      return "all is well";
    });
    expect(await run()).toMatchObject({ status: "failed", error: { message: "no" } });
    expect(seen).toEqual([expect.any(NonRetriableError)]);
  });

  it("makes the attempt fail by throwing, also after the handler has completed", async () => {
    const { manager, run } = fixture();
    manager.use(async (_, next) => {
      await next();
      throw new RowmillError("FILE_IN_USE", "The transaction could not be committed");
    });
    expect(await run()).toMatchObject({ status: "failed", error: { code: "FILE_IN_USE" } });
  });

  it("keeps the handler from running by throwing before", async () => {
    let runs = 0;
    const { manager, run } = fixture(() => (runs += 1));
    manager.use(() => {
      throw new Error("Not on Sundays");
    });
    expect(await run()).toMatchObject({ status: "failed", error: { message: "Not on Sundays" } });
    expect(runs).toBe(0);
  });

  it.each<[string, Middleware]>([
    ["does not call next", () => "done"],
    [
      "calls next twice",
      async (_, next) => {
        await next();
        await next();
      },
    ],
  ])("that %s makes the attempt fail with MIDDLEWARE_INVALID", async (_, middleware) => {
    const { manager, run } = fixture();
    manager.use(middleware);
    expect(await run()).toMatchObject({ status: "failed", error: { code: "MIDDLEWARE_INVALID" } });
  });

  it("that calls next too late runs no handler", async () => {
    let runs = 0;
    let late: (() => Promise<unknown>) | undefined;
    const { manager, run } = fixture(() => (runs += 1));
    manager.use((_, next) => void (late = next));
    await run();
    await expect(late!()).rejects.toMatchObject({ code: "MIDDLEWARE_INVALID" });
    expect(runs).toBe(0);
  });

  it("that does not wait for the handler does not free its slot", async () => {
    const handler = Promise.withResolvers<number>();
    const { manager, clock, run } = fixture(() => handler.promise);
    manager.use((_, next) => {
      void next();
      throw new Error("too early");
    });
    expect(await run()).toMatchObject({ status: "processing" });
    handler.resolve(1);
    await clock.advanceBy(0);
    expect(await manager.listJobs()).toMatchObject({ jobs: [{ status: "failed", error: { message: "too early" } }] });
  });

  it("leaves waits as they are", async () => {
    const { manager, clock } = taskManagerFixture();
    const waits = defineJobType({ type: "waits", input: z.null() });
    const registered = manager.register(waits.handle((_, { waitFor, wakeup }) => (wakeup ? "woken" : waitFor({ timeoutMs: 1_000 }))));
    registered.use(async (_, next) => void (await next()));
    const { job } = await registered.createJob("waits", null);
    await clock.advanceBy(60_000);
    expect(await registered.getJob(job.id)).toMatchObject({ status: "completed", result: "woken" });
  });

  it("is refused if it is no function", () => {
    const { manager } = taskManagerFixture();
    expect(() => manager.use("tenant" as never)).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });
});

describe("callThrough", () => {
  it("ends as the handler does, unless a middleware throws, whatever each does", async () => {
    const behaviours = fc.array(fc.constantFrom("awaits", "returns", "swallows", "throws before", "throws after"), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(behaviours, fc.boolean(), async (names, fails) => {
        let runs = 0;
        const middleware = names.map((name): Middleware => async (_, next) => {
          if (name === "throws before") throw new Error("before");
          if (name === "swallows") return await next().catch(() => "swallowed");
          const result = await next();
          if (name === "throws after") throw new Error("after");
          return name === "returns" ? "another result" : result;
        });
        const handler = () => {
          runs += 1;
          if (fails) throw new Error("handler");
          return "handled";
        };
        const ended = await callThrough(middleware, { job: { id: "1" } } as never, handler).catch((error: Error) => error.message);
        expect(runs).toBe(names.includes("throws before") ? 0 : 1);
        // From the handler outwards: what throws after it counts where what it called did not throw, or was swallowed.
        const inner = names.slice(0, names.includes("throws before") ? names.indexOf("throws before") + 1 : undefined).toReversed();
        let expected = fails ? "handler" : "handled";
        let isThrown = fails;
        for (const name of inner) {
          if (name === "throws before") [expected, isThrown] = ["before", true];
          else if (name === "throws after" && !isThrown) [expected, isThrown] = ["after", true];
        }
        expect(ended).toBe(expected);
      }),
    );
  });
});
