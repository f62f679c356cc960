import { setImmediate as nextTurn } from "node:timers/promises";
import { checkOptions, delayInMs } from "../../domain/check-option.ts";
import { RowmillError } from "../../domain/errors.ts";
import type { Dispatcher, DispatchHost, Execution } from "../../ports/dispatcher.ts";
import type { TypeCapacity } from "../../ports/job-store.ts";
import { type DispatchEvent, initialDispatchState, nextDispatchState, overtakesNone } from "./dispatch-state.ts";
import { createSlots, type Slots } from "./slots.ts";

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
 * Jobs are claimed only for slots that are free in the manager and in their type, so a type at its limit never keeps claimed jobs from others,
 * and other processes can take the rest. `slots.ts` counts the slots, `dispatch-state.ts` decides when to look into the store.
 */
export function inProcessDispatcher(options: InProcessDispatcherOptions = {}): Dispatcher {
  checkOptions(options, ["pollMs"], "inProcessDispatcher");
  const pollMs = delayInMs("pollMs", options.pollMs, 5_000);
  let host: DispatchHost;
  let slots: Slots;
  let state = initialDispatchState;
  let looking: Promise<void> | undefined;
  let timer: { readonly atMs: number; stop(): void } | undefined;
  let stopListening: (() => void) | undefined;
  let begunInTurn = 0;

  return {
    start(theHost) {
      if (host) throw new RowmillError("OPTION_INVALID", "This dispatcher serves another task manager already: give each one its own");
      host = theHost;
      slots = createSlots(host.concurrency, {
        onFreed: () => happened({ kind: "slot-freed" }),
        onRecorded: (unrecorded) => happened({ kind: "recorded", unrecorded, concurrency: host.concurrency }),
      });
      stopListening = host.onPending(wake);
      wake();
    },
    enqueue: wake,
    typesChanged: wake,

    async hold(types) {
      // Jobs that were noticed a moment ago are claimed now, and then nothing may wait any more. Among many that wait, nothing is held.
      if (!state.areLeft) await looking;
      const release = overtakesNone(state) ? slots.hold(types, host.types()) : undefined;
      if (!release) return undefined;
      let hasRun = false;
      return {
        types: host.types().map(({ type }) => type),
        run(executions) {
          if (hasRun) return;
          hasRun = true;
          release();
          for (const execution of executions) slots.run(execution);
          if (executions.length < types.length) happened({ kind: "slot-freed" });
        },
      };
    },

    async stop() {
      happened({ kind: "stopped" });
      stopListening?.();
      timer?.stop();
      await looking;
    },
  };

  function wake(): void {
    // A thousand notices of one moment are one.
    if (state.phase === "due") return;
    happened({ kind: "noticed" });
  }

  /** @param dueInMs - in how many milliseconds a look that ended found the next job due */
  function happened(event: DispatchEvent, dueInMs = pollMs): void {
    const [next, effect] = nextDispatchState(state, event);
    state = next;
    if (effect === "look") looking = look();
    else if (effect === "rest") lookWithin(dueInMs);
    else if (effect === "look-soon") lookWithin(LOOK_SOON_MS);
  }

  function lookWithin(ms: number): void {
    const atMs = host.clock.now() + ms;
    if (timer && timer.atMs <= atMs) return;
    timer?.stop();
    timer = { atMs, stop: host.clock.setTimer(wake, ms, false) };
  }

  /** Looks into the store. Never rejects. */
  async function look(): Promise<void> {
    timer?.stop();
    timer = undefined;
    // Everything that asks for a look in this moment gets the same one.
    await Promise.resolve();
    if (begunInTurn >= MAX_BEGUN_IN_TURN) {
      begunInTurn = 0;
      await nextTurn();
    }
    happened({ kind: "look-began" });
    try {
      const { ended, dueInMs } = await claim();
      happened(ended, dueInMs);
    } catch (error) {
      host.logger.error({ error }, "Jobs could not be claimed; trying again");
      happened({ kind: "look-failed" });
    }
  }

  /** Claims for the slots that are free now. Returns what that says about the jobs that are left. */
  async function claim(): Promise<{ readonly ended: DispatchEvent; readonly dueInMs?: number }> {
    const free = slots.free();
    const capacities = slots.capacities(host.types());
    if (state.phase === "stopped" || capacities.length === 0) return { ended: { kind: "look-ended", found: "full" } };
    const wasBusy = !host.isIdle();
    const executions = await host.claimNext(capacities, free);
    for (const execution of executions) slots.run(execution);
    begunInTurn += executions.length;
    if (executions.length >= free) return { ended: { kind: "look-ended", found: "full" } };
    const dueInMs = await host.nextDueInMs(capacities.map(({ type }) => type));
    const areLeft = dueInMs === 0 || isSomeTypeFull(capacities, executions);
    const awaitsIdle = wasBusy || executions.length > 0;
    return { ended: { kind: "look-ended", found: areLeft ? "left" : "all", awaitsIdle }, dueInMs: Math.min(pollMs, dueInMs ?? pollMs) };
  }

  /** Whether there may be jobs that only wait for room for their type. */
  function isSomeTypeFull(capacities: readonly TypeCapacity[], executions: readonly Execution[]): boolean {
    return host.types().some(({ type }) => {
      const limit = capacities.find((capacity) => capacity.type === type)?.limit ?? 0;
      return executions.filter((execution) => execution.type === type).length >= limit;
    });
  }
}
