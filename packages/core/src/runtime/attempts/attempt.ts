import { checkOptions } from "../../domain/check-option.ts";
import { RowmillError } from "../../domain/errors.ts";
import type { Job, LogLevel } from "../../domain/job.ts";
import type { ChildJobs } from "../../domain/waiting/child-jobs.ts";
import type { HandlerContext } from "../../domain/job-type.ts";
import { cancel, waitFor } from "../../domain/waiting/wait.ts";
import { type Json, type JsonText, toJsonText } from "../../domain/json.ts";
import { advanceProgress } from "../../domain/progress.ts";
import type { Claim, NewLogLine, Report } from "../../ports/job-store.ts";
import type { RunInContext } from "../async-context.ts";

/** The longest line of a job's log, in characters. */
const MAX_LOG_LINE_LENGTH = 2_000;

/** The longest stage, in characters. */
const MAX_STAGE_LENGTH = 200;

/** The most lines that wait to be written; a handler that logs faster than that loses the oldest. */
const MAX_WAITING_LOG_LINES = 1_000;

/** Why an attempt was told to stop. */
export type AbortCode = "JOB_CANCELLED" | "ATTEMPT_TIMEOUT" | "ATTEMPT_LOST" | "MANAGER_CLOSED";

/** One run of a handler, from its claim to its end: what it reports, and how it is told to stop. */
export interface Attempt {
  readonly job: Job;
  readonly claim: Claim;
  /** What the handler gets. */
  readonly context: HandlerContext;
  /** Runs the handler, and the listeners of its signal, in the asynchronous context of this attempt. */
  readonly runInContext: RunInContext;
  /** Why it was told to stop, if it was. */
  readonly abortReason: (RowmillError & { readonly code: AbortCode }) | undefined;
  /** Set when its end is being recorded: that it no longer owns its job is no news from then on. */
  isEnding: boolean;
  /** Set when its own handler cancels the job: that the job is cancelled is no news then. */
  isCancelling: boolean;
  /** Set when its handler did not stop, and its slot was freed without it. */
  isAbandoned: boolean;
  /** Called when it is told to stop. */
  onAborted: (() => void) | undefined;
  /** Tells it to stop; the first reason counts. Answers whether this was the first. */
  abort(code: AbortCode): boolean;
  /** What it has reported since this was asked last, if anything. */
  takeReport(): Report | undefined;
  /** Takes back a report that could not be written: its log lines go with the next one. */
  returnReport(report: Report): void;
}

/** Makes the children of one attempt. */
export type ChildJobsOf = (job: Job, claim: Claim) => ChildJobs;

/** What an attempt needs of its surroundings. */
export interface AttemptHost {
  readonly maxJsonBytes: number;
  /** Says that there is something to report. */
  onReport(attempt: Attempt): void;
  /** Writes a checkpoint, perhaps in a transaction of the handler's. */
  onCheckpoint(attempt: Attempt, checkpoint: JsonText, transaction: unknown): Promise<void>;
  /** Makes the children of a job. */
  childJobsOf: ChildJobsOf;
  /** Says that it was told to stop. */
  onAbort(attempt: Attempt): void;
}

/** Makes the attempt of a job that was just claimed. */
export function createAttempt(job: Job, runInContext: RunInContext, host: AttemptHost): Attempt {
  let { progress, stage } = job;
  const counters = { ...job.counters };
  let log: NewLogLine[] = [];
  let hasReport = false;
  const controller = new AbortController();
  const claim = { jobId: job.id, claimNo: job.claimNo };

  // No getters in these two: V8 makes an object literal with one ten times slower, and every job needs both.
  const context: HandlerContext = {
    job,
    lastCheckpoint: job.checkpoint,
    signal: controller.signal,
    wakeup: job.wakeup,
    children: host.childJobsOf(job, claim),
    waitFor,
    cancel,

    progress(percent, newStage, newCounters) {
      progress = advanceProgress(progress, percent);
      if (typeof newStage === "string") stage = newStage.slice(0, MAX_STAGE_LENGTH);
      if (typeof newCounters === "object" && newCounters !== null) count(counters, newCounters);
      report();
    },

    log(message, level = "info") {
      if (log.length >= MAX_WAITING_LOG_LINES) log.shift();
      log.push({ level: asLevel(level), message: asText(message).slice(0, MAX_LOG_LINE_LENGTH) });
      report();
    },

    async checkpoint(value: Json, options: { readonly transaction?: unknown } = {}) {
      checkOptions(options, ["transaction"], "checkpoint");
      const text = toJsonText(value, `The checkpoint of job ${job.id}`, "CHECKPOINT_INVALID", host.maxJsonBytes);
      await host.onCheckpoint(attempt, text, options.transaction);
    },
  };

  const attempt: Omit<Attempt, "abortReason"> & { abortReason: Attempt["abortReason"] } = {
    job,
    claim,
    context,
    runInContext,
    isEnding: false,
    isCancelling: false,
    isAbandoned: false,
    onAborted: undefined,
    abortReason: undefined,

    abort(code) {
      if (attempt.abortReason) return false;
      attempt.abortReason = new RowmillError(code, abortMessages[code](job)) as NonNullable<Attempt["abortReason"]>;
      // Listeners run at once, and the caller may be another user who cancels.
      runInContext(() => controller.abort(attempt.abortReason));
      host.onAbort(attempt);
      attempt.onAborted?.();
      return true;
    },

    takeReport() {
      if (!hasReport) return undefined;
      const taken = { progress, stage, counters: { ...counters }, log };
      hasReport = false;
      log = [];
      return taken;
    },

    returnReport(unwritten) {
      log = [...unwritten.log, ...log].slice(-MAX_WAITING_LOG_LINES);
      report();
    },
  };
  return attempt;

  function report(): void {
    if (hasReport) return;
    hasReport = true;
    host.onReport(attempt);
  }
}

/** JavaScript logs whatever it likes. */
function asText(message: unknown): string {
  try {
    return String(message);
  } catch {
    return "(a value that cannot be written as text)";
  }
}

/** Many loggers take details second. A database that refuses them would refuse each write of the attempt, its end included. */
function asLevel(level: unknown): LogLevel {
  return LOG_LEVELS.find((known) => known === level) ?? "info";
}

const LOG_LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** Adds what was counted; what is no number, and would spoil the write of every user's reports, is left out. */
function count(counters: Record<string, number>, newCounters: Readonly<Record<string, number>>): void {
  for (const name of Object.keys(newCounters)) {
    const value = newCounters[name]!;
    if (Number.isFinite(value)) counters[name] = value;
  }
}

const abortMessages: Readonly<Record<AbortCode, (job: Job) => string>> = {
  JOB_CANCELLED: (job) => `Job ${job.id} was cancelled`,
  ATTEMPT_TIMEOUT: (job) => `Attempt ${job.attempt} of job ${job.id} ran longer than job type "${job.type}" allows`,
  ATTEMPT_LOST: (job) => `This attempt no longer owns job ${job.id}: its lease lapsed and the job was given to another one`,
  MANAGER_CLOSED: (job) => `The task manager is closing: job ${job.id} is handed back`,
};
