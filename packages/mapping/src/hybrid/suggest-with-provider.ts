import { checkOptions } from "@rowmill/core/errors";
import type { WorkerPool } from "@rowmill/tables";
import type { MappingProvider, ProviderUsage } from "../providers/mapping-provider.ts";
import { type MappingSource, readRequest } from "../suggest/mapping-task.ts";
import type { SuggestOptions } from "../suggest/suggest-options.ts";
import type { MappingWarning } from "../table/mapping-warning.ts";
import { proposeInThread } from "../thread/propose-in-thread.ts";
import { type MappingProposal, proposeWith } from "./propose.ts";
import { openSession } from "./provider-session.ts";

/** Options of `suggestMappingWithProvider`. */
export interface ProviderSuggestOptions extends SuggestOptions {
  /** Who is asked about what the offline matcher leaves open, such as `openaiProvider({ model, apiKey })`. */
  readonly provider: MappingProvider;
  /** Aborts requests immediately; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Whether nothing is sent: the prompts are returned, and the proposal is the offline one. @defaultValue false */
  readonly dryRun?: boolean | undefined;
  /** Whether columns are matched in a worker thread. Without one, matching holds up the event loop. @defaultValue true */
  readonly thread?: boolean | undefined;
  /**
   * Whose threads match. A proposal keeps its thread until the provider has answered.
   * @defaultValue a pool without a limit, shared by all calls of this process
   */
  readonly pool?: WorkerPool | undefined;
}

/** A proposal for a mapping, and what asking for it took. */
export interface ProviderSuggestion extends MappingProposal {
  /** As of `suggestMapping`, and why the provider was not used, or not in full. */
  readonly warnings: readonly MappingWarning[];
  readonly usage: ProviderUsage & { readonly model?: string };
  /** Of a dry run: what would be sent, one text for each request. */
  readonly prompts: readonly string[];
}

const OPTIONS: Readonly<Record<keyof ProviderSuggestOptions, true>> = {
  name: true,
  remembered: true,
  rejected: true,
  acceptFrom: true,
  minScore: true,
  limit: true,
  dialect: true,
  columns: true,
  provider: true,
  signal: true,
  dryRun: true,
  thread: true,
  pool: true,
};

/**
 * Proposes how the columns of a file map to a target: what is equal or sure is settled offline, the rest is asked. Pairs that only the provider names
 * are at most `suggested`. Whatever goes wrong with the provider, the result is a usable proposal with a warning.
 *
 * @param source - as for `suggestMapping`
 * @param target - what `parseTarget` takes
 * @throws RowmillError `TARGET_INVALID`, `OPTION_INVALID`, `WORKER_FAILED`; the reason of the signal, if it aborts
 *
 * @example
 * ```ts
 * const provider = openaiProvider({ model: "qwen3:8b", apiKey: "none", baseURL: "http://localhost:11434/v1" });
 * const { document, warnings, usage } = await suggestMappingWithProvider(profile, target, { provider });
 * ```
 */
export async function suggestMappingWithProvider(
  source: MappingSource,
  target: unknown,
  options: ProviderSuggestOptions,
): Promise<ProviderSuggestion> {
  checkOptions(options, OPTIONS, "suggestMappingWithProvider");
  const { provider, signal, thread = true, pool, dryRun: _dryRun, ...rest } = options;
  signal?.throwIfAborted();
  const request = readRequest(source, target, rest);
  const session = openSession(provider, options);
  const samples = provider.samples ?? "none";
  const proposal = await (thread
    ? proposeInThread(request, { talk: session, samples }, { pool, signal })
    : proposeWith(request, { talk: session, samples }));
  return {
    ...proposal,
    warnings: [...proposal.warnings, ...session.warnings()],
    usage: { ...session.usage(), ...(provider.model === undefined ? {} : { model: provider.model }) },
    prompts: session.prompts(),
  };
}
