import { setImmediate as nextTurn } from "node:timers/promises";
import PQueue from "p-queue";
import { checkOptions, delayInMs } from "../../domain/check-option.ts";
import { RowmillError } from "../../domain/errors.ts";
import type { Dispatcher, DispatchHost, Execution, HeldSlots } from "../../ports/dispatcher.ts";
import type { TypeCapacity } from "../../ports/job-store.ts";

/** What `inProcessDispatcher` takes. */
export interface InProcessDispatcherOptions {
  /**
   * How often to look for jobs that no notice told of, in milliseconds: stored by another process while its notice was lost.
   * @defaultValue 5000
   */
  readonly pollMs?: number | undefined;
}

/**
 * How soon to look again after a look that found nothing more to claim, once a slot is free, in milliseconds. Whatever comes meanwhile is
 * told of; this is for what was not, so a busy process need not ask the store after each job.
 */
const LOOK_SOON_MS = 25;

/**
 * How many jobs begin before everything else in the process has a turn: with a store in memory, handlers that wait for nothing would keep the
 * event loop to themselves until no job is left.
 */
const MAX_BEGUN_IN_TURN = 250;

/**
 * The default dispatcher: takes jobs straight from the store, as many as there are free slots, in the store's order.
 *
 * Slots are p-queue's: one queue for the manager, one for each type with a limit of its own. Jobs are claimed only for slots
 * that are free in both, so a type at its limit never keeps claimed jobs from others, and other processes can take the rest.
 *
 * A slot is free as soon as its handler has stopped: the next job is claimed while the end of the last one is recorded. If that takes long,
 * as many ends may wait as there are slots, and then nothing more is claimed.
 */
