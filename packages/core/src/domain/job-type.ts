import { z } from "zod";
import { checkSchema } from "./check-schema.ts";
import { delayInMs, checkOptions, wholeNumber } from "./check-option.ts";
import { RowmillError } from "./errors.ts";
import { checkEndpoint, type JobEndpoint } from "./job-endpoint.ts";
import type { FileLookup } from "./file.ts";
import type { InputReferences } from "./input-references.ts";
import type { Job, LogLevel } from "./job.ts";
import type { ChildJobs } from "./waiting/child-jobs.ts";
import type { Json } from "./json.ts";
import { type Cancellation, checkSignalName, type Wait, type WaitForOptions, type Wakeup } from "./waiting/wait.ts";
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from "./retry-policy.ts";

/** What `defineJobType` takes. */
export interface JobTypeOptions<
  Type extends string,
  Input extends z.ZodType,
  Result extends z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  /** The name that jobs of this type are stored under. Letters, digits, `_`, `-`, `.`, `:` and `/`, at most 100. */
  readonly type: Type;
  /** What the input must look like. Parsed when a job is created, to refuse it, and when it runs; stored as it came in. */
  readonly input: Input;
  /** What the handler must answer. @defaultValue any JSON */
  readonly result?: Result;
  /** When a failed attempt is tried again. @defaultValue three attempts, one second after the first, doubling */
  readonly retry?: Partial<RetryPolicy>;
  /**
   * How long an attempt may run before its signal aborts, in milliseconds, counted from its start.
   * The attempt then fails with `ATTEMPT_TIMEOUT`, as soon as the handler has stopped. `0` never does. Attempts of `claimJob` have
   * no limit: their work is done elsewhere.
   *
   * A handler that ignores its signal keeps its slot until it stops, because the next attempt must not run beside it. If the timeout ends the
   * last attempt, none follows: then it is abandoned `unresponsiveAfterMs` later. Its slot is free and the job fails. JavaScript cannot end it,
   * so it goes on in the background; what it still returns or reports is dropped.
   *
   * With `{ ms, abandon: true }` it is abandoned after any attempt and any abort but a shutdown's, perhaps beside the next attempt: only for
   * handlers that can bear that. With `{ ms, abandon: false }` it never is.
   * @defaultValue 0
   */
  readonly timeoutMs?: number | { readonly ms: number; readonly abandon?: boolean };
  /** How many jobs of this type one manager runs at once, within its own limit. @defaultValue the manager's limit */
  readonly concurrency?: number;
  /** The priority of jobs that are created without one; bigger is sooner. @defaultValue 0 */
  readonly priority?: number;
  /**
   * Names the files, the template and the jobs that an input refers to. A job is created only if its user may use all of them: see
   * `ownership`. The files are stored with the job, and cannot be deleted until it has finished.
   */
  files?(input: z.output<Input>): InputReferences;
  /**
   * Who checks that the user of a job may use what `files` names. `"checked"`: the task manager, before the job is stored; another user's
   * file is refused with `FILE_NOT_FOUND`. `"unchecked"`: your own code, in `check`; nothing else does.
   * @defaultValue "checked"
   */
  readonly ownership?: "checked" | "unchecked";
  /** Which file holds the result, to be kept with the job. */
  resultFile?(result: z.output<Result>): string | null;
  /**
   * Refuses, by throwing, an input that the schema cannot judge. Called when a job is created, before anything is stored, and after the
   * owner of what `files` names was checked.
   */
  check?(input: z.output<Input>, owner: { readonly userId: string | null }): void | Promise<void>;
  /**
   * The signals that its jobs can be sent, and what each must carry: `{ review: z.object({ approve: z.boolean() }) }`; or a function that returns
   * those of a job, by its input as it is stored. Others are refused. Left out: any signal, with any JSON.
   */
  readonly signals?: JobSignals<Input>;
  /**
   * What becomes of a signal that comes while its job does not wait for it. `"keep"`: it is kept for the next wait. `"refuse"`: it is refused, for
   * decisions about something that the sender must have seen.
   * @defaultValue "keep"
   */
  readonly earlySignals?: "keep" | "refuse";
  /**
   * What becomes of a job of which a child has failed or was cancelled. `"collect"`: its handler goes on when all have settled, and sees to it.
   * `"fail"`: it fails at once with `CHILD_FAILED` when it waits for its children, and the other children are cancelled.
   * @defaultValue "collect"
   */
  readonly onChildFailure?: "collect" | "fail";
  /** Where its jobs are created over HTTP: `{ path: "resize" }` is `POST /jobs/resize`. @defaultValue nowhere */
  readonly endpoint?: JobEndpoint<z.input<Input>, Body>;
}

