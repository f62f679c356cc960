import { setImmediate } from "node:timers/promises";
import { TURN_MS } from "../domain/values/turn-ms.ts";

/** A turn of the event loop, for a loop over many items. */
interface Turn {
  /** Whether the turn has taken long enough. */
  isOver(): boolean;
  /** Lets everything else have a turn, and begins another one. */
  next(): Promise<void>;
}

/** Begins a turn. */
function beginTurn(): Turn {
  let endsAtMs = performance.now() + TURN_MS;
  return {
    isOver: () => performance.now() >= endsAtMs,
    async next() {
      await setImmediate();
      endsAtMs = performance.now() + TURN_MS;
    },
  };
}

/** How many items are under way at once: their checks may ask a database. */
const MAX_AT_ONCE = 100;

/** The same as `Promise.all(items.map(act))`, without stopping the event loop for many items, nor beginning all of them at once. */
export async function mapInTurns<Item, Result>(
  items: readonly Item[],
  act: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  if (items.length <= MAX_AT_ONCE) return await Promise.all(items.map(act));
  const results: Result[] = [];
  const turn = beginTurn();
  for (let from = 0; from < items.length;) {
    const underWay: Promise<Result>[] = [];
    while (from < items.length && underWay.length < MAX_AT_ONCE && (underWay.length === 0 || !turn.isOver())) {
      underWay.push(act(items[from]!, from));
      from += 1;
    }
    results.push(...(await Promise.all(underWay)));
    if (turn.isOver()) await turn.next();
  }
  return results;
}

/** Calls back with each item, without stopping the event loop for many of them. */
export async function forEachInTurns<Item>(items: readonly Item[], act: (item: Item, index: number) => void): Promise<void> {
  const turn = beginTurn();
  for (const [index, item] of items.entries()) {
    act(item, index);
    if (turn.isOver()) await turn.next();
  }
}
