// What is asserted here are types: tsc is the judge.
/* oxlint-disable vitest/expect-expect */
import {
  createTaskManager,
  type Creation,
  defineJobType,
  type HandledJobType,
  type HandlerContext,
  type Job,
  type JobProgress,
  type JobType,
  type Json,
  type TaskManager,
  type TypesOf,
} from "@rowmill/core";
import { memoryStore } from "@rowmill/adapter-memory";
import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";

const resize = defineJobType({
  type: "resize",
  input: z.object({ file: z.string(), width: z.string().transform(Number) }),
  result: z.object({ sizeBytes: z.coerce.number<string>() }),
});
const greet = defineJobType({ type: "greet", input: z.string() });

// Types only: nothing here is called, so nothing has to be closed.
const empty = () => createTaskManager({ store: memoryStore(), runs: false });
const manager = () => empty().register(resize).register(greet);

describe("the types of defineJobType", () => {
  it("keep the name as a literal", () => {
    expectTypeOf(resize.type).toEqualTypeOf<"resize">();
    expect(resize.type).toBe("resize");
  });

  it("give the handler the parsed input, and take the result before its schema", () => {
    expectTypeOf<Parameters<Parameters<typeof resize.handle>[0]>>().toEqualTypeOf<
      [input: { file: string; width: number }, context: HandlerContext]
    >();
    resize.handle(({ width }, { progress, signal, job, lastCheckpoint }) => {
      expectTypeOf(width).toEqualTypeOf<number>();
      expectTypeOf(progress).toBeCallableWith(10, "reading", { rows: 1 });
      expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
      expectTypeOf(job).toEqualTypeOf<Job>();
      expectTypeOf(lastCheckpoint).toEqualTypeOf<Json | null>();
      return { sizeBytes: "7" };
    });
  });

  it("refuse a handler whose result does not fit", () => {
    // @ts-expect-error the result has no sizeBytes
    resize.handle(() => ({ size: 7 }));
    // @ts-expect-error the result is not awaited into the right shape
    resize.handle(async () => "7");
    // @ts-expect-error a handler takes the parsed input: width is a number
    resize.handle((input: { width: string }) => ({ sizeBytes: input.width }));
  });

  it("let a type without a result schema answer anything", () => {
    greet.handle(() => undefined);
    greet.handle(async () => ({ any: "thing" }));
  });

  it("give the hooks the parsed input and result", () => {
    defineJobType({
      type: "hooked",
      input: z.string().transform(Number),
      result: z.object({ file: z.string() }),
      files: (input) => {
        expectTypeOf(input).toEqualTypeOf<number>();
        return { inputFileId: String(input) };
      },
      resultFile: ({ file }) => file,
      check: (input, { userId }) => {
        expectTypeOf(input).toEqualTypeOf<number>();
        expectTypeOf(userId).toEqualTypeOf<string | null>();
      },
    });
  });
});