export function inProcessDispatcher(options: InProcessDispatcherOptions = {}): Dispatcher {
  checkOptions(options, ["pollMs"], "inProcessDispatcher");
  const pollMs = delayInMs("pollMs", options.pollMs, 5_000);
  let host: DispatchHost;
  let slots: PQueue;
  const typeSlots = new Map<string, PQueue>();
  /** The types of the slots that are held for new jobs. */
  const held: string[] = [];
  /** Executions that run, or whose end is not recorded yet. */
  let unrecorded = 0;
  let timer: { readonly atMs: number; stop(): void } | undefined;
  let stopListening: (() => void) | undefined;
  let isFilling = false;
  let filled: Promise<void> | undefined;
  let looking: Promise<number> | undefined;
  let lookAgain = false;
  /** Whether jobs may wait that there is room for: those that the last look left, or that somebody has told of since. */
  let mayWait = true;
  /** Whether the last look left some. */
  let areSomeLeft = true;
  /** Whether jobs may wait for what the last look found at work, or began: one that must run alone, or all others for that one. */
  let mayWaitForIdle = false;
  let isStopped = false;
  let begunInTurn = 0;

  return {
    start(theHost) {
      if (host) throw new RowmillError("OPTION_INVALID", "This dispatcher serves another task manager already: give each one its own");
      host = theHost;
      slots = new PQueue({ concurrency: host.concurrency });
      stopListening = host.onPending(wake);
      wake();
    },
    enqueue: wake,
    typesChanged: wake,

    async hold(types) {
      // Jobs that were told of a moment ago are claimed now, and then nothing may wait any more. Among many that wait, nothing is held.
      if (isFilling && !areSomeLeft) await looking?.catch(() => undefined);
      return mayWait || isFilling || isStopped ? undefined : holdAll(types);
    },

    async stop() {
      isStopped = true;
      stopListening?.();
      timer?.stop();
      await filled;
    },
  };

  function wake(): void {
    mayWait = true;
    lookAgain = true;
    if (isFilling || isStopped) return;
    isFilling = true;
    filled = fill();
  }

  /** A slot is free: the next job is claimed at once if one may wait, else looked for in a moment. */
  function slotFreed(): void {
    if (mayWait) wake();
    else lookWithin(LOOK_SOON_MS);
  }

  function lookWithin(ms: number): void {
    if (isStopped) return;
    const atMs = host.clock.now() + ms;
    if (timer && timer.atMs <= atMs) return;
    timer?.stop();
    timer = { atMs, stop: host.clock.setTimer(wake, ms, false) };
  }

  /** Fills the free slots. One at a time: whoever wants to look meanwhile makes it look again. */
  async function fill(): Promise<void> {
    timer?.stop();
    timer = undefined;
    let nextLookInMs = pollMs;
    try {
      while (lookAgain && !isStopped) nextLookInMs = await (looking = look());
    } catch (error) {
      host.logger.error({ error }, "Jobs could not be claimed; trying again");
    }
    // Nothing is awaited between asking whether to look again and saying that this has ended, or a notice would be missed.
    isFilling = false;
    lookWithin(nextLookInMs);
  }

  /** Claims for the slots that are free now. Answers in how many milliseconds to look again at the latest. */
  async function look(): Promise<number> {
    // Everything that asks for a look in this moment gets the same one.
    await Promise.resolve();
    if (begunInTurn >= MAX_BEGUN_IN_TURN) {
      begunInTurn = 0;
      await nextTurn();
    }
    lookAgain = false;
    const free = freeSlots();
    const capacities = freeCapacities(free);
    if (capacities.length === 0) return pollMs;
    const wasBusy = !host.isIdle();
    const executions = await host.claimNext(capacities, free);
    for (const execution of executions) void start(execution);
    begunInTurn += executions.length;
    // A full answer may not be all there is; the next free slot looks again by itself.
    areSomeLeft = executions.length >= free || isSomeTypeFull(capacities, executions);
    if (executions.length >= free) return pollMs;
    const dueInMs = await host.nextDueInMs(capacities.map(({ type }) => type));
    areSomeLeft ||= dueInMs === 0;
    mayWait = lookAgain || areSomeLeft;
    mayWaitForIdle = wasBusy || executions.length > 0;
    return Math.min(pollMs, dueInMs ?? pollMs);
  }

  function freeSlots(): number {
    return Math.min(host.concurrency - slots.pending, 2 * host.concurrency - unrecorded) - held.length;
  }

  /** Whether there may be jobs that only wait for room for their type. */
  function isSomeTypeFull(capacities: readonly TypeCapacity[], executions: readonly Execution[]): boolean {
    return host.types().some(({ type }) => {
      const limit = capacities.find((capacity) => capacity.type === type)?.limit ?? 0;
      return executions.filter((execution) => execution.type === type).length >= limit;
    });
  }

  function freeCapacities(free: number): TypeCapacity[] {
    const capacities = host.types().map(({ type, concurrency }) => {
      if (concurrency === undefined) return { type, limit: free };
      let ownSlots = typeSlots.get(type);
      if (!ownSlots) typeSlots.set(type, (ownSlots = new PQueue({ concurrency })));
      return { type, limit: Math.min(free, concurrency - ownSlots.pending - held.filter((other) => other === type).length) };
    });
    return capacities.filter(({ limit }) => limit > 0);
  }

  /** Holds a slot for each job of these types, if there are so many. */
  function holdAll(types: readonly string[]): HeldSlots | undefined {
    const free = freeSlots();
    const capacities = freeCapacities(free);
    if (types.length > free) return undefined;
    for (const type of types) {
      const limit = capacities.find((capacity) => capacity.type === type)?.limit ?? 0;
      if (types.filter((other) => other === type).length > limit) return undefined;
    }
    held.push(...types);
    let hasRun = false;
    return {
      types: host.types().map(({ type }) => type),
      run(executions) {
        if (hasRun) return;
        hasRun = true;
        for (const type of types) held.splice(held.indexOf(type), 1);
        for (const execution of executions) void start(execution);
        if (executions.length < types.length) slotFreed();
      },
    };
  }

  /** Runs a claimed job in its slots. No signal or timeout for p-queue: it would free the slot under a handler at work. */
  async function start(execution: Execution): Promise<void> {
    const ownSlots = typeSlots.get(execution.type);
    const run = () => untilStopped(execution);
    await slots.add(() => (ownSlots ? ownSlots.add(run) : run()));
    slotFreed();
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
    if (unrecorded === 0 && mayWaitForIdle) wake();
    else if (unrecorded === 0 || unrecorded === host.concurrency) slotFreed();
  }
}
