import { setTimeout as delay } from "node:timers/promises";
import { failureOf, storeError } from "./failures.ts";

/** Does something with the database, also while that is away. @param isRepeated - whether an earlier attempt may have committed */
export type Patiently = <Answer>(act: (isRepeated: boolean) => Promise<Answer>) => Promise<Answer>;

const FIRST_DELAY_MS = 25;
const MAX_DELAY_MS = 1_000;

/**
 * Repeats what failed for a reason that passes, for at most `waitMs`.
 *
 * @throws RowmillError `STORE_UNAVAILABLE`, `STORE_REFUSED`, `STORE_SCHEMA_MISSING`; any other error as it is
 */
export function patiently(waitMs: number): Patiently {
  return async (act) => {
    const giveUpAtMs = performance.now() + waitMs;
    let isRepeated = false;
    for (let tries = 0; ; tries += 1) {
      try {
        return await act(isRepeated);
      } catch (error) {
        const failure = failureOf(error);
        if (!failure) throw error;
        if (failure.kind !== "transient") throw storeError(error as Error, failure);
        // An error that the server reported is certain: nothing of that attempt was stored.
        isRepeated ||= failure.mayBeDone;
        // Spread, or all processes would come back in the same moment.
        const delayMs = Math.min(FIRST_DELAY_MS * 2 ** tries, MAX_DELAY_MS) * (0.5 + Math.random());
        if (performance.now() + delayMs >= giveUpAtMs) throw storeError(error as Error, failure, waitMs);
        await delay(delayMs);
      }
    }
  };
}

/** Does something once, in a transaction of the caller's: what failed there has failed all of it. @throws RowmillError as `patiently` */
export async function inTransaction<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    const failure = failureOf(error);
    throw failure ? storeError(error as Error, failure) : error;
  }
}
