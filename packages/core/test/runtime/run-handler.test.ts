import { runInNewContext } from "node:vm";
import { defineJobType, type Handler, NonRetriableError, RowmillError } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { taskManagerFixture } from "../task-manager-fixture.ts";

/** Runs one job of a type with one attempt, and answers it as it ended. */
async function runOnce(
  handler: Handler<unknown, unknown>,
  options: { readonly result?: z.ZodType; readonly maxAttempts?: number; readonly maxJsonBytes?: number } = {},
) {
  const { maxAttempts = 1, result = z.unknown(), maxJsonBytes = 10_000 } = options;
  const once = defineJobType({ type: "once", input: z.unknown(), result, retry: { maxAttempts } });
  const { manager, settled, read } = taskManagerFixture({ maxJsonBytes });
  const { job } = await manager.register(once.handle(handler)).createJob("once", { n: 1 });
  await settled();
  return await read(job);
}

describe("a handler that answers", () => {
  it("completes its job with what it answered, at 100 %", async () => {
    expect(await runOnce(async () => ({ rows: 3 }))).toMatchObject({
      status: "completed",
      result: { rows: 3 },
      progress: 100,
      error: null,
      attempt: 1,
      isActive: false,
    });
  });

  it("need not be asynchronous", async () => {
    expect(await runOnce(() => "at once")).toMatchObject({ status: "completed", result: "at once" });
  });

  it("completes with null when it answers nothing", async () => {
    expect(await runOnce(() => undefined)).toMatchObject({ status: "completed", result: null });
  });

  it("has what the result's schema makes of its answer kept", async () => {
    expect(await runOnce(() => ({ rows: "3", more: 1 }), { result: z.object({ rows: z.coerce.number() }) })).toMatchObject({
      result: { rows: 3 },
    });
  });

  it("names the file of its result where the type says so", async () => {
    const made = defineJobType({
      type: "made",
      input: z.unknown(),
      result: z.object({ file: z.string() }),
      resultFile: ({ file }) => file,
    });
    const { manager, settled, read } = taskManagerFixture();
    const { job } = await manager.register(made.handle(() => ({ file: "f" }))).createJob("made", null);
    await settled();
    expect(await read(job)).toMatchObject({ resultFileId: "f" });
  });

  it.each([
    ["an id that no store can keep", "f\0"],
    ["something else than an id", { id: "f" }],
  ])("fails its job where the type names its file by %s, instead of being refused by the store again and again", async (_what, fileId) => {
    const made = defineJobType({ type: "made", input: z.unknown(), resultFile: () => fileId as string });
    const { manager, settled, read } = taskManagerFixture();
    const { job } = await manager.register(made.handle(() => null)).createJob("made", null);
    await settled();
    expect(await read(job)).toMatchObject({ status: "failed", error: { code: "JOB_RESULT_INVALID" } });
  });

  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  it.each([
    ["a cycle", cycle],
    ["a BigInt", 1n],
    ["a function", () => 1],
    ["more than maxJsonBytes", "x".repeat(20_000)],
  ])("fails its job with JOB_RESULT_INVALID when it answers %s", async (_, answer) => {
    const job = await runOnce(() => answer, { maxAttempts: 3 });
    expect(job).toMatchObject({ status: "failed", result: null, attempt: 1, error: { code: "JOB_RESULT_INVALID" } });
  });

  it("fails its job with JOB_RESULT_INVALID and the field's name when the answer does not fit the schema, and is not tried again", async () => {
    const job = await runOnce(() => ({ rows: "many" }), { result: z.object({ rows: z.number() }), maxAttempts: 3 });
    expect(job).toMatchObject({
      status: "failed",
      attempt: 1,
      error: { code: "JOB_RESULT_INVALID", message: expect.stringContaining("rows") as unknown },
    });
  });
});

