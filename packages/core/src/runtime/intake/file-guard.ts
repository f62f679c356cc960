import type { FileLookup, StoredFile } from "../../domain/file.ts";
import { batchCalls } from "../batch-calls.ts";

/** How many files are looked up in one call when many callers ask at the same moment. */
const MAX_FILES_PER_LOOKUP = 500;

/**
 * Keeps the files of one storage from being deleted while jobs are created that name them. Every file has a lock that creations share and a
 * deletion holds exclusively, so that a look-up and what follows from it have no gap between them.
 */
export interface FileGuard {
  /** A number of its own: who holds files of several storages takes them in this order. */
  readonly order: number;
  /** Looks files up and keeps them until `release` is called. A file that is being deleted is waited for, and then missing. */
  hold(ids: readonly string[]): Promise<HeldFiles>;
  /** Acts while no creation holds the file and none can begin to. */
  exclusively<Result>(id: string, act: () => Promise<Result>): Promise<Result>;
}

/** Files that cannot be deleted until they are released. */
export interface HeldFiles {
  readonly files: ReadonlyMap<string, StoredFile>;
  /** May be called again. */
  release(): void;
}

/** One guard for a storage, whichever managers share it. */
export function fileGuardOf(storage: FileLookup): FileGuard {
  let guard = guards.get(storage);
  if (!guard) guards.set(storage, (guard = createFileGuard(storage)));
  return guard;
}

const guards = new WeakMap<FileLookup, FileGuard>();
let guardCount = 0;

function createFileGuard(storage: FileLookup): FileGuard {
  const locks = new Map<string, Lock>();
  const stat = batchCalls(
    async (ids: readonly string[]) => (await storage.statMany?.(ids)) ?? (await Promise.all(ids.map((id) => storage.stat(id)))),
    MAX_FILES_PER_LOOKUP,
  );

  return {
    order: (guardCount += 1),

    async hold(ids) {
      await share(ids);
      let isReleased = false;
      const release = () => {
        if (isReleased) return;
        isReleased = true;
        for (const id of ids) leave(id);
      };
      try {
        const found = await Promise.all(ids.map((id) => stat(id)));
        return { files: new Map(found.flatMap((file) => (file ? [[file.id, file] as const] : []))), release };
      } catch (error) {
        release();
        throw error;
      }
    },

    async exclusively(id, act) {
      let lock = lockOf(id);
      while (lock.deleting) {
        await lock.deleting;
        lock = lockOf(id);
      }
      // From now on creations wait for this deletion, so that a file on which jobs are created all the time can be deleted, too.
      const { promise, resolve } = Promise.withResolvers<void>();
      lock.deleting = promise;
      try {
        if (lock.holders > 0) await new Promise<void>((unused) => (lock.onUnused = unused));
        return await act();
      } finally {
        lock.deleting = undefined;
        resolve();
        if (lock.holders === 0) locks.delete(id);
      }
    },
  };

  /** Takes all locks in one step or none: a caller never holds one lock while it waits for another. */
  async function share(ids: readonly string[]): Promise<void> {
    for (;;) {
      const deleting = ids.flatMap((id) => locks.get(id)?.deleting ?? []);
      if (deleting.length === 0) break;
      await Promise.all(deleting);
    }
    for (const id of ids) lockOf(id).holders += 1;
  }

  function leave(id: string): void {
    const lock = locks.get(id)!;
    lock.holders -= 1;
    if (lock.holders > 0) return;
    if (lock.deleting) lock.onUnused();
    else locks.delete(id);
  }

  function lockOf(id: string): Lock {
    let lock = locks.get(id);
    if (!lock) locks.set(id, (lock = { holders: 0, deleting: undefined, onUnused: () => {} }));
    return lock;
  }
}

interface Lock {
  /** How many creations hold the file. */
  holders: number;
  /** Resolves when the deletion under way has ended. */
  deleting: Promise<void> | undefined;
  /** Called when the last holder has left. */
  onUnused: () => void;
}
