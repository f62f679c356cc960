import { type Isolation, isFinalCrashAttempt, type TypeCapacity } from "@rowmill/core/adapter";
import { Heap } from "./heap.ts";
import type { Row } from "./row.ts";
import { Turns } from "./ranks.ts";

/** The pending jobs, in the order in which they are claimed: an index over the rows whose status is `pending`. */
export class WaitingJobs {
  readonly #queues = new Map<string, Queue>();
  readonly #turns = new Turns();

  /** The rank that a new job of this user gets. */
  rank(priority: number, userId: string | null): number {
    return this.#turns.rank(priority, userId);
  }

  add(row: Row, nowMs: number): void {
    let queue = this.#queues.get(row.type);
    if (!queue)
      this.#queues.set(row.type, (queue = { shared: new Heap(isSooner), exclusive: new Heap(isSooner), later: new Heap(isDueSooner) }));
    (dueAtMs(row) <= nowMs ? queue[isolationOf(row)] : queue.later).add(row);
    this.#turns.enter(row);
  }

  /** Takes a row out. `inTurn`: because it was claimed when its turn came. */
  remove(row: Row, inTurn: boolean): void {
    const queue = this.#queues.get(row.type);
    if (!queue || !(queue[isolationOf(row)].remove(row) || queue.later.remove(row))) return;
    this.#turns.leave(row, inTurn);
    if (!queue.shared.first && !queue.exclusive.first && !queue.later.first) this.#queues.delete(row.type);
  }

  /** Looks again when a row can be claimed, after what that depends on has changed. */
  reorder(row: Row, nowMs: number): void {
    this.remove(row, false);
    this.add(row, nowMs);
  }

  /** Takes the jobs out that come next. */
  take(capacities: readonly TypeCapacity[], limit: number, nowMs: number, isolation: Isolation): Row[] {
    const open = capacities.filter((capacity) => capacity.limit > 0).map(({ type, limit: room }) => ({ type, room }));
    for (const capacity of open) this.#makeDue(capacity.type, nowMs);
    const taken: Row[] = [];
    while (taken.length < limit) {
      let best: { row: Row; capacity: { room: number } } | undefined;
      for (const capacity of open) {
        const row = capacity.room > 0 ? this.#queues.get(capacity.type)?.[isolation].first : undefined;
        if (row && (!best || isSooner(row, best.row))) best = { row, capacity };
      }
      if (!best) break;
      best.capacity.room -= 1;
      this.remove(best.row, true);
      taken.push(best.row);
    }
    return taken;
  }

  /** When the next job of these types can be claimed, in epoch milliseconds. */
  nextDueAtMs(types: readonly string[], isolation?: Isolation): number | undefined {
    let next: number | undefined;
    for (const type of types) {
      const queue = this.#queues.get(type);
      if ((isolation !== "exclusive" && queue?.shared.first) || (isolation !== "shared" && queue?.exclusive.first)) return 0;
      const row = queue?.later.first;
      if (row && (next === undefined || dueAtMs(row) < next)) next = dueAtMs(row);
    }
    return next;
  }

  #makeDue(type: string, nowMs: number): void {
    const queue = this.#queues.get(type);
    for (let row = queue?.later.first; queue && row && dueAtMs(row) <= nowMs; row = queue.later.first) {
      queue.later.remove(row);
      queue[isolationOf(row)].add(row);
    }
  }
}

interface Queue extends Readonly<Record<Isolation, Heap<Row>>> {
  readonly later: Heap<Row>;
}

/** Whether a row may run beside others. What that depends on does not change while it waits. */
export function isolationOf(row: Row): Isolation {
  return isFinalCrashAttempt(row) ? "exclusive" : "shared";
}

/** From when on a pending row can be claimed: its time has come, and no handler of a cancelled run still holds it. */
export function dueAtMs(row: Row): number {
  return row.leaseUntilMs === null ? row.runAtMs : Math.max(row.runAtMs, row.leaseUntilMs);
}

function isSooner(a: Row, b: Row): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority;
  return a.rank !== b.rank ? a.rank < b.rank : a.sequence < b.sequence;
}

function isDueSooner(a: Row, b: Row): boolean {
  return dueAtMs(a) < dueAtMs(b);
}