describe("a handler that throws", () => {
  it("fails its job with the message of the error, its stack kept apart", async () => {
    const { status, error } = await runOnce(async () => {
      throw new TypeError("no such column");
    });
    expect(status).toBe("failed");
    expect(error).toMatchObject({ code: "HANDLER_FAILED", message: "no such column" });
    expect(error?.stack).toContain("run-handler.test.ts");
  });

  it("has its own code kept, if it throws a RowmillError with one", async () => {
    const code = "PRINTER_OUT_OF_PAPER" as "HANDLER_FAILED";
    const job = await runOnce(() => {
      throw new RowmillError(code, "no paper");
    });
    expect(job).toMatchObject({ status: "failed", error: { code: "PRINTER_OUT_OF_PAPER", message: "no paper" } });
  });

  it.each(["", "a\0b", "x".repeat(101), 7])("has no code kept that no store could keep: %j", async (code) => {
    const job = await runOnce(() => {
      throw new RowmillError(code as "HANDLER_FAILED", "no paper");
    });
    expect(job).toMatchObject({ status: "failed", error: { code: "HANDLER_FAILED", message: "no paper" } });
  });

  it("may do so before its first await", async () => {
    const job = await runOnce(() => {
      throw new Error("at once");
    });
    expect(job).toMatchObject({ status: "failed", error: { message: "at once" } });
  });

  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  it.each([
    ["a string", "out of paper", "out of paper"],
    ["undefined", undefined, "Something was thrown that is not an Error: undefined"],
    ["null", null, "Something was thrown that is not an Error: null"],
    ["an empty string", "", 'Something was thrown that is not an Error: ""'],
    ["an object", { reason: "paper" }, 'Something was thrown that is not an Error: {"reason":"paper"}'],
    ["a cycle", cycle, "Something was thrown that is not an Error: object"],
    ["a BigInt", 1n, "Something was thrown that is not an Error: bigint"],
    ["a symbol", Symbol("x"), "Something was thrown that is not an Error: symbol"],
    ["an error without a message", new TypeError(), "TypeError"],
  ])("may throw %s", async (_, thrown, message) => {
    const job = await runOnce(() => Promise.reject(thrown));
    expect(job).toMatchObject({ status: "failed", error: { code: "HANDLER_FAILED", message } });
  });

  it("fails its job at once with a NonRetriableError, whatever attempts are left", async () => {
    const job = await runOnce(() => Promise.reject(new NonRetriableError("There is no customer 7")), { maxAttempts: 3 });
    expect(job).toMatchObject({ status: "failed", attempt: 1, error: { code: "HANDLER_FAILED", message: "There is no customer 7" } });
  });

  it("has the code of a RowmillError kept", async () => {
    const job = await runOnce(() => Promise.reject(new RowmillError("FILE_NOT_FOUND", "There is no file 7")));
    expect(job).toMatchObject({ status: "failed", error: { code: "FILE_NOT_FOUND" } });
  });

  it("leaves the manager at work", async () => {
    const { manager, settled, read } = taskManagerFixture();
    const moody = defineJobType({ type: "moody", input: z.boolean(), retry: { maxAttempts: 1 } });
    const registered = manager.register(
      moody.handle((isGood) => {
        if (!isGood) throw "bad";
      }),
    );
    await registered.createJob("moody", false);
    const { job } = await registered.createJob("moody", true);
    await settled();
    expect(await read(job)).toMatchObject({ status: "completed" });
  });
});

describe("a handler's input", () => {
  it("is parsed from the raw JSON, each transform once at creation and once in the attempt", async () => {
    const seen: string[] = [];
    const inputs: unknown[] = [];
    const shouted = z.string().transform((text) => (seen.push(text), `${text}!`));
    const shout = defineJobType({ type: "shout", input: shouted });
    const { manager, settled } = taskManagerFixture();
    await manager.register(shout.handle((input) => void inputs.push(input))).createJob("shout", "hey");
    await settled();
    expect(seen).toEqual(["hey", "hey"]);
    expect(inputs).toEqual(["hey!"]);
  });

  it("may have asynchronous refinements", async () => {
    const even = defineJobType({ type: "even", input: z.number().refine(async (n) => n % 2 === 0, "odd") });
    const { manager, settled, read } = taskManagerFixture();
    const registered = manager.register(even.handle((n) => n));
    await expect(registered.createJob("even", 3)).rejects.toMatchObject({ code: "JOB_INPUT_INVALID" });
    const { job } = await registered.createJob("even", 4);
    await settled();
    expect(await read(job)).toMatchObject({ status: "completed", result: 4 });
  });

  it("fails the job with JOB_INPUT_INVALID if the schema refuses it only now", async () => {
    let isOpen = true;
    const door = defineJobType({ type: "door", input: z.string().refine(() => isOpen, "closed") });
    const { manager, clock, read } = taskManagerFixture();
    const { job } = await manager.register(door.handle(() => "in")).createJob("door", "knock", { delayMs: 1_000 });
    isOpen = false;
    await clock.advanceBy(1_000);
    expect(await read(job)).toMatchObject({
      status: "failed",
      attempt: 1,
      error: { code: "JOB_INPUT_INVALID", message: expect.stringContaining("closed") as unknown },
    });
  });
});

describe("what a handler throws", () => {
  it("may come from another realm", async () => {
    const failed = await runOnce(() => {
      throw runInNewContext("new TypeError('from elsewhere')");
    });
    expect(failed.error).toMatchObject({ code: "HANDLER_FAILED", message: "from elsewhere" });
    expect(failed.error?.stack).toContain("TypeError");
  });

  it("may be impossible to look at", async () => {
    const hostile = new Proxy(
      {},
      {
        has: () => {
          throw new Error("do not look");
        },
      },
    );
    const failed = await runOnce(() => {
      throw hostile;
    });
    expect(failed).toMatchObject({ status: "failed", isActive: false, error: { code: "HANDLER_FAILED" } });
  });

  it("is kept in 10,000 characters of message and of stack", async () => {
    const failed = await runOnce(() => {
      throw new Error("x".repeat(1_000_000));
    });
    expect(failed.error?.message).toMatch(/^x{10000} … \(990000 more characters\)$/);
    expect(failed.error?.stack?.length).toBeLessThan(10_100);
  });
});

describe("a result with very many faults", () => {
  it("is refused with the first twenty", async () => {
    const failed = await runOnce(() => Array.from({ length: 1_000 }, () => "x"), { result: z.array(z.number()), maxJsonBytes: 100_000 });
    expect(failed.error?.code).toBe("JOB_RESULT_INVALID");
    expect(failed.error?.message).toContain("… and 980 more");
  });
});
