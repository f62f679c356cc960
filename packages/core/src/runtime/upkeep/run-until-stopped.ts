import { delayInMs, limitInMs, checkOptions } from "../../domain/check-option.ts";
import { RowmillError } from "../../domain/errors.ts";
import type { Job } from "../../domain/job.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Logger } from "../../ports/logger.ts";

/** What `run` takes. */
export interface RunOptions {
  /** Which signals of the operating system stop the manager. @defaultValue ["SIGTERM", "SIGINT"] */
  readonly signals?: readonly NodeJS.Signals[] | undefined;
  /** Stops the manager when it aborts, like a signal of the operating system. */
  readonly signal?: AbortSignal | undefined;
  /** How long running jobs may go on after the first signal before their own signals abort, in milliseconds. @defaultValue 5000 */
  readonly drainMs?: number | undefined;
  /** How long to wait then for handlers to stop, as in `close`, in milliseconds. @defaultValue 10000 */
  readonly timeoutMs?: number | undefined;
}

/** How `run` ended. */
export interface RunEnd {
  /** The signal that stopped the manager; "aborted": `options.signal` did; "closed": a call of `close` did. */
  readonly reason: NodeJS.Signals | "aborted" | "closed";
  /** Whether handlers have not stopped in time. */
  readonly timedOut: boolean;
  /** The jobs of those handlers. Their leases lapse, and another process takes them. */
  readonly running: readonly Job[];
}

/** What it works with. */
export interface RunHost {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Resolves when the manager was told to close by somebody else. */
  readonly closing: Promise<unknown>;
  drain(options: { readonly timeoutMs: number }): Promise<unknown>;
  close(options: { readonly timeoutMs: number }): Promise<Omit<RunEnd, "reason">>;
}

/**
 * Keeps the process alive until it is told to stop, then drains and closes the manager. The first signal lets running jobs go on for `drainMs`,
 * the second one aborts them at once, and a third one has its usual effect: it ends the process.
 * @throws RowmillError `OPTION_INVALID`
 */
export async function runUntilStopped(options: RunOptions, { clock, logger, closing, drain, close }: RunHost): Promise<RunEnd> {
  const { signals, signal, drainMs, timeoutMs } = runSettings(options);
  const stop = Promise.withResolvers<RunEnd["reason"]>();
  const hurry = Promise.withResolvers<void>();
  const letGo = clock.setTimer(() => undefined, Infinity, true);
  let count = 0;
  const onSignal = (name: NodeJS.Signals) => {
    count += 1;
    if (count === 1) return stop.resolve(name);
    hurry.resolve();
    return stopListening();
  };
  const onAbort = () => stop.resolve("aborted");
  // Here alone, because the host asked for it by calling `run`.
  // oxlint-disable-next-line no-restricted-properties
  for (const name of signals) process.on(name, onSignal);
  signal?.addEventListener("abort", onAbort, { once: true });
  if (signal?.aborted) onAbort();
  void closing.then(() => stop.resolve("closed"));

  try {
    const reason = await stop.promise;
    if (reason !== "closed") {
      logger.info({ reason }, "The task manager was told to stop: it claims no more jobs");
      await Promise.race([drain({ timeoutMs: drainMs }), hurry.promise]);
    }
    return { reason, ...(await close({ timeoutMs })) };
  } finally {
    stopListening();
    signal?.removeEventListener("abort", onAbort);
    letGo();
  }

  function stopListening(): void {
    for (const name of signals) process.off(name, onSignal);
  }
}

interface RunSettings {
  readonly signals: readonly NodeJS.Signals[];
  readonly signal: AbortSignal | undefined;
  readonly drainMs: number;
  readonly timeoutMs: number;
}

function runSettings(options: RunOptions): RunSettings {
  checkOptions(options, ["signals", "signal", "drainMs", "timeoutMs"], "run");
  const { signals = ["SIGTERM", "SIGINT"], signal } = options;
  if (!Array.isArray(signals) || !signals.every((name: unknown) => typeof name === "string" && /^SIG[A-Z0-9]+$/.test(name))) {
    throw new RowmillError("OPTION_INVALID", `Option "signals" of run must be a list of signals: ["SIGTERM", "SIGINT"]`);
  }
  return {
    signals,
    signal,
    drainMs: delayInMs("drainMs", options.drainMs, 5_000),
    timeoutMs: limitInMs("timeoutMs", options.timeoutMs, 10_000),
  };
}
