import type { Clock, JobChange } from "@rowmill/core/adapter";
import { sql } from "kysely";
import type { Connection } from "./connection.ts";
import type { Ownership } from "./ownership.ts";
import { type ChangedRow, toChange } from "../jobs/row.ts";

/** What a piece of work may know of the transaction that it writes in. */
export interface Write {
  /** Now, in epoch milliseconds: the same for everything that is written together. */
  readonly nowMs: number;
  /** Says that a job changed. The listeners are told when the change is on disk. */
  changed(row: ChangedRow): void;
}

/** Does the writing of a store. */
export interface Writer {
  /**
   * Does some work in a transaction, together with whatever else is asked for in this turn of the event loop: one commit, and
   * so one wait for the disk, for all of it. Work that throws is undone and rejects by itself; the rest is written.
   * Resolves when it is on disk.
   */
  write<Answer>(work: (write: Write) => Answer): Promise<Answer>;
  /** Does some work in a transaction of its own, now. */
  writeAlone<Answer>(work: (write: Write) => Answer): Answer;
  /** Does now what waits for the end of this turn. */
  flush(): void;
}

/** What a writer works with. */
export interface WriterOptions {
  readonly connection: Connection;
  readonly ownership: Ownership;
  readonly clock: Pick<Clock, "now">;
  /** Receives each change after its commit. Does not throw. */
  tell(change: JobChange): void;
}

/** Makes the writer of a store. Everything that it writes rejects with `STORE_LOCKED` once the file belongs to another store. */
export function createWriter({ connection, ownership, clock, tell }: WriterOptions): Writer {
  const { builder, prepare, transact, database } = connection;
  const statement = (text: ReturnType<typeof sql>) => prepare(() => ({ compile: () => text.compile(builder) }));
  const begin = statement(sql`savepoint work`);
  const keep = statement(sql`release work`);
  const undo = statement(sql`rollback to work`);
  let waiting: Piece[] = [];

  return {
    write(work) {
      return new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ work: (write) => deferred(resolve, work(write)), reject });
      });
    },

    writeAlone(work) {
      const write = newWrite();
      const answer = transact(() => {
        ownership.check();
        return work(write);
      });
      write.changes.forEach(tell);
      return answer;
    },

    flush,
  };

  function flush(): void {
    const pieces = waiting;
    waiting = [];
    if (pieces.length === 0) return;
    let outcomes: Outcome[];
    try {
      outcomes = transact(() => {
        ownership.check();
        return pieces.map(attempt);
      });
    } catch (error) {
      // Not committed, so nothing of it has happened.
      for (const { reject } of pieces) reject(error);
      return;
    }
    for (const { changes } of outcomes) changes.forEach(tell);
    for (const { answer } of outcomes) answer();
  }

  function attempt({ work, reject }: Piece): Outcome {
    const write = newWrite();
    begin({});
    try {
      const answer = work(write);
      keep({});
      return { changes: write.changes, answer };
    } catch (error) {
      // A full disk undoes the whole transaction, the work of the others with it.
      if (!database.isTransaction) throw error;
      undo({});
      keep({});
      return { changes: [], answer: () => reject(error) };
    }
  }

  function newWrite(): Write & { readonly changes: JobChange[] } {
    const changes: JobChange[] = [];
    return { nowMs: Math.floor(clock.now()), changes, changed: (row) => changes.push(toChange(row)) };
  }
}

/** Some work that waits for its transaction. */
interface Piece {
  /** Does the work, and answers a function that tells the caller what came out. */
  readonly work: (write: Write) => () => void;
  readonly reject: (error: unknown) => void;
}

/** What became of a piece: told once the transaction is on disk. */
interface Outcome {
  readonly changes: readonly JobChange[];
  readonly answer: () => void;
}

function deferred<Answer>(resolve: (answer: Answer) => void, answer: Answer): () => void {
  return () => resolve(answer);
}
