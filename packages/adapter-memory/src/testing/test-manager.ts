import {
  createTaskManager,
  type HandledJobType,
  type Job,
  type JobType,
  type JobTypes,
  silentLogger,
  type TaskManager,
  type TaskManagerOptions,
  type TypesOf,
} from "@rowmill/core";
import { type DispatchHost, type Dispatcher, inProcessDispatcher, type JobStore } from "@rowmill/core/adapter";
import { checkOptions } from "@rowmill/core/errors";
import { memoryStore } from "../memory-store.ts";
import { expectJob, type ExpectedJob } from "./expect-job.ts";
import { manualClock, settled } from "./manual-clock.ts";
import { manualDispatcher } from "./manual-dispatcher.ts";

/** What `createTestManager` takes: the options of `createTaskManager`, and these. */
export interface TestManagerOptions extends Omit<TaskManagerOptions, "store" | "clock" | "dispatcher"> {
  /** Where the test's clock stands at first. @defaultValue 2026-01-01T00:00:00Z */
  readonly now?: Date;
  /** Runs jobs by itself, as in production, instead of when `runPending` is called. @defaultValue false */
  readonly background?: boolean;
}

const OPTION_NAMES: Record<keyof TestManagerOptions, true> = {
  now: true,
  background: true,
  files: true,
  concurrency: true,
  runs: true,
  leaseMs: true,
  progressIntervalMs: true,
  pollMs: true,
  unresponsiveAfterMs: true,
  maxAbandoned: true,
  maxCrashes: true,
  maxJsonBytes: true,
  retention: true,
  asyncContext: true,
  metrics: true,
  logger: true,
  random: true,
};

/** A task manager in the hands of a test. */
export interface TestManager<Types extends JobTypes = JobTypes> extends TaskManager<Types> {
  /** The manager's store. */
  readonly store: JobStore;
  register<T extends JobType>(jobType: T | HandledJobType<T>): TestManager<Types & TypesOf<T>>;
  /** Runs every job that is due, and those that become due meanwhile. Answers how many runs that took. Not with `background`. */
  runPending(): Promise<number>;
  /** Moves the clock on: delays pass, retries become due, timeouts and leases run out, each at its moment. */
  advanceBy(ms: number): Promise<void>;
  /** Now, by the test's clock. */
  now(): Date;
  /** Resolves when no handler is at work and, with `background`, no job is due. */
  idle(): Promise<void>;
  /**
   * Finds the newest job that looks as expected; every field that is given must be equal, objects may have more members.
   * @throws AssertionError that lists the jobs there are, if none does
   */
  expectJob(expected: ExpectedJob): Promise<Job>;
}

/**
 * Makes a task manager for tests: in memory, on a clock that only the test moves, without the jitter of retries, silent. Its
 * jobs run when the test calls `runPending`, so nothing happens behind its back and nobody has to sleep.
 *
 * @example
 * ```ts
 * const manager = createTestManager().register(sendMail.handle(async ({ to }) => mailer.send(to)));
 * await manager.createJob("send-mail", { to: "ada@example.org" }, { delayMs: 60_000 });
 *
 * await manager.runPending(); // => 0, it is not due yet
 * await manager.advanceBy(60_000);
 * await manager.runPending(); // => 1
 * await manager.expectJob({ type: "send-mail", status: "completed" });
 * ```
 */
export function createTestManager(testOptions: TestManagerOptions = {}): TestManager<Record<never, never>> {
  checkOptions(testOptions, OPTION_NAMES, "createTestManager");
  const { now, background = false, ...options } = testOptions;
  const clock = manualClock(now?.getTime());
  const store = memoryStore({ clock });
  const manual = manualDispatcher();
  let host: DispatchHost;
  const inner = background ? inProcessDispatcher({ pollMs: options.pollMs }) : manual;
  const dispatcher: Dispatcher = {
    ...inner,
    start(theHost) {
      host = theHost;
      return inner.start(theHost);
    },
  };
  const manager: TaskManager = createTaskManager({ random: () => 0.5, logger: silentLogger, ...options, store, clock, dispatcher });

  return Object.assign(manager, {
    store,
    async runPending() {
      if (background) throw new Error("With the option background, jobs run by themselves: await idle() instead");
      return await manual.runPending();
    },
    advanceBy: clock.advanceBy,
    now: () => new Date(clock.now()),
    expectJob: (expected: ExpectedJob) => expectJob(manager, expected),
    async idle() {
      do {
        await settled();
        await host.whenIdle();
      } while (background && (await store.nextDueInMs(host.types().map(({ type }) => type))) === 0);
    },
  }) as never;
}
