import { createTaskManager, defineJobType, type Job, silentLogger, type TaskManagerOptions } from "@rowmill/core";
import type { Dispatcher, DispatchHost, JobStore } from "@rowmill/core/adapter";
import { z } from "zod";
import type { DispatcherHarness } from "./harness.ts";
import { until } from "./until.ts";

const input = z.object({ name: z.string() });
const retry = { maxAttempts: 2, firstDelayMs: 2_000 };

/** Jobs of this type run as many at once as the manager allows. */
const wide = defineJobType({ type: "wide", input, retry });
/** Jobs of this type run one at a time. */
const narrow = defineJobType({ type: "narrow", input, retry, concurrency: 1 });

/** A manager whose handlers wait until they are let go, and note what they do. */
export interface Worker extends AsyncDisposable {
  readonly manager: ReturnType<typeof createManager>;
  readonly dispatcher: Dispatcher;
  /** How often the dispatcher has looked for jobs. */
  readonly lookCount: () => number;
  /** The names of the jobs that were started, in that order; a name stands there once for each run. */
  readonly started: readonly string[];
  /** How many handlers were at work at the same moment, at most: of all types, and of `narrow`. */
  readonly most: Readonly<Record<"all" | "narrow", number>>;
  /** Creates a job. */
  create(type: "wide" | "narrow", name: string, options?: { priority?: number; delayMs?: number }): Promise<Job>;
  /** Lets handlers end: those of these jobs, or all from now on. They pay no heed to their signals. */
  letGo(...names: string[]): void;
  /** Makes the next run of a job throw. */
  failNext(name: string): void;
  /** Lets time pass until all these jobs have started. */
  untilStarted(...names: string[]): Promise<void>;
  /** Closes the manager, and lets time pass until it is closed. */
  close(): Promise<void>;
}

/** Starts a manager with a dispatcher of its own, as a process would. */
export function startWorker(
  harness: DispatcherHarness,
  options: Pick<TaskManagerOptions, "concurrency" | "runs"> & { readonly store?: JobStore } = {},
): Worker {
  const started: string[] = [];
  const atWork = { all: 0, narrow: 0 };
  const most = { all: 0, narrow: 0 };
  const waiting = new Map<string, () => void>();
  const free = new Set<string>();
  const failing = new Set<string>();
  let allFree = false;

  let looks = 0;
  const dispatcher = countingLooks(harness.createDispatcher(), () => (looks += 1));
  const manager = createManager(harness, dispatcher, options, run);

  return {
    manager,
    dispatcher,
    lookCount: () => looks,
    started,
    most,

    async create(type, name, jobOptions) {
      const { job } = await manager.createJob(type, { name }, jobOptions);
      return job as Job;
    },

    letGo,
    failNext: (name) => void failing.add(name),

    untilStarted: (...names) => until(harness, `${names.join(", ")} started`, () => names.every((name) => started.includes(name))),

    close,

    async [Symbol.asyncDispose]() {
      letGo();
      await close();
    },
  };

  function letGo(...names: string[]): void {
    if (names.length === 0) allFree = true;
    for (const name of names) free.add(name);
    for (const [name, end] of waiting) if (isFree(name)) end();
  }

  async function close(): Promise<void> {
    let isClosed = false;
    const closing = manager.close().finally(() => (isClosed = true));
    await until(harness, "the manager closed", () => isClosed);
    await closing;
  }

  async function run(name: string, kinds: readonly ("all" | "narrow")[]): Promise<void> {
    started.push(name);
    for (const kind of kinds) most[kind] = Math.max(most[kind], (atWork[kind] += 1));
    if (!isFree(name)) await new Promise<void>((resolve) => waiting.set(name, resolve));
    waiting.delete(name);
    for (const kind of kinds) atWork[kind] -= 1;
    if (failing.delete(name)) throw new Error("asked to fail");
  }

  function isFree(name: string): boolean {
    return allFree || free.has(name);
  }
}

/** The same dispatcher, overheard when it looks for jobs. */
function countingLooks(dispatcher: Dispatcher, count: () => void): Dispatcher {
  const overhear = (host: DispatchHost): DispatchHost => ({
    ...host,
    types() {
      count();
      return host.types();
    },
    claim(jobId) {
      count();
      return host.claim(jobId);
    },
  });
  return { ...dispatcher, start: (host) => dispatcher.start(overhear(host)) };
}

function createManager(
  { store, clock }: DispatcherHarness,
  dispatcher: Worker["dispatcher"],
  options: Partial<TaskManagerOptions>,
  run: (name: string, kinds: readonly ("all" | "narrow")[]) => Promise<void>,
) {
  // Handlers that ignore their signals are warned of: here they do so on purpose.
  return createTaskManager({ store, dispatcher, logger: silentLogger, ...(clock && { clock }), ...options })
    .register(wide.handle(({ name }) => run(name, ["all"])))
    .register(narrow.handle(({ name }) => run(name, ["all", "narrow"])));
}
