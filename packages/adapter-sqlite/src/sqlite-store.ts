import { RowmillError } from "@rowmill/core";
import { type Change, type ClaimState, type Clock, refuseUnstorableNames, type Store } from "@rowmill/core/adapter";
import { checkOptions } from "@rowmill/core/errors";
import { connect } from "./connection/connection.ts";
import { migrate } from "./schema/migrations.ts";
import { openDatabase } from "./connection/open-database.ts";
import { type Ownership, takeOwnership } from "./connection/ownership.ts";
import { createFiles } from "./files.ts";
import { prepareBegin } from "./jobs/begin.ts";
import { createChangeFeed } from "./feed/change-feed.ts";
import { type ChangedJob, prepareChange } from "./jobs/change.ts";
import { prepareClaim } from "./jobs/claim.ts";
import { prepareDue } from "./jobs/due.ts";
import { prepareFindClaimed } from "./jobs/claimed.ts";
import { prepareEnd } from "./jobs/end.ts";
import { endLeases, prepareReclaim } from "./jobs/reclaim.ts";
import { prepareReport } from "./jobs/report.ts";
import { prepareRelease, prepareSettle } from "./jobs/settle.ts";
import { prepareFindByIdempotencyKey, prepareGet } from "./jobs/read.ts";
import { prepareInsert } from "./jobs/insert.ts";
import { prepareLog } from "./jobs/log.ts";
import { countJobs, listJobs } from "./jobs/list.ts";
import { prepareMeasureQueues } from "./jobs/measure-queues.ts";
import { preparePrune } from "./jobs/prune.ts";
import { prepareRequireFiles } from "./jobs/held-files.ts";
import { prepareUpdate } from "./jobs/update.ts";
import { shareCheckpoint, shareTransaction, type SqliteTransaction } from "./connection/transaction.ts";
import { prepareSignals } from "./waits/signal.ts";
import { prepareWaits } from "./waits/wait.ts";
import { toJob } from "./jobs/row.ts";
import { prepareTurns } from "./jobs/ranks.ts";
import { createCorrections } from "./corrections.ts";
import { createTemplates } from "./templates.ts";
import { createWriter, type Write } from "./connection/writer.ts";
import { createSchedules } from "./schedules.ts";

/** What `sqliteStore` takes. */
export interface SqliteStoreOptions {
  /**
   * The file to keep jobs in, made if it is not there; its folder must be. Or `":memory:"`, for tests. It lies on a disk of
   * this machine: locks of network drives do not hold.
   */
  readonly path: string;
  /**
   * How long to wait for another process that works with the file, in milliseconds: for restarts that start the new process
   * before the old one has ended. `sqliteStore` waits before it answers, and the event loop with it.
   * @defaultValue 0
   */
  readonly waitMs?: number;
  /** The store's clock, for tests. @defaultValue the machine's */
  readonly clock?: Pick<Clock, "now">;
}

/** A store in a SQLite file. */
export type SqliteStore = Store<SqliteTransaction>;

/**
 * Keeps jobs in a SQLite file: durable, without a server, for one process at a time. What it has answered is on disk. Many
 * calls of the same moment are one write.
 *
 * @throws RowmillError `STORE_LOCKED` if another store works with the file, `STORE_REFUSED` if the file can not be opened or is
 * no database, `STORE_SCHEMA_TOO_NEW` if a newer version of this package wrote it
 * @example
 * ```ts
 * const store = sqliteStore({ path: "jobs.db" });
 * const manager = createTaskManager({ store });
 * // At the end: the manager first, then the store.
 * await manager.close();
 * await store.close();
 * ```
 */
