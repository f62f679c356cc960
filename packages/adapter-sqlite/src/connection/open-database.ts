import { realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { RowmillError } from "@rowmill/core";
import { lockFile } from "./file-lock.ts";
import { sqliteFailure } from "./failures.ts";

/** An open database, and how to close it. */
export interface OpenDatabase {
  readonly database: DatabaseSync;
  close(): void;
}

/**
 * How long a write waits for a connection of somebody else who writes to the same file: the application's own tables may be
 * there. The event loop stands still meanwhile, so it is not long.
 */
const BUSY_TIMEOUT_MS = 2_000;

/**
 * Opens a database for one store alone.
 * @throws RowmillError `STORE_LOCKED`, `STORE_REFUSED`, `STORE_UNAVAILABLE`
 */
export function openDatabase(givenPath: string, waitMs: number): OpenDatabase {
  const inMemory = givenPath === ":memory:";
  const path = inMemory ? givenPath : truePath(givenPath);
  const unlock = inMemory ? undefined : lockFile(path, waitMs);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    prepareForJobs(database);
  } catch (cause) {
    database?.close();
    unlock?.();
    throw sqliteFailure(path, cause);
  }
  const open = database;
  return {
    database: open,
    close() {
      if (open.isOpen) open.close();
      unlock?.();
    },
  };
}

function prepareForJobs(database: DatabaseSync): void {
  // Readers do not wait for a write, and a write waits for the disk once.
  database.exec("pragma journal_mode = wal");
  // A commit is on disk before it is answered. With less, WAL loses the last commits when the power fails.
  database.exec("pragma synchronous = full");
  // On macOS, fsync alone stops at the cache of the disk. Elsewhere this changes nothing.
  database.exec("pragma fullfsync = on");
}

/** One name for one file, whatever links lead to it: two names would be two locks. */
function truePath(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch {
    // There is no such file yet.
  }
  try {
    return join(realpathSync(dirname(absolute)), basename(absolute));
  } catch (cause) {
    const message = `There is no folder ${dirname(absolute)} to keep jobs in: create it, or give another path`;
    throw new RowmillError("STORE_REFUSED", message, { cause, details: { path: absolute } });
  }
}
