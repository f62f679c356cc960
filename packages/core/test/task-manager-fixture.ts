import { createTaskManager, type Job, type ManagerEvents, type TaskManagerOptions } from "@rowmill/core";
import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { recordingLogger } from "./recording-logger.ts";

/** A manager on a store in memory and a clock that only the test moves, without jitter; and what it says and emits. */
export function taskManagerFixture(options: Partial<TaskManagerOptions> = {}) {
  const clock = manualClock();
  const store = options.store ?? memoryStore({ clock });
  const logger = recordingLogger();
  const manager = createTaskManager({ clock, logger, random: () => 0.5, ...options, store });
  const events: RecordedEvent[] = [];
  for (const name of EVENT_NAMES) manager.on(name, ({ job }) => events.push({ name, job }));

  return {
    clock,
    store,
    manager,
    events,
    logged: logger.lines,
    /** Waits until everything that can happen without time passing has happened. */
    settled: () => clock.advanceBy(0),
    /** The names of the events of a job so far. */
    eventsOf: ({ id }: Pick<Job, "id">) => events.filter(({ job }) => job.id === id).map(({ name }) => name),
    /** Reads a job that must be there. */
    async read({ id }: Pick<Job, "id">): Promise<Job> {
      const [job] = await store.get([{ id }]);
      if (!job) throw new Error(`There is no job ${id}`);
      return job;
    },
  };
}

/** An event as its listener got it. */
export interface RecordedEvent {
  readonly name: keyof ManagerEvents;
  readonly job: Job;
}

const EVENT_NAMES = [
  "job:created",
  "job:started",
  "job:progress",
  "job:retrying",
  "job:handed-back",
  "job:completed",
  "job:failed",
  "job:cancelled",
  "job:reclaimed",
  "attempt:lost",
  "attempt:abandoned",
] as const satisfies readonly (keyof ManagerEvents)[];
