import type { MappingProvider, ProviderAnswer, ProviderContext, ProviderQuestion, ProviderUsage } from "../providers/mapping-provider.ts";
import { MappingProviderError } from "../providers/provider-error.ts";
import type { MappingWarning } from "../table/mapping-warning.ts";

/** What a proposal asks a provider, and reports about its answers. */
export interface ProviderTalk {
  /** The answer, or `undefined` if there is none: then a warning says why. Rejects only when the caller's signal aborts. */
  ask(question: ProviderQuestion): Promise<ProviderAnswer | undefined>;
  /** A vector for each text, or `undefined` if the provider has none. Rejects as `ask` does. */
  embed(texts: readonly string[]): Promise<readonly (readonly number[])[] | undefined>;
  warn(warning: MappingWarning): void;
  /** Counts parts of answers that were not used. */
  drop(count: number): void;
}

/** One proposal's talk with a provider: its time, its tokens, what it cost and what went wrong. */
export interface ProviderSession extends ProviderTalk {
  readonly warnings: () => MappingWarning[];
  readonly usage: () => ProviderUsage;
  readonly prompts: () => string[];
}

/** Options of a session. */
export interface SessionOptions {
  readonly signal?: AbortSignal | undefined;
  readonly dryRun?: boolean | undefined;
}

const TIMEOUT_MS = 60_000;
/** A timer takes no more. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;
const MAX_TOKENS = 100_000;

/** The instructions, and an answer for each target. */
const TOKENS_OF_INSTRUCTIONS = 300;
const TOKENS_OF_ANSWER = 30;
const BYTES_PER_TOKEN = 4;

/** After these the other questions may still be answered. */
const CONCERNS_ONE_ANSWER = new Set(["model_refused", "model_answer_incomplete", "model_answer_invalid", "model_question_too_large"]);

/** Opens a session. Its time starts with the first question: matching, and the start of a thread, are no part of it. */
export function openSession(provider: MappingProvider, { signal: given, dryRun = false }: SessionOptions): ProviderSession {
  const { maxTokens = MAX_TOKENS } = provider;
  const timeoutMs = Math.min(provider.timeoutMs ?? TIMEOUT_MS, MAX_TIMEOUT_MS);
  const usage = { calls: 0, promptTokens: 0, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0, cachedAnswers: 0 };
  const warnings = new Map<string, MappingWarning>();
  const prompts: string[] = [];
  let time: SessionTime | undefined;
  const started = () => (time ??= startTime(timeoutMs, given));
  let dropped = 0;
  /** Of questions that are under way. */
  let reserved = 0;
  let hasEnded = false;

  const spent = () => usage.promptTokens + usage.completionTokens;
  const warn = (warning: MappingWarning) => {
    if (!warnings.has(warning.code)) warnings.set(warning.code, warning);
  };
  const context = ({ signal, endsAt }: SessionTime): ProviderContext => ({
    signal,
    remainingMs: () => Math.max(0, endsAt - performance.now()),
    remainingTokens: () => Math.max(0, maxTokens - spent()),
    report(part) {
      for (const key of Object.keys(usage) as (keyof typeof usage)[]) usage[key] += part[key] ?? 0;
    },
  });

  return {
    async ask(question) {
      given?.throwIfAborted();
      if (dryRun) prompts.push(provider.prompt?.(question) ?? JSON.stringify(question));
      if (dryRun || hasEnded) return undefined;
      const estimated = estimatedTokens(question);
      if (spent() + reserved + estimated > maxTokens) {
        warn({
          code: "model_budget_spent",
          message: "The token budget of this proposal does not suffice for all questions: the rest was matched offline.",
        });
        return undefined;
      }
      reserved += estimated;
      const now = started();
      try {
        const answer = checkedAnswer(await untilAborted(provider.answer(question, context(now)), now.signal));
        dropped += answer.dropped ?? 0;
        return answer;
      } catch (error) {
        given?.throwIfAborted();
        const warning = now.deadline.aborted ? timedOut(timeoutMs) : warningOf(error);
        hasEnded ||= !CONCERNS_ONE_ANSWER.has(warning.code);
        warn(warning);
        return undefined;
      } finally {
        reserved -= estimated;
      }
    },
    async embed(texts) {
      if (!provider.embed || dryRun || hasEnded) return undefined;
      const { signal } = started();
      try {
        const vectors = await untilAborted(provider.embed(texts, { signal }), signal);
        if (isVectors(vectors) && vectors.length === texts.length) return vectors;
      } catch {
        given?.throwIfAborted();
      }
      warn({ code: "model_embed_failed", message: "The vectors of names could not be made: candidates were chosen without them." });
      return undefined;
    },
    warn,
    drop(count) {
      dropped += count;
    },
    warnings: () => [...warnings.values(), ...(dropped > 0 ? [droppedWarning(dropped)] : [])],
    usage: () => ({ ...usage }),
    prompts: () => [...prompts],
  };
}

interface SessionTime {
  readonly endsAt: number;
  readonly deadline: AbortSignal;
  /** Aborts at the deadline, and when the caller gives up. */
  readonly signal: AbortSignal;
}

function startTime(timeoutMs: number, given: AbortSignal | undefined): SessionTime {
  const deadline = AbortSignal.timeout(timeoutMs);
  return { endsAt: performance.now() + timeoutMs, deadline, signal: given ? AbortSignal.any([given, deadline]) : deadline };
}

/** Rejects as soon as the signal aborts, also if the provider does not heed it. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let abort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", abort);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (abort) signal.removeEventListener("abort", abort);
  }
}

function estimatedTokens(question: ProviderQuestion): number {
  const targets =
    question.kind === "columns" ? question.target.length : question.fields.reduce((sum, { source }) => sum + source.length, 0);
  return TOKENS_OF_INSTRUCTIONS + TOKENS_OF_ANSWER * targets + Math.ceil(Buffer.byteLength(JSON.stringify(question)) / BYTES_PER_TOKEN);
}

/** What a provider of someone else's returned, as far as it has the right form. */
function checkedAnswer(answer: ProviderAnswer): ProviderAnswer {
  if (!Array.isArray(answer?.matches))
    throw new MappingProviderError("model_answer_invalid", "The provider's answer has no list of matches.");
  const matches = answer.matches.filter(
    (match) =>
      typeof match?.target === "string" &&
      Array.isArray(match.sources) &&
      match.sources.every((source: unknown) => typeof source === "string") &&
      Number.isFinite(match.confidence),
  );
  return { matches, dropped: (answer.dropped ?? 0) + answer.matches.length - matches.length };
}

function isVectors(value: unknown): value is readonly (readonly number[])[] {
  return Array.isArray(value) && value.every((vector) => Array.isArray(vector) && vector.every((number) => Number.isFinite(number)));
}

function warningOf(error: unknown): MappingWarning {
  if (error instanceof MappingProviderError) return { code: error.code, message: error.message };
  // Its message may hold anything, a key too.
  return { code: "model_failed", message: "The provider failed: the proposal was made offline." };
}

function timedOut(timeoutMs: number): MappingWarning {
  return { code: "model_timeout", message: `The provider did not answer within ${timeoutMs} ms: what it left open was matched offline.` };
}

function droppedWarning(count: number): MappingWarning {
  return {
    code: "model_items_dropped",
    message: `${count} ${count === 1 ? "part" : "parts"} of the model's answers were dropped: unknown columns, repeated ones, or pairs that do not fit.`,
  };
}