export function sqliteStore(options: SqliteStoreOptions): SqliteStore {
  checkSqliteOptions(options);
  const { path, waitMs = 0, clock = Date } = options;
  const { database, close } = openDatabase(path, waitMs);
  const connection = connect(database, path);
  let ownership: Ownership;
  try {
    migrate(connection, path);
    ownership = takeOwnership(connection, path);
    endLeases(connection, Math.floor(clock.now()));
  } catch (error) {
    close();
    throw error;
  }

  const feed = createChangeFeed();
  const writer = createWriter({ connection, ownership, clock, tell: feed.tell });
  const find = prepareGet(connection);
  const findByIdempotencyKey = prepareFindByIdempotencyKey(connection);
  const log = prepareLog(connection);
  const turns = prepareTurns(connection);
  const dueJobs = prepareDue(connection);
  const measureQueues = prepareMeasureQueues(connection);
  const beginAttempt = prepareBegin(connection);
  const requireFiles = prepareRequireFiles(connection);
  const insertJobs = prepareInsert(connection, find, findByIdempotencyKey, turns, beginAttempt, requireFiles);
  const claimJobs = prepareClaim(find, dueJobs, turns, beginAttempt);
  const findClaimed = prepareFindClaimed(connection);
  const writeReport = prepareReport(connection, log);
  const end = prepareEnd(connection);
  const update = prepareUpdate(connection, findClaimed, writeReport);
  const settle = prepareSettle(findClaimed, writeReport, end);
  const release = prepareRelease(connection, findClaimed);
  const reclaim = prepareReclaim(connection, end);
  const changeJobs = prepareChange(connection, find, requireFiles);
  const pruneJobs = preparePrune(connection);
  const signals = prepareSignals(connection);
  const waits = prepareWaits(connection, signals);

  return {
    files: createFiles(connection, writer, ensureOpen),
    templates: createTemplates(connection, writer, ensureOpen),
    corrections: createCorrections(connection, writer, ensureOpen),

    async insert(jobs, { transaction, parent } = {}) {
      const insert = (tx: Write) => insertJobs(jobs, tx, parent).map(({ row, created }) => ({ job: toJob(row, tx.nowMs), created }));
      if (transaction === undefined) return await write(insert);
      ensureOpen();
      return writer.writeAlone((tx) => {
        const insertions = insert(tx);
        shareTransaction(transaction, database, jobs, insertions);
        return insertions;
      });
    },

    async claim(request) {
      return await write((tx) => claimJobs(request, tx).map((row) => toJob(row, tx.nowMs)));
    },

    async update(updates) {
      const lost = updates.map((): ClaimState => "lost");
      return await writeIfOwner((tx) => updates.map((one) => update(one, tx)), lost);
    },

    async checkpointIn(checkpoint, transaction) {
      ensureOpen();
      return writer.writeAlone((tx) => {
        const state = update(checkpoint, tx);
        // Not its job any more: its rows are not written.
        if (state === "held") shareCheckpoint(transaction, database);
        return state;
      });
    },

    async settle(settlements) {
      const refused = settlements.map(() => undefined);
      return await writeIfOwner(
        (tx) =>
          settlements.map((settlement) => {
            const row = settle(settlement, tx);
            return row && toJob(row, tx.nowMs);
          }),
        refused,
      );
    },

    async wake(request) {
      return await write((tx) => {
        const jobs = waits.wake(request, tx).map((row) => toJob(row, tx.nowMs));
        const next = waits.nextMoment();
        return { jobs, nextInMs: next === undefined ? undefined : Math.max(0, next - tx.nowMs) };
      });
    },

    async signal(key, signal) {
      refuseUnstorableNames({ signal: signal.name, key: signal.key ?? null }, "a signal");
      return await write((tx) => {
        const row = find(key);
        return row && { job: toJob(row, tx.nowMs), became: signals.keep(row, signal) };
      });
    },

    async cancelOrphans(limit) {
      return await write((tx) => waits.cancelOrphans(limit, tx).map((row) => toJob(row, tx.nowMs)));
    },

    async followChildren(parentIds) {
      await write((tx) => waits.followChildren(parentIds, tx));
    },

    async release(claims) {
      await writeIfOwner((tx) => {
        for (const claim of claims) release(claim, tx);
      }, undefined);
    },

    async cancel(key) {
      return await write((tx) => toJobChange(changeJobs.cancel(key, tx), tx));
    },

    async retry(key, retryOptions) {
      return await write((tx) => toJobChange(changeJobs.retry(key, tx, retryOptions), tx));
    },

    async get(keys) {
      ensureOpen();
      const nowMs = clock.now();
      return keys.map((key) => {
        const row = find(key);
        return row && toJob(row, nowMs);
      });
    },

    async findByIdempotencyKey(key) {
      ensureOpen();
      const row = findByIdempotencyKey(key);
      return row && toJob(row, clock.now());
    },

    async list(query) {
      ensureOpen();
      const nowMs = clock.now();
      const { rows, nextCursor } = listJobs(connection, query);
      return { jobs: rows.map((row) => toJob(row, nowMs)), nextCursor };
    },

    async count(filter, limit) {
      ensureOpen();
      return countJobs(connection, filter, limit);
    },

    async readLog(key, limit) {
      ensureOpen();
      const row = find(key);
      return row ? log.newest(row.sequence, limit) : [];
    },

    async nextDueInMs(types, isolation) {
      ensureOpen();
      const nowMs = clock.now();
      const isolations = isolation ? [isolation] : (["shared", "exclusive"] as const);
      const delays = types.flatMap((type) => isolations.flatMap((each) => dueJobs.nextInMs(type, each, nowMs) ?? []));
      return delays.length === 0 ? undefined : Math.min(...delays);
    },

    async measureQueues(types, limit) {
      ensureOpen();
      return measureQueues(types, limit, clock.now());
    },

    async reclaim(except, limit) {
      return await write((tx) => reclaim(except, limit, tx).map((row) => toJob(row, tx.nowMs)));
    },

    async prune(request) {
      return await write((tx) => pruneJobs(request, tx));
    },

    subscribe: feed.subscribe,
    schedules: createSchedules({ connection, clock, write, ensureOpen }),

    async close() {
      if (database.isOpen) writer.flush();
      feed.close();
      close();
    },
  };

  async function write<Answer>(work: (tx: Write) => Answer): Promise<Answer> {
    ensureOpen();
    return await writer.write(work);
  }

  /** Writes for claims. Once the file belongs to another store, no claim of this one owns its job any more. */
  async function writeIfOwner<Answer>(work: (tx: Write) => Answer, otherwise: Answer): Promise<Answer> {
    try {
      return await write(work);
    } catch (error) {
      if (RowmillError.is(error, "STORE_LOCKED")) return otherwise;
      throw error;
    }
  }

  function ensureOpen(): void {
    if (database.isOpen) return;
    throw new RowmillError("STORE_UNAVAILABLE", `The store of the jobs in ${path} was closed: close the task managers that use it first`);
  }
}

function toJobChange(change: ChangedJob | undefined, { nowMs }: Write): Change | undefined {
  return change && { job: toJob(change.row, nowMs), changed: change.changed };
}

const SQLITE_STORE_OPTIONS: Record<keyof SqliteStoreOptions, true> = { path: true, waitMs: true, clock: true };

function checkSqliteOptions(options: SqliteStoreOptions): void {
  checkOptions(options, SQLITE_STORE_OPTIONS, "sqliteStore");
  const { path, waitMs = 0 } = options;
  if (typeof path !== "string" || path === "") {
    throw new RowmillError("OPTION_INVALID", `Option "path" must name a file, or be ":memory:"`);
  }
  // SQLite takes whole milliseconds, up to 31 bits of them.
  if (!Number.isInteger(waitMs) || waitMs < 0 || waitMs > 2_147_483_647) {
    throw new RowmillError("OPTION_INVALID", `Option "waitMs" must be a whole number of milliseconds from 0 up, got ${waitMs}`);
  }
}
