import { RowmillError } from "../domain/errors.ts";
import { inCleanContext } from "./async-context.ts";

/**
 * Sends what many callers ask for at the same moment in one go. A call that finds nothing under way leaves at once (with
 * whatever else was asked for in the same microtask); calls that come meanwhile wait for its answer and then travel together.
 * So a single call loses no time, and a crowd shares round trips: group commit. With `maxUnderWay` 2, a crowd that finds both calls
 * free is divided among them: while the store waits for the disk with one half, it works on the other.
 *
 * A batch belongs to several callers, so it is sent in the clean context and in that of none of them.
 *
 * An item that is refused fails alone: a batch that failed is halved until it is found. Only `STORE_UNAVAILABLE` fails the whole batch.
 *
 * @param send - takes items, answers as many answers in the same order
 * @param maxUnderWay - how many calls of `send` may be under way
 */
export function batchCalls<Item, Answer>(
  send: (items: readonly Item[]) => Promise<readonly Answer[]>,
  maxItems: number,
  maxUnderWay = 1,
): (item: Item) => Promise<Answer> {
  const waiting: Waiting<Item, Answer>[] = [];
  let underWay = 0;
  let isLeaving = false;

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isLeaving || underWay === maxUnderWay) return;
      isLeaving = true;
      queueMicrotask(leave);
    });

  function leave(): void {
    isLeaving = false;
    while (waiting.length > 0 && underWay < maxUnderWay) {
      const share = waiting.length < SMALLEST_CROWD ? waiting.length : Math.ceil(waiting.length / (maxUnderWay - underWay));
      underWay += 1;
      const batch = waiting.splice(0, Math.min(share, maxItems));
      void inCleanContext(() => sendBatch(batch)).then(arrived);
    }
  }

  function arrived(): void {
    underWay -= 1;
    leave();
  }

  async function sendBatch(batch: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await send(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index]!);
    } catch (error) {
      // One item that is refused must not fail the others: halve until it stands alone. A store that is away refuses nobody.
      if (batch.length > 1 && !RowmillError.is(error, "STORE_UNAVAILABLE")) {
        const middle = batch.length >> 1;
        await sendBatch(batch.slice(0, middle));
        await sendBatch(batch.slice(middle));
      } else {
        for (const { reject } of batch) reject(error);
      }
    }
  }
}

/** Fewer are not divided: each call has a price of its own. */
const SMALLEST_CROWD = 6;

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}
