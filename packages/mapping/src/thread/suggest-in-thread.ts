import { checkOptions } from "@rowmill/core/errors";
import type { WorkerPool } from "@rowmill/tables";
import type { MappingProposal } from "../hybrid/propose.ts";
import { type MappingSource, readRequest } from "../suggest/mapping-task.ts";
import type { SuggestOptions } from "../suggest/suggest-options.ts";
import { proposeInThread } from "./propose-in-thread.ts";

/** Options of `suggestMappingInThread`. */
export interface ThreadSuggestOptions extends SuggestOptions {
  /** Ends the thread; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Whose thread does the work. @defaultValue a pool without a limit, shared by all calls of this process */
  readonly pool?: WorkerPool | undefined;
}

const OPTIONS: Readonly<Record<keyof ThreadSuggestOptions, true>> = {
  name: true,
  remembered: true,
  rejected: true,
  acceptFrom: true,
  minScore: true,
  limit: true,
  dialect: true,
  columns: true,
  signal: true,
  pool: true,
};

/**
 * Does the same as `suggestMapping` and `suggestFieldValues` in a worker thread: wide tables do not hold up the event loop. The same input has the same
 * result.
 *
 * @throws RowmillError `TARGET_INVALID`, `OPTION_INVALID`, `WORKER_FAILED`; the reason of the signal, if it aborts
 *
 * @example
 * ```ts
 * const { document, values } = await suggestMappingInThread(profile, target, { signal: AbortSignal.timeout(10_000) });
 * const complete = withLookups(document, values);
 * ```
 */
export async function suggestMappingInThread(
  source: MappingSource,
  target: unknown,
  options: ThreadSuggestOptions = {},
): Promise<MappingProposal> {
  checkOptions(options, OPTIONS, "suggestMappingInThread");
  const { signal, pool, ...rest } = options;
  signal?.throwIfAborted();
  return proposeInThread(readRequest(source, target, rest), undefined, { signal, pool });
}
