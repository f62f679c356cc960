import PQueue from "p-queue";
import type { Execution } from "../../ports/dispatcher.ts";
import type { TypeCapacity } from "../../ports/job-store.ts";

/** The slots of one manager: those of all types together, and those of types with a limit of their own. */
export interface Slots {
  /** How many jobs may be claimed now. */
  free(): number;
  /** The types that have room, and how much each. */
  capacities(types: readonly TypeSlots[]): TypeCapacity[];
  /** Keeps a slot for each of these jobs, if there are so many. Returns a function that gives them back. */
  hold(jobTypes: readonly string[], types: readonly TypeSlots[]): (() => void) | undefined;
  /** Runs a claimed job in its slots. */
  run(execution: Execution): void;
}

/** A job type, and how many of its jobs may run at once. */
interface TypeSlots {
  readonly type: string;
  readonly concurrency?: number | undefined;
}

/** What slots report. */
interface SlotListeners {
  onFreed(): void;
  /** @param unrecorded - how many executions run, or have an end that is not recorded yet */
  onRecorded(unrecorded: number): void;
}

/**
 * Makes slots. They are p-queue's: one queue for the manager, one for each type with a limit. p-queue gets no signal and no timeout: it would
 * free the slot under a handler at work.
 *
 * A slot is free as soon as its handler has stopped. As many ends as there are slots may then wait to be recorded.
 */
export function createSlots(concurrency: number, { onFreed, onRecorded }: SlotListeners): Slots {
  const all = new PQueue({ concurrency });
  const byType = new Map<string, PQueue>();
  /** The types of the slots that are held. */
  const held: string[] = [];
  let unrecorded = 0;

  return { free, capacities, hold, run };

  function free(): number {
    return Math.min(concurrency - all.pending, 2 * concurrency - unrecorded) - held.length;
  }

  function capacities(types: readonly TypeSlots[]): TypeCapacity[] {
    const most = free();
    return types.map((type) => ({ type: type.type, limit: Math.min(most, freeOf(type)) })).filter(({ limit }) => limit > 0);
  }

  function freeOf({ type, concurrency: own }: TypeSlots): number {
    if (own === undefined) return Infinity;
    let queue = byType.get(type);
    if (!queue) byType.set(type, (queue = new PQueue({ concurrency: own })));
    return own - queue.pending - countOf(type, held);
  }

  function hold(jobTypes: readonly string[], types: readonly TypeSlots[]): (() => void) | undefined {
    if (jobTypes.length > free()) return undefined;
    const room = new Map(capacities(types).map(({ type, limit }) => [type, limit]));
    if (jobTypes.some((type) => countOf(type, jobTypes) > (room.get(type) ?? 0))) return undefined;
    held.push(...jobTypes);
    return () => {
      for (const type of jobTypes) held.splice(held.indexOf(type), 1);
    };
  }

  function run(execution: Execution): void {
    const own = byType.get(execution.type);
    const task = () => untilStopped(execution);
    void all.add(() => (own ? own.add(task) : task())).then(onFreed);
  }

  function untilStopped(execution: Execution): Promise<void> {
    unrecorded += 1;
    return new Promise((onStopped) => {
      const recorded = () => {
        // Also where an execution never reported that it stopped.
        onStopped();
        unrecorded -= 1;
        onRecorded(unrecorded);
      };
      void execution.run(onStopped).then(recorded);
    });
  }
}

function countOf(type: string, types: readonly string[]): number {
  return types.filter((other) => other === type).length;
}
