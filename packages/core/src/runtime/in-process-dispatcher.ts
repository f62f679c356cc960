import PQueue from "p-queue";
import { RowmillError } from "../domain/errors.ts";
import type { Dispatcher, DispatchHost, Execution } from "../ports/dispatcher.ts";
import type { Lane } from "../ports/job-store.ts";

/** What `inProcessDispatcher` takes. */
export interface InProcessDispatcherOptions {
  /**
   * How often to look for jobs that nobody told us of, in milliseconds: stored by another process while its notice was lost.
   * @defaultValue 5000
   */
  readonly pollMs?: number | undefined;
}

/**
 * The default dispatcher: takes jobs straight from the store, as many as there are free slots, in the store's order.
 *
 * Slots are p-queue's: one queue for the manager, one for each type with a limit of its own. Jobs are claimed only for slots
 * that are free in both, so a type at its limit never keeps claimed jobs from others, and other processes can take the rest.
 *
 * A slot is free as soon as its handler has stopped: the next job is claimed while the end of the last one is recorded. If that takes long,
 * as many ends may wait as there are slots, and then nothing more is claimed.
 */
export function inProcessDispatcher({ pollMs = 5_000 }: InProcessDispatcherOptions = {}): Dispatcher {
  let host: DispatchHost;
  let slots: PQueue;
  const typeSlots = new Map<string, PQueue>();
  /** Executions that run, or whose end is not recorded yet. */
  let unrecorded = 0;
  let stopTimer: (() => void) | undefined;
  let stopListening: (() => void) | undefined;
  let isFilling = false;
  let filled: Promise<void> | undefined;
  let lookAgain = false;
  let isStopped = false;

  return {
    start(theHost) {
      if (host) throw new RowmillError("OPTION_INVALID", "This dispatcher serves another task manager already: give each one its own");
      host = theHost;
      slots = new PQueue({ concurrency: host.concurrency });
      stopListening = host.onPending(wake);
      wake();
    },
    enqueue: wake,
    lanesChanged: wake,
    async stop() {
      isStopped = true;
      stopListening?.();
      stopTimer?.();
      await filled;
    },
  };

  function wake(): void {
    lookAgain = true;
    if (isFilling || isStopped) return;
    isFilling = true;
    filled = fill();
  }

  /** Fills the free slots. One at a time: whoever wants to look meanwhile makes it look again. */
  async function fill(): Promise<void> {
    stopTimer?.();
    let nextLookInMs = pollMs;
    try {
      while (lookAgain && !isStopped) nextLookInMs = await look();
    } catch (error) {
      host.logger.error({ error }, "Jobs could not be claimed; trying again");
    }
    // Nothing is awaited between asking whether to look again and saying that this has ended, or a notice would be missed.
    isFilling = false;
    if (!isStopped) stopTimer = host.clock.setTimer(wake, nextLookInMs, false);
  }

  /** Claims for the slots that are free now. Answers in how many milliseconds to look again at the latest. */
  async function look(): Promise<number> {
    // Everything that asks for a look in this moment gets the same one.
    await Promise.resolve();
    lookAgain = false;
    const free = Math.min(host.concurrency - slots.pending, 2 * host.concurrency - unrecorded);
    const lanes = freeLanes(free);
    if (lanes.length === 0) return pollMs;
    const executions = await host.claimNext(lanes, free);
    for (const execution of executions) void start(execution);
    // A full answer may not be all there is; the next free slot looks again by itself.
    if (executions.length >= free) return pollMs;
    const dueInMs = await host.nextDueInMs(lanes.map(({ type }) => type));
    return Math.min(pollMs, dueInMs ?? pollMs);
  }

  function freeLanes(free: number): Lane[] {
    const lanes = host.lanes().map(({ type, concurrency }) => {
      if (concurrency === undefined) return { type, limit: free };
      let ownSlots = typeSlots.get(type);
      if (!ownSlots) typeSlots.set(type, (ownSlots = new PQueue({ concurrency })));
      return { type, limit: Math.min(free, concurrency - ownSlots.pending) };
    });
    return lanes.filter(({ limit }) => limit > 0);
  }

  /** Runs a claimed job in its slots. No signal or timeout for p-queue: it would free the slot under a handler at work. */
  async function start(execution: Execution): Promise<void> {
    const ownSlots = typeSlots.get(execution.type);
    const run = () => untilStopped(execution);
    await slots.add(() => (ownSlots ? ownSlots.add(run) : run()));
    wake();
  }

  async function untilStopped(execution: Execution): Promise<void> {
    unrecorded += 1;
    await new Promise<void>((onStopped) => void execution.run(onStopped).then(() => recorded(onStopped)));
  }

  function recorded(onStopped: () => void): void {
    // Also where an execution never said so.
    onStopped();
    unrecorded -= 1;
    // What waits for the last record: a job that must run alone, and whoever found that too many ends were waiting.
    if (unrecorded === 0 || unrecorded === host.concurrency) wake();
  }
}