describe("the types of createJob", () => {
  const create = () => manager().createJob("resize", { file: "f", width: "7" });

  it("infer the input as it comes in, from the name and from the type", () => {
    expectTypeOf(create)
      .returns.resolves.toHaveProperty("job")
      .toEqualTypeOf<Job<{ file: string; width: string }, { sizeBytes: number }>>();
    expectTypeOf(() => manager().createJob(greet, "Ada"))
      .returns.resolves.toHaveProperty("job")
      .toEqualTypeOf<Job<string, unknown>>();
  });

  it("refuse a wrong input, an unknown name and an unknown option", () => {
    // @ts-expect-error width comes in as a string
    void (() => manager().createJob("resize", { file: "f", width: 7 }));
    // @ts-expect-error the file is missing
    void (() => manager().createJob(resize, { width: "7" }));
    // @ts-expect-error there is no type of this name
    void (() => manager().createJob("rezise", { file: "f", width: "7" }));
    // @ts-expect-error there is no such option
    void (() => manager().createJob("greet", "Ada", { prio: 1 }));
    // @ts-expect-error nothing is registered
    void (() => empty().createJob("greet", "Ada"));
  });

  it("tell onProgress what it gets", () => {
    void (() =>
      manager().createJob("greet", "Ada", {
        onProgress: (progress, job) => {
          expectTypeOf(progress).toEqualTypeOf<JobProgress>();
          expectTypeOf(job).toEqualTypeOf<Job>();
        },
      }));
  });

  it("infer each of many", () => {
    void (() => manager().createJobs([{ type: "greet", input: "Ada" }]));
    // @ts-expect-error the input of greet is a string
    void (() => manager().createJobs([{ type: "greet", input: 7 }]));
  });

  it("hold each of many against its own type, and answer each with its own", () => {
    const createBoth = () =>
      manager().createJobs([
        { type: "resize", input: { file: "f", width: "7" } },
        { type: greet, input: "Ada", options: { userId: "ada" } },
      ]);
    type Created = Awaited<ReturnType<typeof createBoth>>;
    expectTypeOf<Created[0]["job"]>().toEqualTypeOf<Job<{ file: string; width: string }, { sizeBytes: number }>>();
    expectTypeOf<Created[1]["job"]>().toEqualTypeOf<Job<string, unknown>>();
    void (() =>
      manager().createJobs([
        { type: "greet", input: "Ada" },
        // @ts-expect-error that is the input of greet
        { type: "resize", input: "Ada" },
      ]));
    void (() =>
      manager().createJobs([
        // @ts-expect-error there is no type of this name
        { type: "rezise", input: "Ada" },
      ]));
  });

  it("take a list that is made elsewhere", () => {
    const made = () => manager().createJobs(["a", "b"].map((file) => ({ type: "resize", input: { file, width: "7" } }) as const));
    expectTypeOf(made).returns.resolves.toEqualTypeOf<Creation<{ file: string; width: string }, { sizeBytes: number }>[]>();
    const plain = (jobs: { type: string; input: unknown }[]) => (manager() as TaskManager).createJobs(jobs);
    expectTypeOf(plain).returns.resolves.toExtend<Creation<unknown, unknown>[]>();
  });
});

describe("the types of executeJob", () => {
  it("answer the result as it is kept", () => {
    expectTypeOf(() => manager().executeJob("resize", { file: "f", width: "7" })).returns.resolves.toEqualTypeOf<{ sizeBytes: number }>();
    expectTypeOf(() => manager().executeJob(greet, "Ada")).returns.resolves.toBeUnknown();
  });

  it("refuse options that make no sense for a job that runs at once", () => {
    // @ts-expect-error it runs at once
    void (() => manager().executeJob("greet", "Ada", { delayMs: 1 }));
  });
});

describe("the types of register", () => {
  it("widen the manager by the type, with or without handler", () => {
    expectTypeOf(() => empty().register(greet)).returns.toExtend<TaskManager<TypesOf<typeof greet>>>();
    expectTypeOf(() => empty().register(greet.handle(() => "hello"))).returns.toExtend<TaskManager<TypesOf<typeof greet>>>();
  });

  it("take any handled type where one of no particular kind is meant", () => {
    expectTypeOf(greet.handle(() => "hello")).toExtend<HandledJobType>();
    expectTypeOf(resize).toExtend<JobType>();
  });
});

describe("the types of a manager", () => {
  it("fit a plain TaskManager, for code that takes any", () => {
    expectTypeOf<ReturnType<typeof manager>>().toExtend<TaskManager>();
    expectTypeOf<ReturnType<typeof empty>>().toExtend<TaskManager>();
  });

  it("tell a listener its event", () => {
    void (() => manager().on("job:progress", ({ job, progress }) => [job.id, progress.progress]));
    // @ts-expect-error there is no such event
    void (() => manager().on("job:done", () => {}));
  });

  it("keep the types of a job that is waited for or watched by itself", async () => {
    const waited = async () => {
      const { job } = await manager().createJob("resize", { file: "a", width: "7" });
      expectTypeOf(() => manager().watchJob(job)).returns.toEqualTypeOf<AsyncIterableIterator<typeof job>>();
      return await manager().waitForJob(job);
    };
    expectTypeOf(waited).returns.resolves.toHaveProperty("result").toEqualTypeOf<{ sizeBytes: number } | null>();
    expectTypeOf(() => manager().waitForJob("id")).returns.resolves.toEqualTypeOf<Job>();
  });
});
