import { type Job, type Logger, RowmillError, silentLogger } from "@rowmill/core";
import {
  HELD_UNTIL,
  type Insertion,
  type NewJob,
  type ParentOptions,
  refuseUnstorableNames,
  safeLogger,
  type Store,
} from "@rowmill/core/adapter";
import { checkOptions } from "@rowmill/core/errors";
import { type Kysely, type RawBuilder, sql } from "kysely";
import { createChangeFeed } from "./feed/change-feed.ts";
import { prepareCancel, prepareRetry, prepareRetryChildren } from "./jobs/change.ts";
import { prepareClaim } from "./jobs/claim.ts";
import { createFiles } from "./files.ts";
import { checkConnection, createConnections, type PostgresConnection } from "./connection/connections.ts";
import { prepareInsert } from "./jobs/insert.ts";
import { prepareHoldParent } from "./waits/parent.ts";
import { type Listener, startListening } from "./feed/listener.ts";
import { prepareCount, prepareList } from "./jobs/list.ts";
import { prepareMeasureQueues } from "./jobs/measure-queues.ts";
import { preparePrune } from "./jobs/prune.ts";
import { prepareReclaim } from "./jobs/reclaim.ts";
import { checkSchemaName } from "./schema/schema-name.ts";
import { isMigrated, migrate, type MigrateMode } from "./schema/migrate.ts";
import { inTransaction, patiently } from "./connection/patience.ts";
import { prepareNextDue } from "./jobs/due.ts";
import { prepareReadLog } from "./jobs/log.ts";
import { prepareFindByIdempotencyKey, prepareGet } from "./jobs/read.ts";
import { type ChangeRow, type JobRow, toChange, toJob } from "./jobs/row.ts";
import { createSchedules } from "./schedules.ts";
import { databaseClock, namesIn } from "./schema/names.ts";
import { prepareRelease, prepareSettle } from "./jobs/settle.ts";
import { type Executor, statement } from "./connection/statement.ts";
import { createCorrections } from "./corrections.ts";
import { prepareDiagnose } from "./diagnose.ts";
import { createTemplates } from "./templates.ts";
import { checkedTransaction, executorOf, type PostgresTransaction } from "./connection/transaction.ts";
import { prepareSignal } from "./waits/signal.ts";
import { prepareWaits } from "./waits/wait.ts";
import { prepareUpdate } from "./jobs/update.ts";

/** What `postgresStore` takes: how to reach the database, in one of three ways, and how to use it. */
export type PostgresStoreOptions = PostgresConnection & {
  /** The schema that the tables are in. @defaultValue "rowmill" */
  readonly schema?: string;
  /**
   * Whether the store makes and updates its tables by itself (`"auto"`), only looks whether they are there (`"check"`), or takes that for
   * granted (`"off"`). See `migrationSql`. @defaultValue "auto"
   */
  readonly migrate?: MigrateMode;
  /**
   * Whether to keep a connection that listens to the changes of other processes. Without it they are noticed when somebody looks, every
   * `pollMs` of the manager; needed for PgBouncer in transaction mode, and nothing is prepared on the server then.
   * @defaultValue true
   */
  readonly listen?: boolean;
  /** How long calls wait while the database is away before they fail with `STORE_UNAVAILABLE`, in milliseconds. @defaultValue 30000 */
  readonly waitMs?: number;
  /** Where the store says what it has to say. @defaultValue nowhere */
  readonly logger?: Logger;
};

const POSTGRES_STORE_OPTIONS: Record<keyof PostgresStoreOptions, true> = {
  pool: true,
  connectionString: true,
  dialect: true,
  schema: true,
  migrate: true,
  listen: true,
  waitMs: true,
  logger: true,
};

