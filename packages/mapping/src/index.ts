// Map columns
export { matchColumns, type ColumnMatch, type ColumnPair, type MatchOptions } from "./columns/match-columns.ts";
export { rankCandidates, type RankOptions, type TargetCandidates } from "./columns/rank-candidates.ts";
export type { AssignedPair } from "./columns/assign.ts";
export type { CountedValue, FieldType, MatchColumn, MatchTable } from "./table/column.ts";
export type { MappingSource } from "./suggest/mapping-task.ts";
export { type MappingSuggestion, suggestMapping } from "./suggest/suggest-mapping.ts";
export { suggestMappingInThread, type ThreadSuggestOptions } from "./thread/suggest-in-thread.ts";
export type { MappingProposal } from "./hybrid/propose.ts";
export type { NamedPair, SuggestOptions } from "./suggest/suggest-options.ts";

// Ask a provider about what is open
export { type ProviderSuggestion, suggestMappingWithProvider, type ProviderSuggestOptions } from "./hybrid/suggest-with-provider.ts";
export type { MappingWarning } from "./table/mapping-warning.ts";
export { openaiProvider, type OpenAiProviderOptions } from "./providers/openai/openai-provider.ts";
export { cachedProvider, type CachedProviderOptions } from "./providers/cached-provider.ts";
export { MappingProviderError, type ProviderErrorCode } from "./providers/provider-error.ts";
export type {
  AskedColumn,
  AskedValue,
  ColumnQuestion,
  Embed,
  MappingProvider,
  ProviderAnswer,
  ProviderContext,
  ProviderMatch,
  ProviderQuestion,
  ProviderUsage,
  SampleLevel,
  ValueQuestion,
} from "./providers/mapping-provider.ts";

// Targets
export { parseTarget } from "./targets/parse-target.ts";
export { targetToJsonSchema, targetToTableSchema } from "./targets/to-json-schema.ts";
export type { Target, TargetField } from "./targets/table-schema.ts";
export type { ProfiledColumn, ProfiledTable } from "./targets/from-profile.ts";
export { profileTable, targetTable } from "./targets/match-tables.ts";

// The column-mapping document
export { columnMappingSchema, type ColumnMapping, type ColumnMappingField, type TableDialect } from "./document/document-schema.ts";
export { columnMappingJsonSchema, formatColumnMapping } from "./document/format-document.ts";
export { parseColumnMapping } from "./document/parse-document.ts";
export { headerFingerprint, sourceColumnsOf } from "./document/source-columns.ts";
export { toMapping, type ToMappingOptions } from "./document/to-mapping.ts";
export type { Problem } from "./problem.ts";

// Templates: use a document on other files
export type { BoundColumn } from "./template/bind-columns.ts";
export { type BindOptions, bindTemplate, type TemplateBinding } from "./template/bind-template.ts";
export { completeBinding, pairsOfBinding } from "./template/complete-binding.ts";
export type { TemplateDifference } from "./template/difference.ts";

export { documentChanges, type DocumentChange } from "./document/document-changes.ts";

// Remember what users decided
export { type MappingMemory, mappingMemorySchema, recallDecisions, rememberDecisions, targetKey } from "./memory/mapping-memory.ts";

// Map values
export { type FieldValues, suggestFieldValues, withLookups } from "./suggest/field-values.ts";
export { suggestValues, type SuggestValuesOptions, type ValuePair, type ValueSuggestion } from "./values/suggest-values.ts";
export type { TargetValue } from "./values/target-value.ts";
