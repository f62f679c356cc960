import { type FileStorage, type HandlerContext, RowmillError } from "@rowmill/core";
import type { FileOutputs } from "@rowmill/core/adapter";
import type { AttemptState } from "./attempt-state.ts";
import { idsOf } from "./outputs-of-job.ts";

/** Removes what an attempt has written that failed has written, unless another attempt continues it. */
export async function endAttempt(
  cause: unknown,
  state: AttemptState,
  { files, outputs, context }: { readonly files: FileStorage; readonly outputs: FileOutputs; readonly context: HandlerContext },
): Promise<void> {
  await endOfOutputs(cause, idsOf(state), { files, outputs, context });
}

/** Removes all that the attempts of a job have written. The files of an attempt are there all together, or not at all. */
export async function removeOutputs(
  state: AttemptState,
  { files, outputs }: { readonly files: FileStorage; readonly outputs: FileOutputs },
): Promise<void> {
  await removeByIds(idsOf(state), { files, outputs });
}

async function removeByIds(
  ids: readonly string[],
  { files, outputs }: { readonly files: FileStorage; readonly outputs: FileOutputs },
): Promise<void> {
  await Promise.allSettled(ids.map(async (id) => (await outputs.abort(id)) || (await files.delete(id))));
}

/** The same for outputs by their ids. */
export async function endOfOutputs(
  cause: unknown,
  ids: readonly string[],
  { files, outputs, context }: { readonly files: FileStorage; readonly outputs: FileOutputs; readonly context: HandlerContext },
): Promise<void> {
  if (continues(cause, context)) return;
  await removeByIds(ids, { files, outputs });
}

function continues(cause: unknown, { job, signal }: HandlerContext): boolean {
  const reason: unknown = signal.aborted ? signal.reason : cause;
  if (RowmillError.is(reason, "JOB_CANCELLED")) return false;
  // Another attempt may be at work on the same files already.
  if (RowmillError.is(reason, "ATTEMPT_LOST") || RowmillError.is(reason, "MANAGER_CLOSED")) return true;
  const isRetriable = !RowmillError.is(reason) || reason.retriable;
  return isRetriable && job.attempt < job.maxAttempts;
}
