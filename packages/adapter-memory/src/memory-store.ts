import { setImmediate as nextTurn } from "node:timers/promises";
import { type Job, type JobFiles, RowmillError, type StoredFile } from "@rowmill/core";
import {
  type Change,
  type Claim,
  type ClaimSettlement,
  type ClaimState,
  type ClaimUpdate,
  type Clock,
  type Isolation,
  fileNotFound,
  HELD_UNTIL,
  isFinished,
  progressOfChildren,
  type Insertion,
  type JobChange,
  type JobKey,
  MAX_LOG_LINES,
  type NewJob,
  nextStatus,
  type PrunedJob,
  type PruneRequest,
  type Report,
  refuseUnstorableNames,
  settleLapsed,
  type Store,
} from "@rowmill/core/adapter";
import { checkOptions } from "@rowmill/core/errors";
import { countRows, listRows } from "./jobs/list.ts";
import { createSchedules } from "./schedules.ts";
import { createCorrections } from "./corrections.ts";
import { createFiles } from "./files.ts";
import { createTemplates } from "./templates.ts";
import { copyOfError, newRow, NO_COUNTERS, NO_LOG, type Row, toJob } from "./jobs/row.ts";
import { isolationOf, dueAtMs, WaitingJobs } from "./jobs/waiting.ts";
import { Families } from "./jobs/family.ts";
import { keepSignal, takeWakeup, toWaitingFor } from "./jobs/waits.ts";

/** How many jobs are inserted in one turn of the event loop, some 5 ms: tens of thousands would keep it from everything else. */
const INSERTED_IN_TURN = 1_000;

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
 * Behaves as a database does: what it answers are copies, and writes of attempts that lost their job are refused.
 *
 * @example
 * ```ts
 * const manager = createTaskManager({ store: memoryStore() });
 * ```
 */
