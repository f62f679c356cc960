import type { z } from "zod";
import type { RowmillError } from "../domain/errors.ts";
import type { Job, LogLine } from "../domain/job.ts";
import type { HandledJobType, HandlerContext, JobType } from "../domain/job-type.ts";
import type { FileStorage } from "../ports/file-storage.ts";
import type { InsertOptions, JobChange, JobPage } from "../ports/job-store.ts";
import type { Schedule } from "../domain/schedule.ts";
import type { Listener, ManagerEvents } from "./events.ts";
import type {
  CountJobsOptions,
  CreateJobOptions,
  EarlierJobOptions,
  ExecuteJobOptions,
  ListJobsOptions,
  OwnerOptions,
  SignalJobOptions,
  Retention,
  WaitOptions,
  WatchOptions,
} from "./call-options.ts";
import type { Middleware } from "./attempts/middleware.ts";
import type { Diagnosis } from "../ports/diagnosis.ts";
import type { DoctorOptions } from "./doctor/doctor.ts";
import type { RunEnd, RunOptions } from "./upkeep/run-until-stopped.ts";
import type { ScheduleOptions } from "./schedules/schedule-options.ts";
import type { ListSchedulesOptions, ScheduleOwner, SchedulePage } from "./schedules/schedules.ts";

/** The job types that a manager knows: their names, inputs (as they come in) and results (as they are kept). */
export type JobTypes = Record<string, { readonly input: unknown; readonly result: unknown }>;

/** What a job type adds to `JobTypes`. */
export type TypesOf<T extends JobType> = {
  readonly [Type in T["type"]]: { readonly input: z.input<T["input"]>; readonly result: z.output<T["result"]> };
};

/** The input that jobs of a type are created with, by the type or its name. */
export type InputOf<Types extends JobTypes, T extends TypeRef<Types>> = T extends JobType
  ? z.input<T["input"]>
  : T extends keyof Types
    ? Types[T]["input"]
    : never;

/** The result that jobs of a type have, by the type or its name. */
export type ResultOf<Types extends JobTypes, T extends TypeRef<Types>> = T extends JobType
  ? z.output<T["result"]>
  : T extends keyof Types
    ? Types[T]["result"]
    : never;

/** Names a registered job type: its name, or the type itself. */
export type TypeRef<Types extends JobTypes> = (keyof Types & string) | JobType;

/**
 * Creates, runs, follows and cancels jobs. Several can live in one process, with one store or several.
 *
 * A manager by itself never keeps its process alive, but a caller that waits for a job does.
 */
export interface TaskManager<Types extends JobTypes = JobTypes, Transaction = never> {
  /**
   * Makes a job type known here. With a handler (`jobType.handle(...)`), its jobs also run here from now on; without, they can
   * be created here and run elsewhere. Answers this manager, typed to know the new type.
   * @throws RowmillError `JOB_TYPE_DUPLICATE`
   */
  register<T extends JobType>(jobType: T | HandledJobType<T>): TaskManager<Types & TypesOf<T>, Transaction>;

  /**
   * Runs code around every handler of this manager, from the next attempt on: the first middleware is the outermost one. For what all job types need:
   * an error reporter, a tenant, a transaction, a trace. Returns this manager.
   * @throws RowmillError `OPTION_INVALID`
   * @example
   * ```ts
   * manager.use(async ({ job }, next) => {
   *   try {
   *     await tenants.run(job.userId, next);
   *   } catch (error) {
   *     reporter.captureException(error, { tags: { type: job.type } });
   *     throw error;
   *   }
   * });
   * ```
   */
  use(...middleware: readonly Middleware[]): TaskManager<Types, Transaction>;

  /**
   * Sets where the files are that jobs name, as the option `files` does. `createJobsRouter({ manager, files })` calls it.
   * @throws RowmillError `OPTION_INVALID` if the manager has another storage
   */
  useFiles(files: FileStorage): void;

  /**
   * Stores a job; it runs as soon as a slot is free, wherever a process runs its type. When the promise resolves, the store
   * has it. `created` is false if the idempotency key named a job that was there already.
   *
   * Refuses what the job's user may not use: each file, template and job that the type's `files` hook names must be the user's own, or belong
   * to no user. Another user's is treated as missing.
   * @throws RowmillError `JOB_TYPE_UNKNOWN`, `JOB_INPUT_INVALID`, `OPTION_INVALID`, `IDEMPOTENCY_CONFLICT`, `MANAGER_CLOSED`,
   * `FILE_NOT_FOUND`, `TEMPLATE_NOT_FOUND`, `JOB_NOT_FOUND`, and whatever the type's `check` throws
   */
  createJob<const T extends TypeRef<Types>>(
    type: T,
    input: InputOf<Types, NoInfer<T>>,
    options?: CreateJobOptions<Transaction>,
  ): Promise<Creation<InputOf<Types, T>, ResultOf<Types, T>>>;

