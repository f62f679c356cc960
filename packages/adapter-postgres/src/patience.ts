import { setTimeout as delay } from "node:timers/promises";
import { RowmillError } from "@rowmill/core";
import { failureOf } from "./failures.ts";

/** Does something that the database may be away for. @param isRepeated - whether an earlier try may have been carried out */
export type Patiently = <Answer>(act: (isRepeated: boolean) => Promise<Answer>) => Promise<Answer>;

const FIRST_DELAY_MS = 25;
const MAX_DELAY_MS = 1_000;

/**
 * Tries again what failed for a reason that passes, for at most `waitMs`.
 *
 * @throws RowmillError `STORE_UNAVAILABLE`, `STORE_REFUSED`, `STORE_SCHEMA_MISSING`; any other error as it is
 */
export function patiently(waitMs: number): Patiently {
  return async (act) => {
    const giveUpAtMs = performance.now() + waitMs;
    for (let tries = 0; ; tries += 1) {
      try {
        return await act(tries > 0);
      } catch (error) {
        const failure = failureOf(error);
        if (failure === "refused") throw refused(error);
        if (failure === "no tables") throw noTables(error);
        if (failure !== "transient") throw error;
        // Apart from each other, or all processes would come back in the same moment.
        const delayMs = Math.min(FIRST_DELAY_MS * 2 ** tries, MAX_DELAY_MS) * (0.5 + Math.random());
        if (performance.now() + delayMs >= giveUpAtMs) throw unavailable(error, waitMs);
        await delay(delayMs);
      }
    }
  };
}

function unavailable(cause: unknown, waitMs: number): RowmillError {
  const message = `PostgreSQL could not be reached for ${waitMs} ms: ${(cause as Error).message}. Look after the database; the call can be made again`;
  return new RowmillError("STORE_UNAVAILABLE", message, { cause, details: { waitMs } });
}

function refused(cause: unknown): RowmillError {
  const message = `PostgreSQL refuses: ${(cause as Error).message}. Mend the connection string or the user's rights`;
  return new RowmillError("STORE_REFUSED", message, { cause });
}

function noTables(cause: unknown): RowmillError {
  const message = `The tables of Rowmill are not there: ${(cause as Error).message}. Run the SQL that migrationSql answers, or set migrate: "auto"`;
  return new RowmillError("STORE_SCHEMA_MISSING", message, { cause });
}
