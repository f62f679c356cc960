/** When a failed attempt is tried again. */
export interface RetryPolicy {
  /** How many attempts a job has, the first one included. `1` never retries. @defaultValue 3 */
  readonly maxAttempts: number;
  /** How long to wait after the first failed attempt, in milliseconds; doubled after each further one. @defaultValue 1000 */
  readonly firstDelayMs: number;
  /** The longest wait between two attempts, in milliseconds. @defaultValue 600000 (ten minutes) */
  readonly maxDelayMs: number;
}

/** What a job type gets that says nothing about retries. */
export const DEFAULT_RETRY_POLICY: RetryPolicy = { maxAttempts: 3, firstDelayMs: 1_000, maxDelayMs: 600_000 };

/** After so many doublings every delay has met its maximum, and the power is still a number that zero can be multiplied with. */
const MAX_DOUBLINGS = 60;

/**
 * How long to wait after an attempt that failed, in milliseconds: exponential backoff, a tenth up or down by chance, so that
 * jobs which failed together do not come back together.
 *
 * @param attempt - the attempt that failed, from 1
 * @param random - a number from 0 up to 1
 * @example
 * ```ts
 * retryDelayMs({ maxAttempts: 5, firstDelayMs: 1000, maxDelayMs: 60_000 }, 3, 0.5); // => 4000
 * ```
 */
export function retryDelayMs(policy: RetryPolicy, attempt: number, random: number): number {
  const delayMs = Math.min(policy.firstDelayMs * 2 ** Math.min(attempt - 1, MAX_DOUBLINGS), policy.maxDelayMs);
  return Math.round(delayMs * (0.9 + 0.2 * random));
}