  /**
   * Stores many jobs in one go, all or none. Answers in their order. One transaction holds all of them.
   * @throws RowmillError as `createJob`. An `IDEMPOTENCY_CONFLICT` shows only when the others are stored; they stay.
   */
  createJobs<const Refs extends readonly TypeRef<Types>[]>(
    jobs: {
      readonly [Index in keyof Refs]: {
        readonly type: Refs[Index];
        readonly input: InputOf<Types, NoInfer<Refs[Index]>>;
        readonly options?: CreateJobOptions | undefined;
      };
    },
    options?: InsertOptions<Transaction>,
  ): Promise<{ -readonly [Index in keyof Refs]: Creation<InputOf<Types, Refs[Index]>, ResultOf<Types, Refs[Index]>> }>;

  /**
   * Creates a job, runs it here and at once, beside the slots, and answers its result. Failed attempts are tried again here,
   * too. If `signal` aborts, the job is cancelled (unless the idempotency key named one that was there before).
   * @throws RowmillError `JOB_FAILED`, `JOB_CANCELLED` (both with `details.job`), and as `createJob`
   */
  executeJob<const T extends TypeRef<Types>>(
    type: T,
    input: InputOf<Types, NoInfer<T>>,
    options?: ExecuteJobOptions,
  ): Promise<ResultOf<Types, T>>;

  /**
   * Claims a job for work that is done outside of any handler: this job, or the next one of these types. `undefined` if there
   * is none to claim. Its lease is renewed until the attempt is ended by one of the handle's methods.
   */
  claimJob(which: ({ readonly jobId: string } & OwnerOptions) | { readonly types: readonly string[] }): Promise<AttemptHandle | undefined>;

  /** Reads a job; `undefined` if there is none, or it is not this user's. */
  getJob(id: string, options?: OwnerOptions): Promise<Job | undefined>;

  /**
   * Answers the job that this idempotency key has made before, as `createJob` would, and creates none: `undefined` if there is none. For
   * limits of your own, which who asks again has passed already.
   * @throws RowmillError `IDEMPOTENCY_CONFLICT` if that job has another input, `JOB_TYPE_UNKNOWN`, `OPTION_INVALID`
   */
  findEarlierJob<const T extends TypeRef<Types>>(
    type: T,
    input: InputOf<Types, NoInfer<T>>,
    options: EarlierJobOptions,
  ): Promise<Job<InputOf<Types, T>, ResultOf<Types, T>> | undefined>;

  /** Lists jobs, newest first, by pages. @throws RowmillError `CURSOR_INVALID`, `OPTION_INVALID` */
  listJobs(options?: ListJobsOptions): Promise<JobPage>;

  /** Counts jobs, no further than `limit`: if it answers that, there may be more. @throws RowmillError `OPTION_INVALID` */
  countJobs(options?: CountJobsOptions): Promise<number>;

  /** The newest lines of a job's log, oldest first. @throws RowmillError `JOB_NOT_FOUND` */
  getJobLog(
    id: string,
    options?: OwnerOptions & { /** @defaultValue 1000 */ readonly limit?: number | undefined },
  ): Promise<readonly LogLine[]>;

  /**
   * Cancels a job at once: it is `cancelled` when the promise resolves, and the signal of its handler aborts, wherever that
   * runs. A job that is cancelled already stays so. Answers the job.
   * @throws RowmillError `JOB_NOT_FOUND`, `JOB_STATUS_CONFLICT` if it has completed or failed
   */
  cancelJob(id: string, options?: OwnerOptions): Promise<Job>;

  /**
   * Sends a job a signal, with JSON: it ends the wait for that name (`HandlerContext.waitFor`). One that comes before the job waits is kept until it
   * does. Answers the job.
   * @throws RowmillError `JOB_NOT_FOUND`; `JOB_STATUS_CONFLICT` if it has finished; `SIGNAL_UNEXPECTED` if it waits for something else, or its
   * type knows no such signal; `SIGNAL_INVALID` if the type's schema refuses the payload
   */
  signalJob(id: string, name: string, payload?: unknown, options?: SignalJobOptions): Promise<Job>;