/** The signals of a job type by name, each with the schema of what it carries, or a function that returns those of one job. */
export type JobSignals<Input extends z.ZodType = z.ZodType> =
  | SignalSchemas
  | { of(input: z.input<Input>, owner: { readonly userId: string | null }): SignalSchemas }["of"];

/** The schemas of signals by their names. */
export type SignalSchemas = Readonly<Record<string, z.ZodType>>;

/** A kind of job: its name, schemas and rules. Can be imported without the code that runs it. */
export interface JobType<
  Type extends string = string,
  Input extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
> extends Pick<JobTypeOptions<Type, Input, Result>, "files" | "resultFile" | "check"> {
  readonly type: Type;
  readonly input: Input;
  readonly result: Result;
  readonly retry: RetryPolicy;
  readonly timeoutMs: number;
  /** Whether a handler that ignores its signal loses its slot; `undefined`: after a timeout, if no attempt follows. */
  readonly abandonsHandlers: boolean | undefined;
  /** `undefined`: only the manager's own limit counts. */
  readonly concurrency: number | undefined;
  readonly priority: number;
  readonly ownership: "checked" | "unchecked";
  /** `undefined`: any. */
  readonly signals: JobSignals | undefined;
  readonly earlySignals: "keep" | "refuse";
  readonly onChildFailure: "collect" | "fail";
  /** `undefined`: its jobs are not created over HTTP. */
  readonly endpoint: JobEndpoint<z.input<Input>> | undefined;
  /** Joins the type with the code that runs it, for `manager.register`. */
  handle(handler: Handler<z.output<Input>, z.input<Result>>, options?: HandleOptions<Input>): HandledJobType<JobType<Type, Input, Result>>;
}

/** What `JobType.handle` takes beside the handler. */
export interface HandleOptions<Input extends z.ZodType = z.ZodType> {
  /** Takes the place of the type's own `check`. */
  readonly check?: JobTypeOptions<string, Input, z.ZodType>["check"];
  /** Take the place of the type's own `signals`, for schemas that look something up. */
  readonly signals?: JobSignals<Input>;
  /** Where the files are stored that inputs of this type name. @defaultValue the manager's `files` */
  readonly files?: FileLookup;
}

/** A job type and the code that runs it. */
export interface HandledJobType<T extends JobType = JobType> {
  readonly jobType: T;
  readonly handler: Handler<never, unknown>;
  readonly check: JobType["check"];
  readonly signals: JobSignals | undefined;
  readonly files: FileLookup | undefined;
}

/** The code that runs a job. What it answers is the job's result, what it throws is its error. */
export type Handler<Input, Result> = (input: Input, context: HandlerContext) => HandlerEnd<Result> | Promise<HandlerEnd<Result>>;

/** What a handler returns: a result, or how its attempt ends without one. */
export type HandlerEnd<Result> = Result | Wait | Cancellation;

/** What a handler gets beside its input. */
export interface HandlerContext {
  /** The job as it was when this attempt began. */
  readonly job: Job;
  /** Aborts when the job is cancelled, times out, is lost to another process, or the manager closes. Its reason says which. */
  readonly signal: AbortSignal;
  /**
   * Reports how far the attempt has come. Cheap: call it as often as you like, it is written at most every 250 ms.
   * @param percent - from 0 to 100; never goes back, and stands at 99 at most until the job has completed
   * @param stage - what is being done now; left out, it stays as it was
   * @param counters - whatever you count; merged into what was counted before
   */
  progress(percent: number, stage?: string, counters?: Readonly<Record<string, number>>): void;
  /**
   * Saves where the attempt stands, so that the next one can go on from here. Durable when the promise resolves.
   *
   * With `transaction` it is a part of a transaction of yours: your rows and the checkpoint commit together, or neither does, so that a crash neither
   * loses nor doubles a row. It is written only if this attempt still owns the job; if it throws, roll back. Call it last: until you commit, no
   * lease of this process is renewed. In PostgreSQL a transaction is Kysely's, or a client of `pg`; in SQLite a synchronous function that writes your rows.
   * @throws RowmillError `CHECKPOINT_INVALID` if the value is not JSON or too big, `ATTEMPT_LOST` if this attempt no longer owns the job,
   *   `OPTION_INVALID` for a transaction with a store that takes part in none
   */
  checkpoint(value: Json, options?: { readonly transaction?: unknown }): Promise<void>;
  /** What an earlier attempt saved, or `null`. */
  readonly lastCheckpoint: Json | null;
  /**
   * Ends the attempt by waiting: `return waitFor({ children: true })`. The job then holds no slot and no lease, and survives every crash. When what
   * it waits for has come, the handler begins again, with its checkpoint and with `wakeup`. The attempt is not counted. A time-out is an answer, not
   * an error.
   * @throws RowmillError `OPTION_INVALID`
   */
  waitFor(options: WaitForOptions): Wait;
  /**
   * Ends the job as cancelled, with a reason that its users read: `return cancel("The proposal was rejected")`. Its error has the code `JOB_CANCELLED`.
   * @throws RowmillError `OPTION_INVALID`
   */
  cancel(reason: string): Cancellation;
  /** What ended the last wait of this job, `null` in its first attempt. It stays until an attempt waits again, however often attempts fail. */
  readonly wakeup: Wakeup | null;
  /** The jobs that this one creates, and is their parent of. */
  readonly children: ChildJobs;
  /** Keeps a line with the job: the newest 1,000, each cut at 2,000 characters. @defaultValue level "info" */
  log(message: string, level?: LogLevel): void;
}

