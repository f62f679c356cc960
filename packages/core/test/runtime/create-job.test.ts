import { defineJobType } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

const resize = defineJobType({
  type: "resize",
  input: z.object({ width: z.coerce.number().int().positive() }),
  priority: 3,
  retry: { maxAttempts: 5 },
});

/** A manager that knows a type and runs nothing. */
function fixture(options: Parameters<typeof taskManagerFixture>[0] = {}) {
  const { manager, ...rest } = taskManagerFixture(options);
  return { ...rest, manager: manager.register(resize) };
}

describe("createJob", () => {
  it("answers the pending job, which the store has by then", async () => {
    const { manager, read, clock } = fixture();
    const { job, created } = await manager.createJob("resize", { width: 7 });
    expect(created).toBe(true);
    expect(await read(job)).toEqual(job);
    expect(job).toMatchObject({
      type: "resize",
      userId: null,
      status: "pending",
      input: { width: 7 },
      result: null,
      error: null,
      progress: 0,
      priority: 3,
      attempt: 0,
      maxAttempts: 5,
      maxCrashes: 3,
      isActive: false,
      idempotencyKey: null,
      runAt: new Date(clock.now()),
      createdAt: new Date(clock.now()),
    });
    expect(z.uuidv7().safeParse(job.id).success).toBe(true);
  });

  it("takes the type itself for its name", async () => {
    const { manager } = fixture();
    const { job } = await manager.createJob(resize, { width: 7 });
    expect(job.type).toBe("resize");
  });

  it("lets options overrule the type's", async () => {
    const { manager, clock } = fixture();
    const { job } = await manager.createJob("resize", { width: 7 }, { userId: "ada", priority: -1, maxAttempts: 1, delayMs: 500 });
    expect(job).toMatchObject({ userId: "ada", priority: -1, maxAttempts: 1, runAt: new Date(clock.now() + 500) });
  });

  it("stores the input as it came in, before its schema transformed it", async () => {
    const { manager } = fixture();
    const { job } = await manager.createJob("resize", { width: "7", note: "kept" } as never);
    expect(job.input).toEqual({ width: "7", note: "kept" });
  });

  it("judges the input as the handler will see it: a Date is a string there", async () => {
    const dated = defineJobType({ type: "dated", input: z.object({ at: z.date() }) });
    const { manager } = taskManagerFixture();
    await expect(manager.register(dated).createJob("dated", { at: new Date() })).rejects.toMatchObject({ code: "JOB_INPUT_INVALID" });
    const textual = defineJobType({ type: "textual", input: z.object({ at: z.iso.datetime() }) });
    const { job } = await manager.register(textual).createJob("textual", { at: new Date(0) } as never);
    expect(job.input).toEqual({ at: "1970-01-01T00:00:00.000Z" });
  });

  it("keeps the files that the type finds in the parsed input", async () => {
    const analyze = defineJobType({
      type: "analyze",
      input: z.object({ file: z.string().trim() }),
      files: ({ file }) => ({ inputFileId: file, templateId: "t" }),
      ownership: "unchecked",
    });
    const { manager } = taskManagerFixture();
    const { job } = await manager.register(analyze).createJob("analyze", { file: " f " });
    expect(job).toMatchObject({ inputFileId: "f", referenceFileId: null, templateId: "t" });
  });

  it("refuses an input that names a file by an id that no store can keep", async () => {
    const copy = defineJobType({ type: "copy", input: z.object({ file: z.string() }), files: ({ file }) => ({ inputFileId: file }) });
    const { manager } = taskManagerFixture();
    const created = manager.register(copy).createJob("copy", { file: "a\0b" });
    await expect(created).rejects.toMatchObject({ code: "JOB_INPUT_INVALID", retriable: false });
  });

  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  let deep: unknown = 1;
  for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];

  it.each([
    ["does not fit the schema", { width: -1 }],
    ["is missing", undefined],
    ["has a cycle", cycle],
    ["has a BigInt", { width: 7n }],
    ["is nested too deep", deep],
    ["is bigger than maxJsonBytes", { width: 7, text: "x".repeat(2_000) }],
  ])("refuses an input that %s with JOB_INPUT_INVALID, and stores nothing", async (_, input) => {
    const { manager, events } = fixture({ maxJsonBytes: 1_000 });
    await expect(manager.createJob("resize", input as never)).rejects.toMatchObject({ code: "JOB_INPUT_INVALID" });
    expect((await manager.listJobs()).jobs).toEqual([]);
    expect(events).toEqual([]);
  });

  it("refuses a type that it does not know with JOB_TYPE_UNKNOWN", async () => {
    const { manager } = fixture();
    await expect(manager.createJob("rezise" as never, { width: 7 } as never)).rejects.toMatchObject({
      code: "JOB_TYPE_UNKNOWN",
      details: { type: "rezise" },
    });
  });

  it.each([
    { priority: 0.5 },
    { priority: 2 ** 31 },
    { maxAttempts: 0 },
    { delayMs: -1 },
    { runAt: new Date(NaN) },
    { runAt: "tomorrow" as never },
    { runAt: new Date(), delayMs: 5 },
    { userId: 7 as never },
    { idempotencyKey: "" },
    { idempotencyKey: "x".repeat(256) },
    { idempotencyKey: 7 as never },
  ])("refuses the options %j with OPTION_INVALID, and stores nothing", async (options) => {
    const { manager } = fixture();
    await expect(manager.createJob("resize", { width: 7 }, options)).rejects.toMatchObject({ code: "OPTION_INVALID" });
    expect((await manager.listJobs()).jobs).toEqual([]);
  });

  it("asks the type's check with the parsed input and the owner, and throws what it throws", async () => {
    const asked: unknown[] = [];
    const { manager } = taskManagerFixture();
    const checked = defineJobType({
      type: "checked",
      input: z.coerce.number(),
      async check(input, owner) {
        asked.push([input, owner]);
        throw new Error("not yours");
      },
    });
    await expect(manager.register(checked).createJob("checked", "7", { userId: "ada" })).rejects.toThrow("not yours");
    expect(asked).toEqual([[7, { userId: "ada" }]]);
    expect((await manager.listJobs()).jobs).toEqual([]);
  });

  it("is a copy: changing the job changes nothing", async () => {
    const { manager, read } = fixture();
    const { job } = await manager.createJob("resize", { width: 7 });
    (job.input as { width: number }).width = 8;
    expect((await read(job)).input).toEqual({ width: 7 });
  });
});

