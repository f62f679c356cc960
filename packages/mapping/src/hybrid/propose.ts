import { composedFields } from "../suggest/composed-fields.ts";
import { type FieldValues, suggestFieldValues } from "../suggest/field-values.ts";
import { type MappingRequest, type MappingTask, openMappingTask } from "../suggest/mapping-task.ts";
import type { ComposedField } from "../suggest/composed-field.ts";
import type { ProposedPair } from "../suggest/proposed-fields.ts";
import { type MappingSuggestion, suggestionOf } from "../suggest/suggest-mapping.ts";
import type { SampleLevel } from "../providers/mapping-provider.ts";
import { askForColumns } from "./ask-for-columns.ts";
import { askForValues } from "./ask-for-values.ts";
import { mergeMatches } from "./merge-matches.ts";
import { openColumns } from "./open-columns.ts";
import type { ProviderTalk } from "./provider-session.ts";

/** A proposal for the columns of a file, and for the values in them. */
export interface MappingProposal extends MappingSuggestion {
  /** What the values of fields with a list of allowed values mean, as `suggestFieldValues` returns it. `withLookups` adds them to the document. */
  readonly values: readonly FieldValues[];
}

/** The provider that a proposal asks, and what it may see of values. */
export interface Asking {
  readonly talk: ProviderTalk;
  readonly samples: SampleLevel;
}

/** Proposes columns and values offline. */
export function proposeOffline(request: MappingRequest): MappingProposal {
  const task = openMappingTask(request);
  return withValues(suggestionOf(task, task.match.assigned, composedOf(task), request.options), task, request);
}

/** Proposes columns and values, and asks about those that are open. */
export async function proposeWith(request: MappingRequest, { talk, samples }: Asking): Promise<MappingProposal> {
  const task = openMappingTask(request);
  const composed = composedOf(task);
  const open = openColumns(task, composed);
  const named = await askForColumns(task, open, talk, samples);
  const merged = mergeMatches(task, open, named, talk);
  const suggestion = suggestionOf(task, merged.pairs, [...composed, ...merged.composed], request.options);
  const proposal = withValues(withModelCandidates(suggestion, merged.pairs), task, request);
  return samples === "raw" ? { ...proposal, values: await askForValues(proposal.values, talk) } : proposal;
}

function composedOf({ match, sourceTable, goal }: MappingTask): ComposedField[] {
  return composedFields(match, sourceTable.columns, goal.columns);
}

function withValues(suggestion: MappingSuggestion, { sourceTable, target }: MappingTask, { reference }: MappingRequest): MappingProposal {
  return { ...suggestion, values: suggestFieldValues(suggestion.document, sourceTable, target, reference) };
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
