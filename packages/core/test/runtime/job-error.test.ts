import { defineJobType, type JobError } from "@rowmill/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { toJobError } from "../../src/runtime/attempts/describe-error.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

/** The causes in short: how deep each is, and what it says. */
const shape = ({ causes }: JobError) => causes.map(({ depth, name, code, message }) => [depth, name, code, message]);

describe("the error that is kept of what a handler threw", () => {
  it("has the chain of its causes", () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:4"), { code: "ECONNREFUSED" });
    const error = toJobError(new Error("no prices", { cause: new TypeError("fetch failed", { cause: refused }) }));
    expect(error).toMatchObject({ code: "HANDLER_FAILED", message: "no prices" });
    expect(shape(error)).toEqual([
      [1, "TypeError", null, "fetch failed"],
      [2, "Error", "ECONNREFUSED", "connect ECONNREFUSED 127.0.0.1:4"],
    ]);
    expect(error.causes[1]?.stack).toContain("job-error.test.ts");
  });

  it("has the inner errors of an AggregateError, each followed by its own causes", () => {
    const inner = [new Error("first", { cause: "disk" }), new Error("second")];
    const error = toJobError(new AggregateError(inner, "all failed", { cause: new Error("why") }));
    expect(shape(error)).toEqual([
      [1, "Error", null, "why"],
      [1, "Error", null, "first"],
      [2, "string", null, "disk"],
      [1, "Error", null, "second"],
    ]);
  });

  it("names what has no message by its class", () => {
    expect(shape(toJobError(new Error("x", { cause: new AggregateError([new RangeError()]) })))).toEqual([
      [1, "AggregateError", null, "AggregateError"],
      [2, "RangeError", null, "RangeError"],
    ]);
  });

  it("has each cause once, also in a circle", () => {
    const a = new Error("a");
    a.cause = new Error("b", { cause: a });
    expect(shape(toJobError(a))).toEqual([[1, "Error", null, "b"]]);
  });

  it("has no secrets, in none of its texts, also where one is cut", () => {
    const url = "postgres://app:hunter2@db/jobs";
    for (const length of [0, 980, 990, 995, 9_980, 9_990]) {
      const message = `${"x".repeat(length)} ${url} ${"y".repeat(20_000)}`;
      const error = toJobError(new Error(message, { cause: new AggregateError([new Error(message)], message) }));
      expect(JSON.stringify(error)).not.toContain("hunter");
    }
  });

  it("survives whatever throws when it is read", () => {
    const trap = new Proxy(new Error("x"), {
      get() {
        throw new Error("trap");
      },
    });
    const odd = Object.defineProperty(new Error("odd"), "cause", {
      get() {
        throw new Error("trap");
      },
    });
    expect(toJobError(trap)).toMatchObject({ code: "HANDLER_FAILED", causes: [] });
    expect(toJobError(odd)).toMatchObject({ message: "odd", causes: [] });
    expect(shape(toJobError(new Error("x", { cause: trap })))).toEqual([[1, "unknown", null, "This error cannot be read"]]);
  });

  it("is bounded, whatever hangs on it", () => {
    const tree = fc.letrec<{ error: Error }>((tie) => ({
      error: fc
        .record({
          message: fc.oneof(fc.string(), fc.constant("m".repeat(50_000))),
          errors: fc.oneof({ maxDepth: 12 }, fc.constant([]), fc.array(tie("error"), { maxLength: 30 })),
          cause: fc.oneof({ maxDepth: 12 }, fc.anything(), tie("error")),
        })
        .map(({ message, errors, cause }) => new AggregateError(errors, message, { cause })),
    })).error;
    fc.assert(
      fc.property(tree, (thrown) => {
        const { causes } = toJobError(thrown);
        expect(causes.length).toBeLessThanOrEqual(20);
        expect(Math.max(0, ...causes.map(({ depth }) => depth))).toBeLessThanOrEqual(8);
        expect(JSON.stringify(causes.map(({ message, stack }) => [message, stack])).length).toBeLessThan(40_000);
        for (const [index, { depth }] of causes.entries()) expect(depth).toBeLessThanOrEqual((causes[index - 1]?.depth ?? 0) + 1);
      }),
      { numRuns: 50 },
    );
  });

  it("says why fetch failed", async () => {
    const error = await fetch("http://127.0.0.1:4/").then(
      () => expect.unreachable(),
      (thrown: unknown) => toJobError(thrown),
    );
    expect(JSON.stringify(error.causes)).toMatch(/ECONNREFUSED|bad port/);
  });
});

describe("a failed attempt", () => {
  const fixture = (thrown: unknown, maxAttempts: number) => {
    const type = defineJobType({ type: "t", input: z.null(), retry: { maxAttempts } });
    const made = taskManagerFixture();
    made.manager.register(
      type.handle(() => {
        throw thrown;
      }),
    );
    return { ...made, type };
  };

  it("is logged as a warning with its cause as long as it is repeated, and as an error when its job has failed", async () => {
    const { manager, clock, logged, read, type } = fixture(new Error("no luck", { cause: new Error("password=hunter2") }), 2);
    const { job } = await manager.createJob(type, null);
    await clock.advanceBy(10_000);
    const lines = logged.filter(({ level }) => level === "warn" || level === "error");
    const { error } = await read(job);
    const common = { jobId: job.id, type: "t", maxAttempts: 2, error: { message: "no luck", causes: [{ message: "password=***" }] } };
    expect(lines).toMatchObject([
      { level: "warn", details: { ...common, attempt: 1 } },
      { level: "error", details: { ...common, attempt: 2, error } },
    ]);
    expect(lines[0]?.message).toContain(`Attempt 1 of 2 of job ${job.id} ("t") failed and is repeated in 1000 ms: no luck`);
  });

  it("is not logged where its job was handed back or cancelled", async () => {
    const { manager, clock, logged, type } = fixture(new Error("no luck"), 1);
    manager.pause();
    const { job } = await manager.createJob(type, null);
    await manager.cancelJob(job.id);
    manager.resume();
    await clock.advanceBy(1_000);
    expect(logged.filter(({ level }) => level === "warn" || level === "error")).toEqual([]);
  });
});