/**
 * Declares a kind of job.
 *
 * @throws RowmillError `OPTION_INVALID`
 * @example
 * ```ts
 * export const resize = defineJobType({
 *   type: "resize",
 *   input: z.object({ file: z.string(), width: z.number().int().positive() }),
 *   result: z.object({ sizeBytes: z.number() }),
 *   retry: { maxAttempts: 5 },
 * });
 *
 * manager.register(
 *   resize.handle(async ({ file, width }, { progress, signal }) => {
 *     progress(10, "reading");
 *     return { sizeBytes: await resizeImage(file, width, signal) };
 *   }),
 * );
 * ```
 */
export function defineJobType<
  const Type extends string,
  Input extends z.ZodType,
  Result extends z.ZodType = z.ZodUnknown,
  Body extends z.ZodType = Input,
>(options: JobTypeOptions<Type, Input, Result, Body>): JobType<Type, Input, Result> {
  const { type, retry = {} } = options;
  if (typeof type !== "string" || !/^[\w.:/-]{1,100}$/.test(type)) {
    throw new RowmillError(
      "OPTION_INVALID",
      `A job type's name has 1 to 100 letters, digits, "_", "-", ".", ":" or "/", got ${JSON.stringify(type)}`,
    );
  }
  checkOptions(options, OPTION_NAMES, `job type "${type}"`);
  checkOptions(retry, ["maxAttempts", "firstDelayMs", "maxDelayMs"], `the retry of job type "${type}"`);
  checkSchema(options.input, `Option "input" of job type "${type}"`, options.endpoint !== undefined);
  if (options.result !== undefined) checkSchema(options.result, `Option "result" of job type "${type}"`, false);
  const of = (name: string) => `${name} of job type ${type}`;
  const jobType: JobType<Type, Input, Result> = {
    type,
    input: options.input,
    // The default of `Result` is `ZodUnknown`, which TypeScript cannot relate to the parameter.
    result: options.result ?? (z.unknown() as z.ZodType as Result),
    retry: {
      maxAttempts: wholeNumber(of("retry.maxAttempts"), retry.maxAttempts, DEFAULT_RETRY_POLICY.maxAttempts, { min: 1 }),
      firstDelayMs: delayInMs(of("retry.firstDelayMs"), retry.firstDelayMs, DEFAULT_RETRY_POLICY.firstDelayMs),
      maxDelayMs: delayInMs(of("retry.maxDelayMs"), retry.maxDelayMs, DEFAULT_RETRY_POLICY.maxDelayMs),
    },
    ...timeoutOf(options.timeoutMs, type),
    concurrency: options.concurrency === undefined ? undefined : wholeNumber(of("concurrency"), options.concurrency, 1, { min: 1 }),
    priority: wholeNumber(of("priority"), options.priority, 0, PRIORITY_BOUNDS),
    ownership: ownershipOf(options),
    signals: options.signals && checkSignals(options.signals, type),
    earlySignals: earlySignalsOf(options),
    onChildFailure: onChildFailureOf(options),
    // What the body looks like matters to `toInput` only, which is called with what `body` puts out.
    endpoint: options.endpoint && (checkEndpoint(options.endpoint, type) as JobEndpoint<z.input<Input>>),
    ...(options.files && { files: options.files }),
    ...(options.resultFile && { resultFile: options.resultFile }),
    ...(options.check && { check: options.check }),
    handle(handler, handleOptions = {}) {
      checkOptions(handleOptions, ["check", "signals", "files"], `the handler of job type "${type}"`);
      const { check, signals, files } = handleOptions;
      if (files !== undefined) checkFileLookup(files, `the handler of job type "${type}"`);
      if (typeof handler !== "function") throw new RowmillError("OPTION_INVALID", `The handler of job type "${type}" must be a function`);
      return {
        jobType,
        handler,
        check: check ?? jobType.check,
        signals: signals ? checkSignals(signals, type) : jobType.signals,
        files,
      };
    },
  };
  return jobType;
}