export function memoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  checkOptions(options, MEMORY_STORE_OPTIONS, "memoryStore");
  const { clock = Date } = options;
  const rows = new Map<string, Row>();
  const files = new Map<string, StoredFile>();
  const idsByIdempotencyKey = new Map<string, string>();
  const waiting = new WaitingJobs();
  /** The rows that a handler holds, or held when it was last heard of: those that a lease can lapse of. */
  const held = new Set<Row>();
  const families = new Families();
  /** The rows that wait for children, a signal or a moment. */
  const suspended = new Set<Row>();
  const listeners = new Set<(change: JobChange) => void>();
  let sequence = 0;

  return {
    files: createFiles(files, unfinishedJobOf),
    templates: createTemplates(clock),
    corrections: createCorrections(clock),

    async insert(jobs, { transaction, parent } = {}) {
      // JavaScript callers who try out here what they run on a database: what is rolled back there would stay here.
      if (transaction !== undefined) throw new RowmillError("OPTION_INVALID", "The memory store takes part in no transaction");
      const nowMs = clock.now();
      const ids = new Set<string>();
      for (const job of jobs) {
        const { id, type, userId, idempotencyKey, inputFileId, referenceFileId, templateId } = job;
        if (ids.size % INSERTED_IN_TURN === INSERTED_IN_TURN - 1) await nextTurn();
        if (rows.has(id) || ids.has(id)) throw new Error(`There is a job ${id} already`);
        ids.add(id);
        refuseUnstorableNames({ type, userId, idempotencyKey, inputFileId, referenceFileId, templateId }, "a job");
        if (job.filesMustExist && !findByScope(job)) requireFiles(job);
      }
      const parentRow = parent && ownedRow(parent.claim);
      if (parentRow && parent?.concurrency !== undefined) parentRow.childConcurrency = parent.concurrency;
      const insertions: Insertion[] = [];
      // Nothing can fail any more, so all are stored.
      for (const job of jobs) {
        if (insertions.length % INSERTED_IN_TURN === INSERTED_IN_TURN - 1) await nextTurn();
        insertions.push(insertOne(job, nowMs, parentRow));
      }
      return insertions;
    },

    async claim({ from, limit, leaseMs, runnerId, isIdle = false }) {
      const nowMs = clock.now();
      const take = (isolation: Isolation, most: number) =>
        "capacities" in from ? waiting.take(from.capacities, most, nowMs, isolation) : takeByKey(from.keys, most, nowMs, isolation);
      const exclusive = isIdle ? take("exclusive", Math.min(limit, 1)) : [];
      const taken = exclusive.length > 0 ? exclusive : take("shared", limit);
      return taken.map((row) => {
        beginAttempt(row, { runnerId, leaseMs }, nowMs);
        return toJob(row, nowMs);
      });
    },

    async update(updates) {
      const nowMs = clock.now();
      return updates.map((update) => updateOne(update, nowMs));
    },

    async settle(settlements) {
      const nowMs = clock.now();
      return settlements.map((settlement) => settleOne(settlement, nowMs));
    },

    async wake(request) {
      const nowMs = clock.now();
      const woken: Job[] = [];
      for (const parentId of "ids" in request ? new Set(request.ids) : [...families.parentIds()]) release(rows.get(parentId), nowMs);
      const looked = "ids" in request ? [...new Set(request.ids)].map((id) => rows.get(id)) : suspended;
      for (const row of looked) {
        if (!row?.waitingFor || ("limit" in request && woken.length >= request.limit)) continue;
        const wakeup = takeWakeup(row, families, nowMs);
        if (!wakeup) continue;
        suspended.delete(row);
        Object.assign(row, { status: "pending", waitingFor: null, wakeup, runAtMs: nowMs });
        waiting.add(row, nowMs);
        changed(row, nowMs);
        woken.push(toJob(row, nowMs));
      }
      const moments = Array.from(suspended, ({ waitingFor }) => waitingFor?.until?.getTime() ?? Infinity);
      const nextMs = moments.reduce((first, next) => Math.min(first, next), Infinity);
      return { jobs: woken, nextInMs: nextMs === Infinity ? undefined : Math.max(0, nextMs - nowMs) };
    },

    async signal(key, signal) {
      refuseUnstorableNames({ signal: signal.name, key: signal.key ?? null }, "a signal");
      const row = find(key);
      if (!row) return undefined;
      const became = keepSignal(row, signal);
      return { job: toJob(row, clock.now()), became };
    },

    async cancelOrphans(limit) {
      const nowMs = clock.now();
      const cancelled: Job[] = [];
      for (const parentId of families.parentIds()) {
        const status = rows.get(parentId)?.status;
        if (status !== "failed" && status !== "cancelled") continue;
        for (const row of families.unfinishedOf(parentId)) {
          if (cancelled.length >= limit) return cancelled;
          cancelOne(row, nowMs);
          changed(row, nowMs);
          cancelled.push(toJob(row, nowMs));
        }
      }
      return cancelled;
    },

    async followChildren(parentIds) {
      const nowMs = clock.now();
      for (const row of parentIds.map((id) => rows.get(id))) {
        if (!row?.waitingFor?.children) continue;
        const sum = { weight: 0, progress: 0 };
        for (const child of families.childrenOf(row.id)) {
          sum.weight += child.weight;
          sum.progress += child.weight * (isFinished(child.status) ? 100 : child.progress);
        }
        const progress = progressOfChildren(sum);
        if (progress <= row.progress) continue;
        row.progress = progress;
        changed(row, nowMs);
      }
    },

    async release(claims) {
      const nowMs = clock.now();
      for (const claim of claims) {
        const row = rows.get(claim.jobId);
        if (row?.claimNo !== claim.claimNo || row.status === "processing" || row.leaseUntilMs === null) continue;
        letGo(row);
        if (row.status === "pending") waiting.reorder(row, nowMs);
        changed(row, nowMs);
      }
    },

    async cancel(key) {
      return change(key, (row, nowMs) => {
        if (!nextStatus(row.status, "cancel")) return false;
        cancelOne(row, nowMs);
        return true;
      });
    },

    async retry(key, { filesMustExist } = {}) {
      return change(key, (row, nowMs) => {
        if (!nextStatus(row.status, "retry")) return false;
        if (filesMustExist) requireFiles(row);
        retryOne(row, nowMs, nowMs);
        return true;
      });
    },

    async get(keys) {
      const nowMs = clock.now();
      return keys.map((key) => {
        const row = find(key);
        return row && toJob(row, nowMs);
      });
    },

    async findByIdempotencyKey({ idempotencyKey, ...scope }) {
      const row = rows.get(idsByIdempotencyKey.get(idempotencyScope(scope, idempotencyKey)) ?? "");
      return row && toJob(row, clock.now());
    },

    async list(query) {
      const nowMs = clock.now();
      const page = listRows(rows.values(), query);
      return { jobs: page.rows.map((row) => toJob(row, nowMs)), nextCursor: page.nextCursor };
    },

    async count(filter, limit) {
      return countRows(rows.values(), filter, limit);
    },

    async readLog(key, limit) {
      const row = find(key);
      return row && limit > 0 ? row.log.slice(-limit).map((line) => ({ ...line, at: new Date(line.at) })) : [];
    },

    async nextDueInMs(types, isolation) {
      const dueAt = waiting.nextDueAtMs(types, isolation);
      return dueAt === undefined ? undefined : Math.max(0, dueAt - clock.now());
    },

    async reclaim(except, limit) {
      const nowMs = clock.now();
      const alive = new Set(except.map(claimKey));
      const reclaimed: Job[] = [];
      for (const row of held) {
        if (reclaimed.length >= limit) break;
        if (row.leaseUntilMs! > nowMs || alive.has(claimKey({ jobId: row.id, claimNo: row.claimNo }))) continue;
        if (row.status === "processing") {
          reclaimOne(row, nowMs);
          reclaimed.push(toJob(row, nowMs));
        } else {
          // Cancelled, and its handler was never heard of again: there is nothing to take back.
          held.delete(row);
        }
      }
      return reclaimed;
    },

    async prune({ keepMs, limit }) {
      const nowMs = clock.now();
      const pruned: PrunedJob[] = [];
      for (const row of rows.values()) {
        if (pruned.length >= limit) break;
        if (isPrunable(row, keepMs, nowMs) && !isNeededBy(rows.get(row.parentId ?? ""))) {
          rows.delete(row.id);
          held.delete(row);
          families.remove(row);
          if (row.idempotencyKey !== null) idsByIdempotencyKey.delete(idempotencyScope(row, row.idempotencyKey));
          const { id, userId, inputFileId, referenceFileId, resultFileId } = row;
          pruned.push({ id, userId, inputFileId, referenceFileId, resultFileId });
        }
      }
      return pruned;
    },

    subscribe(listener) {
      // A wrapper of its own, so that the same function can listen twice.
      const entry = (jobChange: JobChange) => listener(jobChange);
      listeners.add(entry);
      return () => listeners.delete(entry);
    },

    schedules: createSchedules(clock),

    async close() {
      listeners.clear();
    },
  };

  function find({ id, userId }: JobKey): Row | undefined {
    const row = rows.get(id);
    return row && (userId === undefined || userId === row.userId) ? row : undefined;
  }

  /** The job that a claim owns, to which children are added. */
  function ownedRow({ jobId, claimNo }: Claim): Row {
    const row = rows.get(jobId);
    if (row?.claimNo === claimNo && row.status === "processing" && row.leaseUntilMs !== null) return row;
    throw new RowmillError("ATTEMPT_LOST", `This attempt no longer owns job ${jobId}: no child was stored`);
  }

  function insertOne(job: NewJob, nowMs: number, parent: Row | undefined): Insertion {
    const scope = job.idempotencyKey === null ? undefined : idempotencyScope(job, job.idempotencyKey);
    const known = findByScope(job);
    if (known) return { job: toJob(known, nowMs), created: false };
    const rank = job.claim ? 0 : waiting.rank(job.priority, job.userId);
    const row = newRow(job, nowMs, rank, (sequence += 1), parent?.id ?? null);
    if (parent && parent.childConcurrency !== null) row.runAtMs = HELD_UNTIL.getTime();
    families.add(row);
    rows.set(row.id, row);
    if (scope !== undefined) idsByIdempotencyKey.set(scope, row.id);
    if (job.claim) {
      beginAttempt(row, job.claim, nowMs);
    } else {
      waiting.add(row, nowMs);
      tell(row);
    }
    return { job: toJob(row, nowMs), created: true };
  }

  function findByScope(job: NewJob): Row | undefined {
    if (job.idempotencyKey === null) return undefined;
    return rows.get(idsByIdempotencyKey.get(idempotencyScope(job, job.idempotencyKey)) ?? "");
  }

  function requireFiles({ inputFileId, referenceFileId }: JobFiles): void {
    for (const id of [inputFileId, referenceFileId]) if (id !== null && !files.has(id)) throw fileNotFound(id);
  }

  function unfinishedJobOf(fileId: string): string | undefined {
    for (const { id, status, inputFileId, referenceFileId } of rows.values()) {
      if ((inputFileId === fileId || referenceFileId === fileId) && (status === "pending" || status === "processing")) return id;
    }
    return undefined;
  }

  function takeByKey(keys: readonly JobKey[], limit: number, nowMs: number, isolation: Isolation): Row[] {
    const taken: Row[] = [];
    for (const key of keys) {
      const row = find(key);
      if (taken.length >= limit || row?.status !== "pending" || dueAtMs(row) > nowMs || taken.includes(row)) continue;
      if (isolationOf(row) !== isolation) continue;
      waiting.remove(row, false);
      taken.push(row);
    }
    return taken;
  }

  function beginAttempt(row: Row, { runnerId, leaseMs }: Required<NewJob>["claim"], nowMs: number): void {
    row.status = "processing";
    row.claimNo += 1;
    row.runnerId = runnerId;
    row.attempt += 1;
    row.startedAtMs = nowMs;
    restartProgress(row);
    hold(row, nowMs + leaseMs);
    changed(row, nowMs);
  }

  function updateOne({ claim, leaseMs, report, checkpoint }: ClaimUpdate, nowMs: number): ClaimState {
    const row = rows.get(claim.jobId);
    if (row?.claimNo !== claim.claimNo || row.leaseUntilMs === null) return "lost";
    hold(row, nowMs + leaseMs);
    if (row.status !== "processing") {
      // Retried while the handler of the cancelled run is still at work: it can be claimed only later now.
      if (row.status === "pending") waiting.reorder(row, nowMs);
      return "cancelled";
    }
    if (report) applyReport(row, report, nowMs);
    if (checkpoint !== undefined) row.checkpoint = checkpoint;
    if (report ?? checkpoint !== undefined) changed(row, nowMs);
    return "held";
  }

  function settleOne({ claim, settlement, report }: ClaimSettlement, nowMs: number): Job | undefined {
    const row = rows.get(claim.jobId);
    if (row?.claimNo !== claim.claimNo || row.status !== "processing" || row.waitingFor) return undefined;
    if (report) applyReport(row, report, nowMs);
    row.crashes = 0;
    letGo(row);
    if (settlement.status === "waiting") {
      row.waitingFor = toWaitingFor(settlement.for, nowMs);
      row.wakeup = null;
      row.attempt -= 1;
      suspended.add(row);
      changed(row, nowMs);
      return toJob(row, nowMs);
    }
    row.status = settlement.status;
    if (settlement.status === "pending") {
      if (settlement.error) row.error = copyOfError(settlement.error);
      if (!settlement.usesAttempt) row.attempt -= 1;
      row.runAtMs = nowMs + settlement.runInMs;
      waiting.add(row, nowMs);
    } else {
      row.finishedAtMs = nowMs;
      row.wakeup = null;
      if (settlement.status === "failed") {
        row.error = copyOfError(settlement.error);
      } else {
        row.error = null;
        row.progress = 100;
        row.result = settlement.result;
        row.resultFileId = settlement.resultFileId;
      }
    }
    changed(row, nowMs);
    return toJob(row, nowMs);
  }

  function reclaimOne(row: Row, nowMs: number): void {
    const settlement = settleLapsed(row);
    row.status = settlement.status;
    row.crashes = settlement.crashes;
    letGo(row);
    if (settlement.status === "failed") {
      row.error = settlement.error;
      row.finishedAtMs = nowMs;
    } else {
      row.attempt -= 1;
      row.runAtMs = nowMs;
      waiting.add(row, nowMs);
    }
    changed(row, nowMs);
  }

  function cancelOne(row: Row, nowMs: number): void {
    if (row.status === "pending") waiting.remove(row, false);
    suspended.delete(row);
    row.waitingFor = null;
    row.status = "cancelled";
    row.finishedAtMs = nowMs;
  }

  /** Starts a job over, and its children that have not completed. */
  function retryOne(row: Row, runAtMs: number, nowMs: number): void {
    Object.assign(row, {
      status: "pending",
      attempt: 0,
      crashes: 0,
      error: null,
      startedAtMs: null,
      finishedAtMs: null,
      wakeup: null,
      runAtMs,
    });
    restartProgress(row);
    waiting.add(row, nowMs);
    for (const child of families.childrenOf(row.id)) {
      if (child.status !== "failed" && child.status !== "cancelled") continue;
      retryOne(child, row.childConcurrency === null ? nowMs : HELD_UNTIL.getTime(), nowMs);
      changed(child, nowMs);
    }
  }

  /** Lets held children go, as many as there is room for. */
  function release(parent: Row | undefined, nowMs: number): void {
    for (const child of parent ? families.releasable(parent) : []) {
      waiting.remove(child, false);
      child.runAtMs = nowMs;
      waiting.add(child, nowMs);
      changed(child, nowMs);
    }
  }

  /** Changes one job from outside, if `apply` says that it did. */
  function change(key: JobKey, apply: (row: Row, nowMs: number) => boolean): Change | undefined {
    const row = find(key);
    if (!row) return undefined;
    const nowMs = clock.now();
    const applied = apply(row, nowMs);
    if (applied) changed(row, nowMs);
    return { job: toJob(row, nowMs), changed: applied };
  }

  function hold(row: Row, untilMs: number): void {
    row.leaseUntilMs = untilMs;
    held.add(row);
  }

  function letGo(row: Row): void {
    row.leaseUntilMs = null;
    held.delete(row);
  }

  function changed(row: Row, nowMs: number): void {
    row.revision += 1;
    row.updatedAtMs = nowMs;
    families.update(row);
    tell(row);
  }

  function tell({ id: jobId, type, userId, status, claimNo, revision, parentId }: Row): void {
    const told = { jobId, type, userId, status, claimNo, revision, ...(parentId !== null && { parentId }) };
    for (const listener of listeners) listener(told);
  }
}