describe("createJobs", () => {
  it("answers the jobs in the order that they were asked for", async () => {
    const { manager } = fixture();
    const creations = await manager.createJobs([1, 2, 3].map((width) => ({ type: "resize" as const, input: { width } })));
    expect(creations.map(({ job }) => job.input)).toEqual([{ width: 1 }, { width: 2 }, { width: 3 }]);
  });

  it("takes several types at once", async () => {
    const { manager } = fixture();
    const both = manager.register(heldJobType().jobType);
    const creations = await both.createJobs([
      { type: "resize", input: { width: 1 } },
      { type: "held", input: "x" },
    ]);
    expect(creations.map(({ job }) => job.type)).toEqual(["resize", "held"]);
  });

  it("takes an empty list", async () => {
    const { manager } = fixture();
    expect(await manager.createJobs([])).toEqual([]);
  });

  it("refuses what is no list", async () => {
    const { manager } = fixture();
    await expect(manager.createJobs({ type: "resize", input: { width: 1 } } as never)).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it("refuses a transaction where the store takes none", async () => {
    const { manager } = fixture();
    const options = { transaction: {} as never };
    await expect(manager.createJobs([{ type: "resize", input: { width: 1 } }], options)).rejects.toMatchObject({ code: "OPTION_INVALID" });
    await expect(manager.createJob("resize", { width: 1 }, options)).rejects.toMatchObject({ code: "OPTION_INVALID" });
    expect((await manager.listJobs()).jobs).toEqual([]);
  });

  it("refuses a transaction of one of its jobs, instead of passing it over", async () => {
    const { manager } = fixture();
    const jobs = [{ type: "resize" as const, input: { width: 1 }, options: { transaction: {} as never } }];
    await expect(manager.createJobs(jobs)).rejects.toMatchObject({ code: "OPTION_INVALID" });
    expect((await manager.listJobs()).jobs).toEqual([]);
  });

  it.each([
    ["input", { type: "resize" as const, input: { width: -1 } }, "JOB_INPUT_INVALID"],
    ["option", { type: "resize" as const, input: { width: 1 }, options: { priority: 0.5 } }, "OPTION_INVALID"],
    ["type", { type: "rezise" as never, input: { width: 1 } as never }, "JOB_TYPE_UNKNOWN"],
  ])("stores none if one %s is invalid", async (_, invalid, code) => {
    const { manager, events } = fixture();
    const valid = { type: "resize" as const, input: { width: 1 } };
    await expect(manager.createJobs([valid, invalid, valid])).rejects.toMatchObject({ code });
    expect((await manager.listJobs()).jobs).toEqual([]);
    expect(events).toEqual([]);
  });
});

describe("register", () => {
  it("refuses another type of the same name with JOB_TYPE_DUPLICATE", () => {
    const { manager } = fixture();
    expect(() => manager.register(defineJobType({ type: "resize", input: z.string() }))).toThrow(
      expect.objectContaining({ code: "JOB_TYPE_DUPLICATE" }),
    );
  });

  it("answers the same manager", () => {
    const { manager } = taskManagerFixture();
    expect(manager.register(resize)).toBe(manager);
  });
});