  /**
   * Makes a failed or cancelled job pending again, with all its attempts and its last checkpoint. Answers the job.
   * @throws RowmillError `JOB_NOT_FOUND`, `JOB_STATUS_CONFLICT` if it has not failed and was not cancelled; `FILE_NOT_FOUND` if a file that
   * it names was deleted since
   */
  retryJob(id: string, options?: OwnerOptions): Promise<Job>;

  /**
   * Deletes a file of the manager's storage, unless a job that has not finished names it. No job can be created on it in between. Use this
   * instead of `files.delete`, which checks nothing.
   * @throws RowmillError `FILE_NOT_FOUND`, `FILE_IN_USE` with `details.jobId`; `OPTION_INVALID` if the manager has no storage
   */
  deleteFile(id: string, options?: OwnerOptions): Promise<void>;

  /**
   * Yields a job (named by itself, which keeps its types, or by its id) as it is and then after every change, until it has finished, whichever process runs it.
   * Ends with an error if the signal aborts or the manager closes.
   * @throws RowmillError `JOB_NOT_FOUND`, `MANAGER_CLOSED`
   */
  watchJob<Input, Result>(job: Job<Input, Result>, options?: WatchOptions): AsyncIterableIterator<Job<Input, Result>>;
  watchJob(id: string, options?: WatchOptions): AsyncIterableIterator<Job>;

  /**
   * Waits until a job (named by itself, which keeps its types, or by its id) has finished, and answers it: look at its `status`, `result` and `error`.
   * @throws RowmillError `JOB_NOT_FOUND`, `WAIT_TIMEOUT`, `MANAGER_CLOSED`; or the signal's reason
   */
  waitForJob<Input, Result>(job: Job<Input, Result>, options?: WaitOptions): Promise<Job<Input, Result>>;
  waitForJob(id: string, options?: WaitOptions): Promise<Job>;

  /**
   * Creates jobs of a type by the clock: one at every moment that a cron expression names, by the store's clock. The schedule lives in
   * the store, so any process that knows the type creates them, and each moment has one job, however many processes there are.
   *
   * Call it whenever the process starts: the same id changes the schedule, and does not start it anew. Answers the schedule.
   * @throws RowmillError `OPTION_INVALID`, `JOB_TYPE_UNKNOWN`, `JOB_INPUT_INVALID`, `SCHEDULES_UNSUPPORTED`, `MANAGER_CLOSED`
   * @example
   * ```ts
   * await manager.schedule("report", { team: "sales" }, { id: "morning-report", cron: "0 7 * * MON-FRI", timeZone: "Europe/Berlin" });
   * ```
   */
  schedule<const T extends TypeRef<Types>>(type: T, input: InputOf<Types, NoInfer<T>>, options: ScheduleOptions): Promise<Schedule>;

  /** Reads a schedule; `undefined` if this owner has none of this id. */
  getSchedule(id: string, owner?: ScheduleOwner): Promise<Schedule | undefined>;

  /** Lists schedules by id, by pages. @throws RowmillError `CURSOR_INVALID`, `OPTION_INVALID` */
  listSchedules(options?: ListSchedulesOptions): Promise<SchedulePage>;

  /** Creates no more jobs of a schedule until `resumeSchedule`. Answers the schedule. @throws RowmillError `SCHEDULE_NOT_FOUND` */
  pauseSchedule(id: string, owner?: ScheduleOwner): Promise<Schedule>;

  /** Goes on with a schedule; what would have come during the pause is passed over. Answers it. @throws RowmillError `SCHEDULE_NOT_FOUND` */
  resumeSchedule(id: string, owner?: ScheduleOwner): Promise<Schedule>;

  /** Removes a schedule; the jobs that it created stay. Answers whether there was one. */
  removeSchedule(id: string, owner?: ScheduleOwner): Promise<boolean>;

  /** The jobs whose handlers are at work in this process, as they were when their attempts began. */
  getActiveJobs(): readonly Job[];

  /** The jobs whose handlers were abandoned in this process and have not stopped: see `timeoutMs` of `defineJobType`. */
  getAbandonedJobs(): readonly Job[];

  /** Every job type that was registered, with or without a handler, in their order. */
  getJobTypes(): readonly JobType[];

  /**
   * Returns what this process has counted and timed, and how much work waits in the store, in the text format of Prometheus. Each manager counts
   * by itself: labels are job types, statuses and names of store calls, never users or jobs. `docs/operations.md` lists all metrics.
   * @throws RowmillError `OPTION_INVALID` without `createTaskManager({ metrics: true })`
   */
  metrics(): Promise<string>;