/** A store in PostgreSQL. */
export interface PostgresStore extends Store<PostgresTransaction> {
  /**
   * Reaches the database and sees to the schema. Every call waits for that anyway; call it to hear of a wrong connection string when the
   * application starts.
   * @throws RowmillError `STORE_UNAVAILABLE`, `STORE_REFUSED`, `STORE_SCHEMA_MISSING`, `STORE_SCHEMA_TOO_NEW`
   */
  ready(): Promise<void>;
}

/**
 * Keeps jobs in PostgreSQL: durable, and shared by any number of processes.
 *
 * @throws RowmillError `OPTION_INVALID`
 * @example
 * ```ts
 * const store = postgresStore({ connectionString: process.env.DATABASE_URL });
 * const manager = createTaskManager({ store });
 * ```
 */
export function postgresStore(options: PostgresStoreOptions): PostgresStore {
  return createPostgresStore(options, databaseClock);
}

/** The same with a clock of one's own, for tests: an expression of SQL. */
export function createPostgresStore(options: PostgresStoreOptions, now: RawBuilder<Date>): PostgresStore {
  checkOptions(options, POSTGRES_STORE_OPTIONS, "postgresStore");
  const { schema = "rowmill", migrate: migrateMode = "auto", listen = true, waitMs = 30_000 } = options;
  const logger = safeLogger(options.logger ?? silentLogger);
  checkConnection(options);
  checkSchemaName(schema);
  checkWait(waitMs);
  // So often that a call can try a second connection, and a third, when one sends no response.
  const connections = createConnections(options, { limitMs: Math.max(waitMs / 3, 100), listen });
  const { db, shared, reserved, reserve } = connections;
  // The server counts from the moment in which a statement arrives: the rest is for its way there and back, and for its work.
  const statementLimitMs = connections.limitMs && connections.limitMs * 0.75;
  const names = namesIn(schema, db, now);
  const channel = `rowmill:${schema}`;
  const feed = createChangeFeed({ notify: reserve && notify, logger });
  // A hint need not reach the disk: its commit waits for none.
  const sendHint = notifyStatement(db, channel, sql`set_config('synchronous_commit', 'off', true), `);
  const sendInTransaction = notifyStatement(db, channel, sql``);
  const patient = patiently(waitMs);
  const insert = prepareInsert(names);
  const claim = prepareClaim(names);
  const update = prepareUpdate(names);
  const settle = prepareSettle(names);
  const release = prepareRelease(names);
  const cancel = prepareCancel(names);
  const retry = prepareRetry(names);
  const get = prepareGet(names);
  const findByIdempotencyKey = prepareFindByIdempotencyKey(names);
  const list = prepareList(names);
  const count = prepareCount(names);
  const readLog = prepareReadLog(names);
  const nextDue = prepareNextDue(names);
  const measureQueues = prepareMeasureQueues(names);
  const diagnose = prepareDiagnose(names, schema);
  const reclaim = prepareReclaim(names);
  const prune = preparePrune(names);
  const holdParent = prepareHoldParent(names);
  const retryChildren = prepareRetryChildren(names);
  const waits = prepareWaits(names);
  const keepSignal = prepareSignal(names);
  let listener: Listener | undefined;
  let readiness: Promise<void> | undefined;
  let isReady = false;
  let closing: Promise<void> | undefined;

  return {
    ready,
    files: createFiles(names, call),
    templates: createTemplates(names, call),
    corrections: createCorrections(names, call),
    schedules: createSchedules(names, call),

    async insert(jobs, { transaction, claimOnInsert, parent } = {}) {
      if (jobs.length === 0) return [];
      if (parent) return await insertChildren(jobs, parent);
      if (transaction) {
        const ofCaller = executorOf(transaction);
        return await inTransaction(async () => {
          await readyBeside(ofCaller);
          const insertions = await insert(ofCaller, jobs, { isRepeated: false, limitMs: null });
          const changes = insertions.flatMap(({ job, created }) => (created ? [changeOf(job)] : []));
          await sendInTransaction(ofCaller, JSON.stringify(feed.payloadsFor(changes)));
          return insertions;
        });
      }
      // Several statements: whatever failed, one before it may have committed.
      let tries = 0;
      const insertions = await call(() => insert(shared, jobs, { isRepeated: tries++ > 0, claimOnInsert, limitMs: statementLimitMs }));
      feed.changed(insertions.flatMap(({ job, created }) => (created ? [changeOf(job)] : [])));
      return insertions;
    },

    async claim(request) {
      return told(await call(() => claim(shared, request, statementLimitMs))).map(toJob);
    },

    async update(updates) {
      if (updates.length === 0) return [];
      const { states, changed } = await call(() => update(reserved, updates));
      told(changed);
      return states;
    },

    async checkpointIn(checkpoint, transaction) {
      const ofCaller = executorOf(checkedTransaction(transaction));
      return await inTransaction(async () => {
        const { states, changed } = await update(ofCaller, [checkpoint]);
        await sendInTransaction(ofCaller, JSON.stringify(feed.payloadsFor(changed.map(toChange))));
        return states[0] ?? "lost";
      });
    },

    async settle(settlements) {
      if (settlements.length === 0) return [];
      const rows = await call((isRepeated) => settle(reserved, settlements, isRepeated));
      told(rows.filter((row): row is JobRow => row !== undefined));
      return rows.map((row) => row && toJob(row));
    },

    async wake(request) {
      for (const parentId of await call(() => waits.limitedParents(reserved, request))) {
        told(await call(() => waits.release(connections.schema, parentId)));
      }
      const rows = told(await call(() => waits.wake(reserved, request)));
      return { jobs: rows.map(toJob), nextInMs: await call(() => waits.nextInMs(reserved)) };
    },

    async signal(key, signal) {
      refuseUnstorableNames({ signal: signal.name, key: signal.key ?? null }, "a signal");
      return await call(() => connections.schema.transaction().execute((transaction) => keepSignal(transaction, key, signal)));
    },

    async cancelOrphans(limit) {
      return told(await call(() => waits.cancelOrphans(reserved, limit))).map(toJob);
    },

    async followChildren(parentIds) {
      told(await call(() => waits.followChildren(reserved, parentIds)));
    },

    async release(claims) {
      if (claims.length > 0) told(await call(() => release(reserved, claims)));
    },

    async cancel(key) {
      return await change((executor) => cancel(executor, key), "cancelled");
    },

    async retry(key, retryOptions) {
      const children: JobRow[] = [];
      const answer = await change(async () => {
        children.length = 0;
        return await db.transaction().execute(async (tx) => {
          const retried = await retry(tx, key, retryOptions);
          let parents: readonly JobRow[] = retried?.changed ? [retried.row] : [];
          while (parents.length > 0) {
            parents = await retryChildren(
              tx,
              parents.map(({ id }) => id),
            );
            children.push(...parents);
          }
          return retried;
        });
      }, "pending");
      told(children);
      return answer;
    },

    get: (keys) => call(() => get(shared, keys)),
    findByIdempotencyKey: (key) => call(() => findByIdempotencyKey(shared, key)),
    list: (query) => call(() => list(shared, query)),
    count: (filter, limit) => call(() => count(shared, filter, limit)),
    readLog: (key, limit) => call(() => readLog(shared, key, limit)),
    measureQueues: (types, limit) => call(() => measureQueues(shared, types, limit)),
    nextDueInMs: (types, isolation) => call(() => nextDue(shared, types, isolation)),

    async reclaim(except, limit) {
      return told(await call(() => reclaim(reserved, except, limit))).map(toJob);
    },

    prune: (request) => call(() => prune(shared, request)),
    diagnose: () => call(() => diagnose(reserved, { pool: options.pool, isListening: listener?.isListening() })),

    subscribe(onChange) {
      if (reserve && listen && !closing) {
        const listenTo = `listen ${quoted(channel)}`;
        listener ??= startListening({ pool: reserve, listenTo, logger, limitMs: connections.limitMs!, onPayload: feed.heard });
      }
      return feed.subscribe(onChange);
    },

    close() {
      closing ??= close();
      return closing;
    },
  };

  /** Stores children in a transaction that holds their parent, so that nothing ends its attempt meanwhile. */
  async function insertChildren(jobs: readonly NewJob[], parent: ParentOptions): Promise<readonly Insertion[]> {
    let tries = 0;
    const insertions = await call(() => {
      const isRepeated = tries++ > 0;
      return db.transaction().execute(async (tx) => {
        const concurrency = await holdParent(tx, parent);
        const start = concurrency === null ? {} : { start: { at: HELD_UNTIL } };
        const children = jobs.map((job) => ({ ...job, ...start, parentId: parent.claim.jobId }));
        return await insert(tx, children, { isRepeated, limitMs: null });
      });
    });
    feed.changed(insertions.flatMap(({ job, created }) => (created ? [changeOf(job)] : [])));
    return insertions;
  }

  /** Does something in the database, when it is ready, and again if that failed for a reason that passes. */
  async function call<Answer>(act: (isRepeated: boolean) => Promise<Answer>): Promise<Answer> {
    if (closing) throw new RowmillError("STORE_UNAVAILABLE", "This store was closed", { retriable: false });
    await ready();
    return await patient(act);
  }

  function ready(): Promise<void> {
    readiness ??= makeReady().catch((error: unknown) => {
      // The next call tries again: the database may be there by then.
      readiness = undefined;
      throw error;
    });
    return readiness;
  }

  async function makeReady(): Promise<void> {
    await patient(() => migrate(connections.schema, schema, { mode: migrateMode, limitMs: connections.limitMs }));
    isReady = true;
  }

  /** Makes the tables, but waits for no connection that the caller's transaction may hold. */
  async function readyBeside(ofCaller: Executor): Promise<void> {
    if (reserve) return await ready();
    if (isReady || migrateMode === "off" || (await isMigrated(db, ofCaller, schema))) return;
    const message = `The tables of Rowmill are missing or old, and the dialect may have no second connection to make them beside this transaction. Await store.ready() before the first transaction`;
    throw new RowmillError("STORE_SCHEMA_MISSING", message, { details: { schema } });
  }

  async function change(act: (executor: Executor) => ReturnType<typeof cancel>, status: Job["status"]) {
    let wasRepeated = false;
    const answer = await call((isRepeated) => {
      wasRepeated = isRepeated;
      return act(reserved);
    });
    if (!answer) return undefined;
    const { job, row, changed } = answer;
    if (changed) told([row]);
    // An earlier try of ours may have made it what it is.
    return { job, changed: changed || (wasRepeated && job.status === status) };
  }

  /** Tells of rows that were changed, and answers them. */
  function told<Row extends ChangeRow>(rows: readonly Row[]): readonly Row[] {
    feed.changed(rows.map(toChange));
    return rows;
  }

  async function notify(payloads: readonly string[]): Promise<void> {
    await sendHint(reserved, JSON.stringify(payloads));
  }

  async function close(): Promise<void> {
    await feed.flush();
    feed.close();
    await listener?.stop();
    await connections.close();
  }
}

function notifyStatement(db: Kysely<unknown>, channel: string, setting: RawBuilder<unknown>) {
  return statement<object, [payloads: string]>(
    db,
    (payloads) => sql<object>`
      select ${setting} pg_notify(${sql.lit(channel)}, payload) from json_array_elements_text(${payloads}::json) as notice (payload)`,
  );
}

function changeOf({ id, type, userId, status, claimNo, revision, parentId }: Job) {
  return { jobId: id, type, userId, status, claimNo, revision, ...(parentId !== null && { parentId }) };
}

function checkWait(waitMs: number): void {
  if (waitMs >= 0 && waitMs < 2 ** 31) return;
  throw new RowmillError("OPTION_INVALID", `Option "waitMs" must be a number of milliseconds, got ${String(waitMs)}`);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
