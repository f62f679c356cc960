import { RowmillError } from "../../domain/errors.ts";
import type { JobType } from "../../domain/job-type.ts";
import { type JsonText, toJsonText } from "../../domain/json.ts";
import { parse } from "../../domain/parse.ts";
import { isStorableName } from "../../domain/values/storable-name.ts";
import type { Registration } from "../../domain/registry.ts";
import type { Outcome } from "../../domain/settlement.ts";
import { Cancellation, Wait, type WaitRequest } from "../../domain/waiting/wait.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Attempt } from "./attempt.ts";
import { toJobError } from "./describe-error.ts";
import { callThrough, type Middleware } from "./middleware.ts";

/** What running a handler needs. */
export interface RunHandlerOptions {
  readonly clock: Clock;
  readonly maxJsonBytes: number;
  /** What runs around the handler, the first one outermost. */
  readonly middleware: readonly Middleware[];
}

/**
 * Calls the handler of a job and says how it ended. Never rejects. Whether that still counts is for whoever records it to see:
 * the job may have been cancelled, or lost to another process, meanwhile.
 */
export async function runHandler(
  attempt: Attempt,
  { jobType, handler }: Registration,
  { clock, maxJsonBytes, middleware }: RunHandlerOptions,
): Promise<Outcome> {
  const { job } = attempt;
  const stopTimeout = jobType.timeoutMs > 0 ? clock.setTimer(() => attempt.abort("ATTEMPT_TIMEOUT"), jobType.timeoutMs, false) : undefined;
  try {
    const parsing = parse(jobType.input, job.input, `The input of job ${job.id} ("${job.type}")`, "JOB_INPUT_INVALID");
    const input = parsing instanceof Promise ? await parsing : parsing;
    // Told to stop before it began: a cancel or a shutdown that came while the job waited for its slot.
    if (attempt.abortReason) throw attempt.abortReason;
    if (job.wakeup?.by === "children" && jobType.onChildFailure === "fail") await refuseFailedChildren(attempt);
    const call = () => handler!(input as never, attempt.context);
    const result = await (middleware.length > 0 ? callThrough(middleware, attempt.context, call) : call());
    const aborted = afterAbort(attempt);
    if (aborted) return aborted;
    if (result instanceof Wait) return { kind: "waiting", for: waitOf(result, jobType), result: shownBy(result, job, maxJsonBytes) };
    if (result instanceof Cancellation) return { kind: "cancelled", error: toJobError(new RowmillError("JOB_CANCELLED", result.reason)) };
    const outcome = completed(jobType, job.id, result, maxJsonBytes);
    return outcome instanceof Promise ? await outcome : outcome;
  } catch (error) {
    if (attempt.abortReason?.code === "MANAGER_CLOSED") return { kind: "handed-back" };
    return afterAbort(attempt) ?? failed(error);
  } finally {
    stopTimeout?.();
  }
}

/** A type that fails with its children waits for the first failure of one. */
function waitOf({ request }: Wait, { onChildFailure }: Pick<JobType, "onChildFailure">): WaitRequest {
  return onChildFailure === "fail" && request.children !== null ? { ...request, children: "failed" } : request;
}

/** @throws RowmillError `JOB_RESULT_INVALID` if it is no JSON, or too big */
function shownBy({ result }: Wait, { id, type }: Attempt["job"], maxJsonBytes: number): JsonText | null {
  if (result === undefined) return null;
  return toJsonText(result, `What job ${id} ("${type}") shows while it waits`, "JOB_RESULT_INVALID", maxJsonBytes);
}

/** @throws RowmillError `CHILD_FAILED` if the type of a job fails with its children, and one has failed */
async function refuseFailedChildren({ job, context }: Attempt): Promise<void> {
  const { jobs } = await context.children.list({ status: ["failed", "cancelled"], limit: 1 });
  const [child] = jobs;
  if (!child) return;
  const reason = child.error?.message ?? `it was ${child.status}`;
  const details = { childId: child.id, childType: child.type, childError: child.error?.code ?? null };
  throw new RowmillError("CHILD_FAILED", `Child ${child.id} ("${child.type}") of job ${job.id} did not complete: ${reason}`, { details });
}

/** What an abort makes of a handler's end, whichever end that was. A handler that completes in spite of a shutdown has completed. */
function afterAbort({ abortReason }: Attempt): Outcome | undefined {
  if (abortReason?.code !== "ATTEMPT_TIMEOUT") return undefined;
  return { kind: "failed", retriable: true, error: toJobError(abortReason) };
}

/**
 * Checks a handler's result against its schema and makes it an outcome.
 * @throws RowmillError `JOB_RESULT_INVALID`
 */
export function completed(
  jobType: Pick<JobType, "type" | "result" | "resultFile">,
  jobId: string,
  result: unknown,
  maxJsonBytes: number,
): Outcome | Promise<Outcome> {
  const what = `The result of job ${jobId} ("${jobType.type}")`;
  const parsing = parse(jobType.result, result, what, "JOB_RESULT_INVALID");
  return parsing instanceof Promise ? parsing.then(outcomeOf) : outcomeOf(parsing);

  function outcomeOf(parsed: unknown): Outcome {
    const text = toJsonText(parsed, what, "JOB_RESULT_INVALID", maxJsonBytes);
    return { kind: "completed", result: text, resultFileId: fileIdOf(jobType.resultFile?.(parsed), what) };
  }
}

/** What no store can keep is refused here, once: a store would refuse it at each try to record the end, and the job would run again. */
function fileIdOf(id: unknown, what: string): string | null {
  if (id === undefined || id === null) return null;
  if (typeof id === "string" && isStorableName(id)) return id;
  const message = `${what} names its file by something else than a text without U+0000 and half surrogate pairs`;
  throw new RowmillError("JOB_RESULT_INVALID", message, { retriable: false });
}

/** Makes an outcome of whatever a handler threw. */
export function failed(error: unknown): Outcome {
  return { kind: "failed", retriable: isRetriable(error), error: toJobError(error) };
}

function isRetriable(error: unknown): boolean {
  try {
    return !RowmillError.is(error) || (error.retriable as boolean | undefined) !== false;
  } catch {
    // A proxy that throws.
    return true;
  }
}
