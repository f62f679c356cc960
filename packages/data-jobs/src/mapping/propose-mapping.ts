import { RowmillError } from "@rowmill/core";
import {
  type FieldValues,
  type MappingProvider,
  type MappingSuggestion,
  type MappingWarning,
  type ProviderUsage,
  suggestMappingInThread,
  suggestMappingWithProvider,
  type SuggestOptions,
} from "@rowmill/mapping";
import type { FileProfile, WorkerPool } from "@rowmill/tables";

/** The providers of a host, by the names that jobs give. */
export type MappingProviders = Readonly<Record<string, MappingProvider>>;

/** The name for a proposal without any provider. */
export const OFFLINE = "offline";

/** What was proposed for a file, by whom, and at what cost. */
export interface Proposal {
  readonly suggestion: MappingSuggestion;
  readonly values: readonly FieldValues[];
  /** The name of the provider that was asked. */
  readonly provider: string;
  readonly warnings: readonly MappingWarning[];
  readonly usage: ProviderUsage & { readonly model?: string };
  readonly prompts: readonly string[];
}

/** What is proposed for. */
export interface ProposalRequest {
  readonly source: FileProfile;
  /** The target, or the profile of the reference file. */
  readonly target: unknown;
  readonly options: SuggestOptions;
  readonly dryRun: boolean | undefined;
  readonly signal: AbortSignal;
  readonly pool: WorkerPool | undefined;
}

/** Proposes a mapping in a worker thread, by a provider if one is named. */
export async function proposeMapping(name: string, providers: MappingProviders, request: ProposalRequest): Promise<Proposal> {
  const { source, target, options, dryRun, signal, pool } = request;
  const provider = providerOf(name, providers);
  if (!provider) return offlineProposal(name, request);
  const suggestion = await suggestMappingWithProvider(source, target, { ...options, provider, dryRun, signal, pool });
  const { values, warnings, usage, prompts } = suggestion;
  return { suggestion, values, provider: name, warnings, usage, prompts };
}

/** Another process may have created the job, with a provider that this one does not have: then it is mapped offline, too. */
async function offlineProposal(name: string, { source, target, options, signal, pool }: ProposalRequest): Promise<Proposal> {
  const suggestion = await suggestMappingInThread(source, target, { ...options, signal, pool });
  const message = `This process has no provider ${JSON.stringify(name)}: the proposal was made offline.`;
  return {
    suggestion,
    values: suggestion.values,
    provider: OFFLINE,
    warnings: [...suggestion.warnings, ...(name === OFFLINE ? [] : [{ code: "model_provider_unknown", message }])],
    usage: { calls: 0, promptTokens: 0, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0, cachedAnswers: 0 },
    prompts: [],
  };
}

/**
 * Refuses a name that no provider has.
 *
 * @throws RowmillError `JOB_INPUT_INVALID`
 */
export function checkProviderName(name: string, providers: MappingProviders): void {
  if (name === OFFLINE || providerOf(name, providers)) return;
  const known = [OFFLINE, ...Object.keys(providers)].map((one) => JSON.stringify(one)).join(", ");
  throw new RowmillError("JOB_INPUT_INVALID", `There is no mapping provider ${JSON.stringify(name)}. Choose one of ${known}.`);
}

function providerOf(name: string, providers: MappingProviders): MappingProvider | undefined {
  return Object.hasOwn(providers, name) ? providers[name] : undefined;
}
