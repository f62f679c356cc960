import { type ColumnMapping, type ColumnMappingField, withLookups } from "@rowmill/mapping";
import { takeWithinBytes } from "../source/take-within-bytes.ts";
import type { Proposal } from "./propose-mapping.ts";
import type { MappingResult } from "./mapping-result-schema.ts";

/** A result has at most a megabyte of JSON: the document is needed, candidates and values are shown as far as there is room. */
const CANDIDATE_BYTES = 200_000;
const VALUE_BYTES = 250_000;
const PROMPT_BYTES = 150_000;

/** Writes a proposal in the form of `mappingResultSchema`. */
export function mappingResultToJson(
  { suggestion, values, provider, warnings, usage, prompts }: Proposal,
  fileWarnings: MappingResult["warnings"],
): MappingResult {
  const document = withLookups(suggestion.document, values);
  const names = namesOf(document);
  const candidates = suggestion.candidates.map(({ target, candidates: pairs }) => ({
    target: document.target.fields[target]?.name ?? "",
    columns: pairs.map(({ source, confidence, reasons }) => ({
      column: document.source.columns[source]?.name ?? "",
      confidence: hundredths(confidence),
      reasons: [...reasons],
    })),
  }));
  const shownValues = values.map(({ target, openRows, pairs }) => ({
    target,
    open_rows: openRows,
    pairs: pairs.map(({ by: _by, ...pair }) => ({ ...pair, confidence: hundredths(pair.confidence) })),
  }));
  return {
    document,
    candidates: takeWithinBytes(candidates, CANDIDATE_BYTES),
    values: takeWithinBytes(shownValues, VALUE_BYTES),
    mappings: pairsToJson(document),
    unmapped_input_columns: suggestion.unmappedSource.map((id) => names.get(id) ?? id),
    unmapped_reference_columns: [...suggestion.unmappedTarget],
    overall_confidence: Math.round(suggestion.overallConfidence * 100),
    warnings: [...fileWarnings, ...warnings],
    usage: {
      provider,
      model: usage.model ?? null,
      calls: usage.calls,
      prompt_tokens: usage.promptTokens,
      completion_tokens: usage.completionTokens,
      cached_tokens: usage.cachedTokens,
      reasoning_tokens: usage.reasoningTokens,
      cached_answers: usage.cachedAnswers,
    },
    ...(prompts.length > 0 ? { prompts: takeWithinBytes(prompts, PROMPT_BYTES) } : {}),
  };
}

/** The pairs of a document in short. */
export function pairsToJson(document: ColumnMapping): MappingResult["mappings"] {
  const names = namesOf(document);
  return document.fields.flatMap((field) => pairToJson(field, names));
}

function namesOf({ source }: ColumnMapping): ReadonlyMap<string, string> {
  return new Map(source.columns.map(({ id, name }) => [id, name]));
}

function pairToJson(field: ColumnMappingField, names: ReadonlyMap<string, string>): MappingResult["mappings"] {
  const from = [field.from ?? []].flat();
  if (from.length === 0 || field.confidence === undefined) return [];
  return [
    {
      input_column: from.map((id) => names.get(id) ?? id).join(", "),
      reference_column: field.target,
      confidence: Math.round(field.confidence * 100),
      reasoning: field.reason ?? "",
      transformation: field.steps?.map((step) => (typeof step === "string" ? step : step.op)).join(", ") ?? "direct",
    },
  ];
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
