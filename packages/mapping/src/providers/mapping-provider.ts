import type { FieldType } from "../table/column.ts";

/**
 * What a provider may see of the values of a file:
 *
 * - `none`: their masks only, such as `99.99.9999` for a date;
 * - `masked`: also the values of columns with few different ones, unless they look personal;
 * - `raw`: some values of each column as they are, and the values of fields that allow a list.
 *
 * Columns that are named like secrets (`password`, `token`) never show values.
 */
export type SampleLevel = "none" | "masked" | "raw";

/** A column or a field in a question. Only `id` is ours: everything else is data, that a file or its author wrote. */
export interface AskedColumn {
  /** `S1`, `S2`, … for source columns, `T1`, `T2`, … for target fields. */
  readonly id: string;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: FieldType;
  readonly semantic?: string;
  /** The forms of its values, the most frequent first. */
  readonly masks?: readonly string[];
  readonly samples?: readonly string[];
  /** The values that the field allows. */
  readonly allowed?: readonly string[];
}

/** Which source columns fill which target fields? */
export interface ColumnQuestion {
  readonly kind: "columns";
  readonly source: readonly AskedColumn[];
  readonly target: readonly AskedColumn[];
}

/** A value in a question. */
export interface AskedValue {
  readonly id: string;
  readonly text: string;
}

/** Which values of a file mean which of the values that a field allows? Ids are unique across fields. */
export interface ValueQuestion {
  readonly kind: "values";
  readonly fields: readonly { readonly name: string; readonly source: readonly AskedValue[]; readonly target: readonly AskedValue[] }[];
}

/** What a provider is asked. */
export type ProviderQuestion = ColumnQuestion | ValueQuestion;

/** One answer: these sources fill (or mean) this target. */
export interface ProviderMatch {
  /** The id of a target of the question. */
  readonly target: string;
  /** Ids of sources of the question. For a column: several only if they make the value together, in their order. */
  readonly sources: readonly string[];
  /** How sure it is, from 0 to 1. */
  readonly confidence: number;
  /** A short reason. It is shown to people as text, cut and without control characters. */
  readonly reason?: string;
}

/** What a provider answers. Ids that the question does not have are dropped and counted. */
export interface ProviderAnswer {
  readonly matches: readonly ProviderMatch[];
  /** How many parts of the answer could not be read. @defaultValue 0 */
  readonly dropped?: number;
}

/** What asking cost. */
export interface ProviderUsage {
  /** Requests that were sent, failed ones too. */
  readonly calls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Of the prompt tokens: those that the endpoint had cached. */
  readonly cachedTokens: number;
  /** Of the completion tokens: those that were thought and not written. */
  readonly reasoningTokens: number;
  /** Questions that were answered by an earlier answer, without a request. */
  readonly cachedAnswers: number;
}

/** What a provider may use for one question. */
export interface ProviderContext {
  /** Aborts when the caller gives up or the time is over. */
  readonly signal: AbortSignal;
  /** Milliseconds until the time is over. */
  remainingMs(): number;
  /** Tokens that may still be spent. */
  remainingTokens(): number;
  /** Counts what was used, also by requests that failed. */
  report(usage: Partial<ProviderUsage>): void;
}

/** Makes a vector for each text, in their order: an endpoint for embeddings. */
export type Embed = (texts: readonly string[], options: { readonly signal: AbortSignal }) => Promise<readonly (readonly number[])[]>;

/**
 * Answers which columns, and which values, mean the same: a language model, a service, a table of your own. What it answers is a
 * proposal: it is checked, weighed against the offline matcher, and never accepted without it.
 *
 * @example
 * ```ts
 * const glossary: MappingProvider = {
 *   async answer(question) {
 *     if (question.kind === "values") return { matches: [] };
 *     const id = (name: string) => question.target.find((field) => field.name === name)?.id;
 *     const matches = question.source.flatMap(({ id: source, name }) => {
 *       const target = id(GLOSSARY.get(name) ?? "");
 *       return target === undefined ? [] : [{ target, sources: [source], confidence: 0.9 }];
 *     });
 *     return { matches };
 *   },
 * };
 * ```
 */
export interface MappingProvider {
  /** @throws MappingProviderError with a code of docs/errors.md; any other error is reported as `model_failed`, without its message */
  answer(question: ProviderQuestion, context: ProviderContext): Promise<ProviderAnswer>;
  /** The text that would be sent, for `dryRun`. @defaultValue the question as JSON */
  prompt?(question: ProviderQuestion): string;
  /** Chooses candidates in wide tables by the meanings of their names, too. It sees names and descriptions, no values. */
  embed?: Embed | undefined;
  /** The name of the model, for the usage. */
  readonly model?: string | undefined;
  /** What it may see of values. @defaultValue "none" */
  readonly samples?: SampleLevel | undefined;
  /** For all questions of one proposal, in milliseconds. @defaultValue 60_000 */
  readonly timeoutMs?: number | undefined;
  /** For all questions of one proposal. @defaultValue 100_000 */
  readonly maxTokens?: number | undefined;
}
