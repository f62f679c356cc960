import { DatabaseSync } from "node:sqlite";
import { RowmillError } from "@rowmill/core";
import { isFailure, sqliteFailure } from "./sqlite-failure.ts";

/**
 * Takes the lock of a file of jobs, so that one store at a time works with it. Answers a function that gives it back; when
 * the process dies, however it dies, the operating system gives it back.
 *
 * It is SQLite's own lock on a database beside the file, which stays empty: a transaction that is never ended. The file itself
 * stays free for whoever wants to look into it. The empty one is never deleted: somebody could just be opening it, and would
 * then hold a lock on a file that nobody else finds.
 *
 * @param waitMs - how long to wait for another process to give it back; the event loop stands still meanwhile
 * @throws RowmillError `STORE_LOCKED`, `STORE_REFUSED`
 */
export function lockFile(path: string, waitMs: number): () => void {
  const lockPath = `${path}-lock`;
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(lockPath, { timeout: waitMs });
    lock.exec("begin exclusive");
  } catch (cause) {
    lock?.close();
    throw isFailure(cause, "busy") ? locked(path, cause) : sqliteFailure(lockPath, cause);
  }
  const held = lock;
  return () => {
    if (held.isOpen) held.close();
  };
}

function locked(path: string, cause: unknown): RowmillError {
  const message = `Another store works with the jobs in ${path}, in this process or in another one, and only one can at a time: close that one first, share one store within a process, or use PostgreSQL for several processes`;
  return new RowmillError("STORE_LOCKED", message, { cause, details: { path } });
}