/**
 * The schemas of the signals that a job can be sent; `undefined`: any.
 * @param job - with its input as it is stored
 */
export function signalsOf(signals: JobSignals | undefined, { input, userId }: Pick<Job, "input" | "userId">): SignalSchemas | undefined {
  return typeof signals === "function" ? signals(input, { userId }) : signals;
}

function checkSignals(signals: JobSignals<never>, type: string): JobSignals {
  if (typeof signals === "function") return signals;
  for (const [name, schema] of Object.entries(signals)) {
    checkSignalName(name);
    checkSchema(schema, `Signal "${name}" of job type "${type}"`, false);
  }
  return { ...signals };
}

function earlySignalsOf({
  type,
  earlySignals = "keep",
}: Pick<JobTypeOptions<string, z.ZodType, z.ZodType>, "type" | "earlySignals">): "keep" | "refuse" {
  if (["keep", "refuse"].includes(earlySignals)) return earlySignals;
  throw new RowmillError("OPTION_INVALID", `Option "earlySignals" of job type "${type}" must be "keep" or "refuse"`);
}

function onChildFailureOf({
  type,
  onChildFailure = "collect",
}: Pick<JobTypeOptions<string, z.ZodType, z.ZodType>, "type" | "onChildFailure">) {
  if (["collect", "fail"].includes(onChildFailure)) return onChildFailure;
  throw new RowmillError("OPTION_INVALID", `Option "onChildFailure" of job type "${type}" must be "collect" or "fail"`);
}

function ownershipOf({ type, ownership = "checked" }: Pick<JobTypeOptions<string, z.ZodType, z.ZodType>, "type" | "ownership">) {
  if (ownership === "checked" || ownership === "unchecked") return ownership;
  const message = `Option "ownership" of job type "${type}" must be "checked" or "unchecked", got ${JSON.stringify(ownership)}`;
  throw new RowmillError("OPTION_INVALID", message);
}

/** Refuses what is no file storage. @throws RowmillError `OPTION_INVALID` */
export function checkFileLookup(files: unknown, of: string): void {
  if (typeof (files as Partial<FileLookup> | null)?.stat === "function") return;
  throw new RowmillError("OPTION_INVALID", `Option "files" of ${of} must be a file storage: localDiskStorage({ directory: "./uploads" })`);
}

function timeoutOf(timeoutMs: JobTypeOptions<string, z.ZodType, z.ZodType>["timeoutMs"], type: string) {
  const name = `timeoutMs of job type ${type}`;
  if (typeof timeoutMs !== "object" || timeoutMs === null) return { timeoutMs: delayInMs(name, timeoutMs, 0), abandonsHandlers: undefined };
  checkOptions(timeoutMs, ["ms", "abandon"], name);
  const { ms, abandon } = timeoutMs;
  if ((abandon !== undefined && typeof abandon !== "boolean") || ms === undefined) {
    throw new RowmillError("OPTION_INVALID", `Option "${name}" must be a number of milliseconds or { ms: 60_000, abandon: true }`);
  }
  return { timeoutMs: delayInMs(name, ms, 0), abandonsHandlers: abandon };
}

const OPTION_NAMES = [
  "type",
  "input",
  "result",
  "retry",
  "timeoutMs",
  "concurrency",
  "priority",
  "files",
  "resultFile",
  "ownership",
  "check",
  "signals",
  "earlySignals",
  "onChildFailure",
  "endpoint",
];

/** The bounds of a priority: a 32-bit integer, so that every store can hold it. */
export const PRIORITY_BOUNDS = { min: -2_147_483_648, max: 2_147_483_647 };
