import { type Clock, refuseUnstorableNames, type Store } from "@rowmill/core/adapter";
import { checkOptions } from "@rowmill/core/errors";
import { createCorrections } from "./corrections.ts";
import { createFiles } from "./files.ts";
import { cancelJob, retryJob } from "./jobs/change.ts";
import { claimJobs } from "./jobs/claim.ts";
import { insertJobs } from "./jobs/insert.ts";
import { countRows, listRows } from "./jobs/list.ts";
import { measureQueues } from "./jobs/measure-queues.ts";
import { pruneJobs } from "./jobs/prune.ts";
import { reclaimJobs } from "./jobs/reclaim.ts";
import { toJob } from "./jobs/row.ts";
import { settleOne } from "./jobs/settle.ts";
import { JobTable } from "./jobs/table.ts";
import { releaseClaims, updateOne } from "./jobs/update.ts";
import { createSchedules } from "./schedules.ts";
import { createTemplates } from "./templates.ts";
import { cancelOrphans, followChildren } from "./waits/children.ts";
import { wakeJobs } from "./waits/wake.ts";
import { keepSignal } from "./waits/wakeups.ts";

/** What `memoryStore` takes. */
export interface MemoryStoreOptions {
  /** The store's clock. @defaultValue the machine's */
  readonly clock?: Pick<Clock, "now">;
}

const MEMORY_STORE_OPTIONS: Record<keyof MemoryStoreOptions, true> = { clock: true };

/** A store in memory. */
export type MemoryStore = Store;

/**
 * Keeps jobs in the memory of this process: for tests, and for applications that can lose their jobs when they end.
 * Behaves as a database does: it returns copies, and refuses writes of attempts that lost their job.
 *
 * @example
 * ```ts
 * const manager = createTaskManager({ store: memoryStore() });
 * ```
 */
export function memoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  checkOptions(options, MEMORY_STORE_OPTIONS, "memoryStore");
  const { clock = Date } = options;
  const table = new JobTable(clock);

  return {
    files: createFiles(table.files, (fileId) => table.unfinishedJobOf(fileId)),
    templates: createTemplates(clock),
    corrections: createCorrections(clock),
    schedules: createSchedules(clock),

    insert: (jobs, insertOptions) => insertJobs(table, jobs, insertOptions),

    async claim(request) {
      return claimJobs(table, request);
    },

    async update(updates) {
      const nowMs = table.now();
      return updates.map((update) => updateOne(table, update, nowMs));
    },

    async settle(settlements) {
      const nowMs = table.now();
      return settlements.map((settlement) => settleOne(table, settlement, nowMs));
    },

    async release(claims) {
      releaseClaims(table, claims);
    },

    async wake(request) {
      return wakeJobs(table, request);
    },

    async signal(key, signal) {
      refuseUnstorableNames({ signal: signal.name, key: signal.key ?? null }, "a signal");
      const row = table.find(key);
      if (!row) return undefined;
      const became = keepSignal(row, signal);
      return { job: toJob(row, table.now()), became };
    },

    async cancelOrphans(limit) {
      return cancelOrphans(table, limit);
    },

    async followChildren(parentIds) {
      followChildren(table, parentIds);
    },

    async cancel(key) {
      return cancelJob(table, key);
    },

    async retry(key, retryOptions) {
      return retryJob(table, key, retryOptions);
    },

    async get(keys) {
      const nowMs = table.now();
      return keys.map((key) => {
        const row = table.find(key);
        return row && toJob(row, nowMs);
      });
    },

    async findByIdempotencyKey(scope) {
      const row = table.findByIdempotencyKey(scope);
      return row && toJob(row, table.now());
    },

    async list(query) {
      const nowMs = table.now();
      const page = listRows(table.rows.values(), query);
      return { jobs: page.rows.map((row) => toJob(row, nowMs)), nextCursor: page.nextCursor };
    },

    async count(filter, limit) {
      return countRows(table.rows.values(), filter, limit);
    },

    async readLog(key, limit) {
      const row = table.find(key);
      return row && limit > 0 ? row.log.slice(-limit).map((line) => ({ ...line, at: new Date(line.at) })) : [];
    },

    async nextDueInMs(types, isolation) {
      const dueAt = table.waiting.nextDueAtMs(types, isolation);
      return dueAt === undefined ? undefined : Math.max(0, dueAt - table.now());
    },

    async measureQueues(types, limit) {
      return measureQueues(table, types, limit);
    },

    async reclaim(except, limit) {
      return reclaimJobs(table, except, limit);
    },

    async prune(request) {
      return pruneJobs(table, request);
    },

    subscribe(listener) {
      // A wrapper of its own, so that the same function can listen twice.
      const entry = (change: Parameters<typeof listener>[0]) => listener(change);
      table.listeners.add(entry);
      return () => table.listeners.delete(entry);
    },

    async close() {
      table.listeners.clear();
    },
  };
}