  /**
   * Examines this process, its store and its files, and returns what is wrong and what to do, errors first: jobs that wait although they could
   * run, a blocked event loop, lost leases, a lost change feed, a full disk. Takes a second. Changes nothing, and never throws for what it finds.
   * `docs/errors.md` explains the codes.
   * @throws RowmillError `OPTION_INVALID`
   * @example
   * ```ts
   * for (const { severity, code, message } of await manager.doctor()) console.log(severity, code, message);
   * ```
   */
  doctor(options?: DoctorOptions): Promise<readonly Diagnosis[]>;

  /**
   * Calls back after a change of any job, whichever process made it, as far as the store's change feed tells: a change may be
   * missed, so look from time to time. Answers a function that ends it. Ends by itself when the manager closes.
   */
  onChange(listener: (change: JobChange) => unknown): () => void;

  /** Calls a listener on every event of a kind in this process. Answers a function that ends it. */
  on<Name extends keyof ManagerEvents>(name: Name, listener: Listener<Name>): () => void;

  /** Starts no more jobs here (of this type) until `resume`. Jobs that run go on, jobs can be created. */
  pause(type?: string): void;

  /** Starts jobs (of this type) again. Without a type it undoes every `pause` and `drain`. */
  resume(type?: string): void;

  /**
   * Starts no more jobs here and waits until those that run have ended.
   * Answers what still runs if that takes longer than `timeoutMs`.
   */
  drain(options?: {
    /** @defaultValue Infinity */ readonly timeoutMs?: number;
  }): Promise<{ readonly timedOut: boolean; readonly running: readonly Job[] }>;

  /**
   * Deletes finished jobs that ended long enough ago, and files that are kept no longer. Returns how many jobs it deleted. Maintenance does the
   * same by itself, once a minute.
   * @defaultValue what the manager's `retention` says
   */
  prune(options?: Retention): Promise<number>;

  /**
   * Runs jobs until the process is told to stop, and keeps it alive until then: for processes that do nothing else. It handles SIGTERM and
   * SIGINT, which nothing else in Rowmill does. At the first signal it claims no more jobs, lets those that run go on for `drainMs`, then closes
   * the manager and resolves. A second signal closes at once; a third one ends the process. The process ends when nothing else keeps it alive.
   * @throws RowmillError `OPTION_INVALID`, `MANAGER_CLOSED`
   * @example
   * ```ts
   * const { timedOut } = await manager.run();
   * await store.close();
   * if (timedOut) process.exit(1); // a handler ignores its signal
   * ```
   */
  run(options?: RunOptions): Promise<RunEnd>;

  /**
   * Ends the manager: claims nothing more, aborts the signals of running jobs and waits, at most `timeoutMs`, until their
   * handlers have stopped. Their jobs are pending again, their attempts not used up; a handler that completes all the same has
   * completed. A job whose handler does not stop keeps its lease until that lapses. The store stays open: close it yourself.
   * For running jobs to finish first, call `drain` before.
   */
  close(options?: {
    /** @defaultValue 10000 */ readonly timeoutMs?: number;
  }): Promise<{ readonly timedOut: boolean; readonly running: readonly Job[] }>;

  /** The same as `close()`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** A created job, or the one that was there. */
export interface Creation<Input, Result> {
  readonly job: Job<Input, Result>;
  readonly created: boolean;
}

/**
 * One attempt at a job, in the hands of code that is not a handler. The same fences hold: nothing is written once the job is
 * cancelled or lost. End it with exactly one of `complete`, `fail` and `handBack`.
 */
export interface AttemptHandle extends Pick<HandlerContext, "job" | "signal" | "progress" | "checkpoint" | "lastCheckpoint" | "log"> {
  /** Why it should stop, if it should. */
  readonly abortReason: RowmillError | undefined;
  /**
   * Records a result. Answers the completed job.
   * @throws RowmillError `JOB_RESULT_INVALID` (and the attempt goes on), `JOB_CANCELLED`, `ATTEMPT_LOST`, `ATTEMPT_ENDED`
   */
  complete(result?: unknown): Promise<Job>;
  /** Records an error, as if a handler had thrown it: the job is tried again or fails. Answers the job. @throws as `complete` */
  fail(error: unknown): Promise<Job>;
  /** Gives the job back, its attempt not used up. Answers the pending job. @throws as `complete` */
  handBack(): Promise<Job>;
}