function claimKey({ jobId, claimNo }: Claim): string {
  return `${jobId} ${claimNo}`;
}

function idempotencyScope({ userId, type }: Pick<Row, "userId" | "type">, key: string): string {
  return JSON.stringify([userId, type, key]);
}

/** Progress starts at nothing, unless there is a checkpoint to go on from, or what the job has waited for. */
function restartProgress(row: Row): void {
  if (row.checkpoint !== null || row.wakeup !== null) return;
  row.progress = 0;
  row.stage = null;
  row.counters = NO_COUNTERS;
}

function applyReport(row: Row, { progress, stage, counters, log }: Report, nowMs: number): void {
  row.progress = progress;
  row.stage = stage;
  row.counters = { ...counters };
  if (log.length === 0) return;
  if (row.log === NO_LOG) row.log = [];
  for (const { level, message } of log) row.log.push({ at: new Date(nowMs), level, message, claimNo: row.claimNo });
  row.log.splice(0, row.log.length - MAX_LOG_LINES);
}

/** A parent that goes on reads what its children answered. */
function isNeededBy(parent: Row | undefined): boolean {
  return parent !== undefined && !isFinished(parent.status);
}

function isPrunable(row: Row, keepMs: PruneRequest["keepMs"], nowMs: number): boolean {
  const { status, finishedAtMs, leaseUntilMs } = row;
  if (status === "pending" || status === "processing" || finishedAtMs === null) return false;
  return nowMs - finishedAtMs >= keepMs[status] && (leaseUntilMs === null || leaseUntilMs <= nowMs);
}
