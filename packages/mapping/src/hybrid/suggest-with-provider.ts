import { checkOptions } from "@rowmill/core/errors";
import type { MappingProvider, ProviderUsage } from "../providers/mapping-provider.ts";
import { composedFields } from "../suggest/composed-fields.ts";
import { type FieldValues, suggestFieldValues } from "../suggest/field-values.ts";
import { type MappingSource, openMappingTask } from "../suggest/mapping-task.ts";
import type { ProposedPair } from "../suggest/proposed-fields.ts";
import { type MappingSuggestion, suggestionOf } from "../suggest/suggest-mapping.ts";
import type { SuggestOptions } from "../suggest/suggest-options.ts";
import { isProfile } from "../targets/from-profile.ts";
import { askForColumns } from "./ask-for-columns.ts";
import { askForValues } from "./ask-for-values.ts";
import type { MappingWarning } from "../table/mapping-warning.ts";
import { mergeMatches } from "./merge-matches.ts";
import { openColumns } from "./open-columns.ts";
import { openSession } from "./provider-session.ts";

/** Options of `suggestMappingWithProvider`. */
export interface ProviderSuggestOptions extends SuggestOptions {
  /** Who is asked about what the offline matcher leaves open, such as `openaiProvider({ model, apiKey })`. */
  readonly provider: MappingProvider;
  /** Aborts requests immediately; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Whether nothing is sent: the prompts are returned, and the proposal is the offline one. @defaultValue false */
  readonly dryRun?: boolean | undefined;
}

/** A proposal for a mapping, and what asking for it took. */
export interface ProviderSuggestion extends MappingSuggestion {
  /** What the values of fields with a list of allowed values mean, as `suggestFieldValues` returns it. `withLookups` adds them to the document. */
  readonly values: readonly FieldValues[];
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
};

/**
 * Proposes how the columns of a file map to a target: what is equal or sure is settled offline, the rest is asked. Pairs that only the provider names
 * are at most `suggested`. Whatever goes wrong with the provider, the result is a usable proposal with a warning.
 *
 * @param source - as for `suggestMapping`
 * @param target - what `parseTarget` takes
 * @throws RowmillError `TARGET_INVALID`, `OPTION_INVALID`; the reason of the signal, if it aborts
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
  const { provider, signal } = options;
  signal?.throwIfAborted();
  const task = openMappingTask(source, target, options);
  const composed = composedFields(task.match, task.sourceTable.columns, task.goal.columns);
  const open = openColumns(task, composed);
  const session = openSession(provider, options);
  const named = await askForColumns(task, open, session, provider.samples ?? "none");
  const merged = mergeMatches(task, open, named, session);
  const suggestion = withModelCandidates(suggestionOf(task, merged.pairs, [...composed, ...merged.composed], options), merged.pairs);
  const values = suggestFieldValues(suggestion.document, task.sourceTable, task.target, isProfile(target) ? target : undefined);
  const askedValues = provider.samples === "raw" ? await askForValues(values, session) : values;
  return {
    ...suggestion,
    values: askedValues,
    warnings: [...suggestion.warnings, ...session.warnings()],
    usage: { ...session.usage(), ...(provider.model === undefined ? {} : { model: provider.model }) },
    prompts: session.prompts(),
  };
}

/** Pairs that a model named are the first candidates of their targets. */
function withModelCandidates(suggestion: MappingSuggestion, pairs: readonly ProposedPair[]): MappingSuggestion {
  const named = new Map(pairs.filter(({ by }) => by === "model").map((pair) => [pair.target, pair]));
  const candidates = suggestion.candidates.map(({ target, candidates: ranked }) => {
    const pair = named.get(target);
    const others = pair ? ranked.filter(({ source }) => source !== pair.source) : ranked;
    return { target, candidates: pair ? [pair, ...others].slice(0, Math.max(1, ranked.length)) : others };
  });
  return { ...suggestion, candidates };
}
