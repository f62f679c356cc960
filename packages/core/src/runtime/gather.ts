import { RowmillError } from "../domain/errors.ts";

/**
 * Sends what many callers ask for at the same moment in one go. A call that finds nothing under way leaves at once (with
 * whatever else was asked for in the same microtask); calls that come meanwhile wait for its answer and then travel together.
 * So a lonely call loses no time, and a crowd shares round trips: group commit.
 *
 * An item that is refused fails alone: a batch that failed is halved until it is found. Only `STORE_UNAVAILABLE` fails the whole batch.
 *
 * @param send - takes items, answers as many answers in the same order
 */
export function gather<Item, Answer>(
  send: (items: readonly Item[]) => Promise<readonly Answer[]>,
  maxItems: number,
): (item: Item) => Promise<Answer> {
  let waiting: Waiting<Item, Answer>[] = [];
  let isSending = false;

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isSending) return;
      isSending = true;
      queueMicrotask(() => void sendAll());
    });

  async function sendAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.length > maxItems ? waiting.splice(0, maxItems) : waiting;
      if (batch === waiting) waiting = [];
      await sendBatch(batch);
    }
    isSending = false;
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

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}
