import { setTimeout as sleep } from "node:timers/promises";
import type { ProviderContext } from "../mapping-provider.ts";
import { MappingProviderError } from "../provider-error.ts";
import type { CallFailure } from "./call-failure.ts";

const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 20_000;

/** The outcome of one request. */
export type CallOutcome<T> = { readonly value: T } | { readonly failure: CallFailure };

/**
 * Sends a request again while its failure may pass, up to `maxRetries` times. It waits as long as the endpoint asks, and gives up immediately if
 * that is longer than the time that is left.
 */
export async function withRetries<T>(
  request: () => Promise<CallOutcome<T>>,
  context: ProviderContext,
  { maxRetries, random = Math.random }: { readonly maxRetries: number; readonly random?: () => number },
): Promise<CallOutcome<T>> {
  for (let retries = 0; ; retries += 1) {
    const outcome = await request();
    if ("value" in outcome || !outcome.failure.isPassing || retries >= maxRetries) return outcome;
    const backoffMs = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** retries) * (0.5 + 0.5 * random());
    const waitMs = outcome.failure.retryAfterMs ?? backoffMs;
    if (waitMs >= context.remainingMs()) return outcome;
    await sleep(waitMs, undefined, { signal: context.signal });
    if (context.remainingTokens() <= 0) throw budgetSpent();
  }
}

/** The error for a proposal whose tokens are used up. */
export function budgetSpent(): MappingProviderError {
  return new MappingProviderError("model_budget_spent", "The token budget of this proposal is used up.");
}
