import type { JobType } from "../domain/job-type.ts";
import type { Clock } from "./clock.ts";
import type { TypeCapacity } from "./job-store.ts";
import type { Logger } from "./logger.ts";

/**
 * Brings jobs to a process that has room for them. What it delivers is a hint: it may deliver late, twice, or what another
 * process has taken, and even lose a delivery as long as it looks into the store (`claimNext`) from time to time. Only the
 * claim, in the store, decides who runs a job.
 *
 * A dispatcher serves one manager. It holds a slot until the handler has stopped and never abandons one: the handler decides when
 * that is, not the dispatcher.
 */
export interface Dispatcher {
  /**
   * Begins to deliver. Called before anything else, once; again only if it rejected, after a while.
   * @throws RowmillError `OPTION_INVALID`, at once, if it serves another manager already
   */
  start(host: DispatchHost): void | Promise<void>;
  /** Says that these jobs were stored and can be claimed, now or after their delay. */
  enqueue(deliveries: readonly Delivery[]): void | Promise<void>;
  /** Says that `host.types()` answers something else than before: a type was registered, paused or resumed. */
  typesChanged(): void;
  /**
   * Holds a slot for each of these jobs, which are about to be stored and may be claimed as they are: all slots, or `undefined` if there
   * are too few or other jobs may be waiting. May take as long as a look into the store that is under way. Left out by a dispatcher
   * that brings jobs from elsewhere.
   */
  hold?(types: readonly string[]): HeldSlots | undefined | Promise<HeldSlots | undefined>;
  /** Stops delivering. Resolves when nothing more will be claimed; executions under way go on by themselves. */
  stop(): Promise<void>;
}

/** Slots that wait for jobs which are being stored. */
export interface HeldSlots {
  /** All types that run here and now, and may be waiting: the new jobs are not to overtake them. */
  readonly types: readonly string[];
  /** Runs the jobs that were claimed, and frees the other slots. Must be called, whatever happened; the first call counts. */
  run(executions: readonly Execution[]): void;
}

/** What the manager offers its dispatcher. */
export interface DispatchHost {
  /** How many jobs the process runs at once. */
  readonly concurrency: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The types to run here and now: registered with a handler, and not paused. */
  types(): readonly JobType[];
  /**
   * Claims the next jobs of these types, at most `limit` together; none once the manager closes, and none beside a job that must run alone
   * because the next crash fails it.
   */
  claimNext(capacities: readonly TypeCapacity[], limit: number): Promise<readonly Execution[]>;
  /** Claims one job; `undefined` if it cannot be claimed (any more, or yet). */
  claim(jobId: string): Promise<Execution | undefined>;
  /** In how many milliseconds the next job of these types can be claimed; `undefined` if none waits, or only for an execution to end. */
  nextDueInMs(types: readonly string[]): Promise<number | undefined>;
  /** Whether nothing that was claimed here is at work, and no claim is under way. */
  isIdle(): boolean;
  /** Resolves when nothing that was claimed here is at work any more, at once if nothing is. */
  whenIdle(): Promise<void>;
  /** Calls back when a job became pending anywhere, as far as the store's change feed tells. Answers a function that ends it. */
  onPending(listener: (type: string) => void): () => void;
}

/** A claimed job that waits to be run. */
export interface Execution {
  readonly jobId: string;
  readonly type: string;
  /**
   * Runs the handler and records how it ended. Never rejects. Must be called, and once.
   * @param onStopped - called when the handler has stopped, and what is left is to record that: the slot may go to the next job
   */
  run(onStopped?: () => void): Promise<unknown>;
}

/** A job that can be claimed, now or later. */
export interface Delivery {
  readonly jobId: string;
  readonly type: string;
  readonly priority: number;
  readonly delayMs: number;
}
