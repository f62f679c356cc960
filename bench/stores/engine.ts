/** A queue of jobs as the scenarios use it: its own fast ways, as its documentation shows them, behind one face. */
export interface Engine {
  /** Stores a job. Resolves when it is on disk. */
  enqueue(n: number): Promise<unknown>;
  /** Stores many jobs in the way that is meant for many. */
  enqueueMany(inputs: readonly number[]): Promise<unknown>;
  /** Begins to run jobs, those that wait and those that come. */
  work(): Promise<void>;
  /** Resolves when so many jobs in all have ended, and that is on disk. */
  untilRecorded(count: number): Promise<void>;
  close(): Promise<void>;
}

/** What every engine gets. */
export interface EngineOptions {
  /** A database of its own. */
  readonly url: string;
  /** How many handlers run at a time. */
  readonly concurrency: number;
  /** How many connections the engine may have. */
  readonly connections: number;
  /** What a handler does. */
  handle(n: number): void;
}

/** Makes an engine that is ready, but does not run jobs yet. */
export type CreateEngine = (options: EngineOptions) => Promise<Engine>;

/** Counts, and lets others wait for a count. */
export function createTally() {
  let count = 0;
  let awaited = Infinity;
  let reached: () => void = () => undefined;

  return {
    add(more: number) {
      count += more;
      if (count >= awaited) reached();
    },
    until: (wanted: number) =>
      new Promise<void>((resolve) => {
        awaited = wanted;
        reached = resolve;
        if (count >= awaited) resolve();
      }),
  };
}

/** Lets the loops of a worker sleep until a job comes: as fast as a notification could be, and for nothing. */
export function createBell() {
  let rings = 0;
  const sleepers: (() => void)[] = [];

  return {
    rings: () => rings,
    ring() {
      rings += 1;
      sleepers.shift()?.();
    },
    /** Sleeps until it rings, unless it has since it had rung so often. */
    sleep: (heard: number) => (rings === heard ? new Promise<void>((resolve) => sleepers.push(resolve)) : Promise.resolve()),
  };
}

/**
 * Works in loops, each of which claims, runs and completes until there is nothing, and then sleeps until the bell rings.
 * `step` answers whether there was something. Answers a function that ends the loops.
 */
export function workInLoops(count: number, bell: ReturnType<typeof createBell>, step: () => Promise<boolean>): () => Promise<void> {
  let isStopped = false;
  const loops = Array.from({ length: count }, loop);

  return async () => {
    isStopped = true;
    for (const _ of loops) bell.ring();
    await Promise.all(loops);
  };

  async function loop(): Promise<void> {
    while (!isStopped) {
      const heard = bell.rings();
      if (!(await step()) && !isStopped) await bell.sleep(heard);
    }
  }
}
