import { createHash } from "node:crypto";
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import type { Pool, PoolClient } from "pg";
import { NoAnswerError } from "./failures.ts";

/** What `guardedPool` takes beside the pool. */
export interface GuardOptions {
  /** How long to wait for a connection, and for the answer to a statement. */
  readonly limitMs: number;
  /** Whether to let the server keep the plans of our statements. Not possible where a pooler gives each transaction another server. */
  readonly prepare: boolean;
}

/**
 * A pool as Kysely wants it, for statements that must not hang: a connection that gives no answer in time is thrown away, because on one
 * that is half open no answer would ever come.
 */
export function guardedPool(pool: Pool, { limitMs, prepare }: GuardOptions): PostgresPool {
  return {
    options: pool.options,
    async connect() {
      const connecting = pool.connect();
      try {
        return guardedClient(await within(connecting, "gave no connection", limitMs));
      } catch (error) {
        // It may still come, and must not be lost to the pool then.
        void connecting.then((client) => client.release()).catch(() => undefined);
        throw error;
      }
    },
    // The pool is the caller's, or the store ends it.
    async end() {},
  };

  function guardedClient(client: PoolClient): PostgresPoolClient {
    let isBroken = false;
    // Without a listener, a connection that breaks would end the process. The statement under way fails anyway.
    const onError = () => {
      isBroken = true;
    };
    client.on("error", onError);
    const guarded = {
      async query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
        const name = prepare && values.length > 0 ? nameOf(text) : undefined;
        const querying = client.query({ text, values: [...values], ...(name !== undefined && { name }) });
        try {
          return (await within(querying, "gave no answer", limitMs)) as unknown as PostgresQueryResult<Row>;
        } catch (error) {
          if (error instanceof NoAnswerError) isBroken = true;
          throw error;
        }
      },
      release(destroy = false) {
        client.off("error", onError);
        // What is thrown away may still complain.
        if (isBroken) client.on("error", () => undefined);
        client.release(destroy || isBroken);
      },
    };
    return guarded as unknown as PostgresPoolClient;
  }
}

/** Waits for something, but not for ever. */
export async function within<Answer>(promise: Promise<Answer>, what: string, limitMs: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  // Whoever gave up does not want to hear of it any more.
  promise.catch(() => undefined);
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswerError(what, limitMs)), limitMs);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** Names a statement by its text, for all stores of this process and their schemas. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = `rowmill_${createHash("sha1").update(text).digest("base64url")}`;
    if (names.size < MAX_NAMES) names.set(text, name);
  }
  return name;
}

const names = new Map<string, string>();
/** Statements are few, but for lists, which are built: a bound for those. */
const MAX_NAMES = 1_000;
