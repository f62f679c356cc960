import type { Json } from "./json.ts";
import type { WaitingFor, Wakeup } from "./waiting/wait.ts";

/**
 * Where a job stands.
 *
 * - `pending`: waits for a slot, for its time (`runAt`), or for its next attempt.
 * - `processing`: an attempt owns it, or it waits for what its last attempt asked for (`Job.waitingFor`). It leaves this state by itself, by a
 *   cancel, or when its lease lapses.
 * - `completed`: its handler answered; the result is kept.
 * - `failed`: its attempts are used up, its error cannot be retried, or it killed too many processes.
 * - `cancelled`: it was requested. The handler may still be stopping: see `Job.isActive`.
 */
export type JobStatus = "pending" | "processing" | "completed" | "failed" | "cancelled";

/** Why an attempt failed. Passwords and tokens in its texts are masked: see `maskSecrets`. */
export interface JobError {
  /** A code of `docs/errors.md`; `HANDLER_FAILED` for whatever the handler threw. */
  readonly code: string;
  /** A sentence for people. At most 10,000 characters. */
  readonly message: string;
  /** Where it was thrown, for developers: not for the users of your application. */
  readonly stack: string | null;
  /**
   * What led to it: `error.cause`, and the inner errors of an `AggregateError`, each followed by its own causes. The first 20, down to a
   * depth of 8, at most 20,000 characters.
   */
  readonly causes: readonly JobErrorCause[];
}

/** One of the errors that led to another one. */
export interface JobErrorCause {
  /** 1: led to the job's error. 2: led to the nearest cause before it with depth 1, and so on. */
  readonly depth: number;
  /** The class of the error: "TypeError". */
  readonly name: string;
  /** Its `code`, as Node's and most drivers' errors have one: "ECONNREFUSED". */
  readonly code: string | null;
  /** A sentence for people. At most 1,000 characters. */
  readonly message: string;
  /** Where it was thrown, for developers. At most 2,000 characters. */
  readonly stack: string | null;
}

/** How far an attempt has come. */
export interface JobProgress {
  /** A whole number from 0 to 100; 100 only when the job has completed. */
  readonly progress: number;
  /** What the handler is doing, in its own words. */
  readonly stage: string | null;
  /** Whatever the handler counts: bytes, rows, pages. */
  readonly counters: Readonly<Record<string, number>>;
}

/** The files (and the template) that a job names, so that they can be found from the job and protected while it needs them. */
export interface JobFiles {
  readonly inputFileId: string | null;
  readonly referenceFileId: string | null;
  readonly templateId: string | null;
}

/** A job as the store knew it at one moment. A copy: changing it changes nothing. */
export interface Job<Input = Json, Result = Json> extends JobProgress, JobFiles {
  readonly id: string;
  readonly type: string;
  /** Whose job it is, or `null` for no user in particular. */
  readonly userId: string | null;
  readonly status: JobStatus;
  /** The raw JSON that came in, before its schema transformed it. */
  readonly input: Input;
  /** What the handler answered. Until the job has completed: what it has shown while it waited (`WaitForOptions.result`), or `null`. */
  readonly result: Result | null;
  /** Why the last attempt failed, or why the handler cancelled the job. `null` if neither happened. */
  readonly error: JobError | null;
  /** What the handler saved last with `checkpoint`. */
  readonly checkpoint: Json | null;
  /** The file that the result stands in, if the job made one. */
  readonly resultFileId: string | null;
  /** Bigger is sooner. */
  readonly priority: number;
  /** How many attempts have begun that count against `maxAttempts`. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** How many times in a row a process died with this job in hand. */
  readonly crashes: number;
  readonly maxCrashes: number;
  /** Raised by every claim, never reset: together with the id it names one run of the handler. */
  readonly claimNo: number;
  /** Which process claimed it last; `null` before the first claim. For people, not for decisions. */
  readonly runnerId: string | null;
  /** Whether a handler is at work on it right now, as far as its lease tells: also true while a cancelled one is still stopping. */
  readonly isActive: boolean;
  /** Names what asked for the job, so that asking twice makes one job. */
  readonly idempotencyKey: string | null;
  /** The job whose handler created it with `createChildren`. `null` for most jobs. */
  readonly parentId: string | null;
  /** What it waits for, without a slot: it is `processing`, and not active. `null` unless its last attempt ended with `waitFor`. */
  readonly waitingFor: WaitingFor | null;
  /** What ended its last wait. `null` before that, and once an attempt has waited again or ended the job. */
  readonly wakeup: Wakeup | null;
  /** SHA-256 of the canonical input; kept only beside an idempotency key. */
  readonly inputHash: string | null;
  /** Raised by every change of the job. */
  readonly revision: number;
  /** Not started before this moment. */
  readonly runAt: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** When the last attempt began. */
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** How much a line of a job's log matters. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** One line of a job's log. */
export interface LogLine {
  readonly at: Date;
  readonly level: LogLevel;
  readonly message: string;
  /** Which run of the handler wrote it. */
  readonly claimNo: number;
}

/** Whether a status is an end: only `retryJob` leads out of it, and not out of `completed`. */
export function isFinished(status: JobStatus): boolean {
  return status === "completed" || status === "failed" || status === "cancelled";
}
