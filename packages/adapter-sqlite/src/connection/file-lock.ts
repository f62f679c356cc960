import { createHash } from "node:crypto";
import { lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { RowmillError } from "@rowmill/core";
import { isFailure, sqliteFailure } from "./failures.ts";

/**
 * Takes the locks of a file of jobs, so that one store at a time works with it. Returns a function that releases them; when the process
 * dies, the operating system releases them.
 *
 * There are two, because a process loses all its POSIX locks of a file as soon as it closes any handle of that file: a backup that copies the
 * folder of the database releases a lock in there (fcntl(2), "Advisory record locking"). One lock lies beside the database, where processes of
 * other containers and users find it. The other one lies in the folder for temporary files, where the application does not read.
 * What neither sees (a copied folder, and two processes with temporary folders of their own) `ownership.ts` notices at the next write.
 *
 * @param waitMs - how long to wait for another process to release them; the event loop is blocked meanwhile
 * @throws RowmillError `STORE_LOCKED`, `STORE_REFUSED`
 */
export function lockFile(path: string, waitMs: number): () => void {
  const unlock = lock(`${path}-lock`, path, waitMs);
  const folder = privateFolder();
  if (folder === undefined) return unlock;
  try {
    const digest = createHash("sha256").update(path).digest("hex").slice(0, 16);
    const unlockOther = lock(join(folder, `${basename(path).slice(0, 100)}-${digest}-lock`), path, waitMs);
    return () => {
      unlockOther();
      unlock();
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * Takes SQLite's own lock on an empty database: a transaction that is never ended. The empty file is never deleted: another process could be
 * opening it, and would then hold a lock on a file that no third one finds.
 */
function lock(lockPath: string, path: string, waitMs: number): () => void {
  let held: DatabaseSync | undefined;
  try {
    held = new DatabaseSync(lockPath, { timeout: waitMs });
    held.exec("begin exclusive");
  } catch (cause) {
    held?.close();
    throw isFailure(cause, "busy") ? locked(path, cause) : sqliteFailure(lockPath, cause);
  }
  const open = held;
  return () => {
    if (open.isOpen) open.close();
  };
}

/**
 * A folder for temporary files that only this user can write to: in a shared one, others could take the lock or lead it elsewhere by a link.
 * `undefined` if there is none, on a disk that is read-only for example.
 */
function privateFolder(): string | undefined {
  const userId = process.getuid?.();
  const folder = join(tmpdir(), userId === undefined ? "rowmill" : `rowmill-${userId}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    return found.isDirectory() && (userId === undefined || (found.uid === userId && (found.mode & 0o022) === 0)) ? folder : undefined;
  } catch {
    return undefined;
  }
}

function locked(path: string, cause: unknown): RowmillError {
  const message = `Another store, of this process or another one, works with the jobs in ${path}, and only one can at a time. Close that one first, share one store within a process, or use PostgreSQL for several processes`;
  return new RowmillError("STORE_LOCKED", message, { cause, details: { path } });
}
