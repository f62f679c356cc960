import type { JobStore } from "../../ports/job-store.ts";
import { Counter, Histogram, type Metric } from "./metric.ts";

/** The calls that are measured: all that reach the database. Each is a label, so there are no others. */
const CALLS = [
  "insert",
  "claim",
  "update",
  "settle",
  "release",
  "wake",
  "signal",
  "cancelOrphans",
  "followChildren",
  "cancel",
  "retry",
  "get",
  "findByIdempotencyKey",
  "list",
  "count",
  "readLog",
  "nextDueInMs",
  "measureQueues",
  "reclaim",
  "prune",
] as const satisfies readonly (keyof JobStore)[];

const BOUNDS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** A store whose calls are timed, and what was measured. */
export interface MeasuredStore<Transaction> {
  readonly store: JobStore<Transaction>;
  readonly metrics: readonly Metric[];
}

/** Times the calls of a store. What they return and throw is unchanged. */
export function measuredStore<Transaction>(store: JobStore<Transaction>): MeasuredStore<Transaction> {
  const duration = new Histogram(
    "rowmill_store_call_duration_seconds",
    "How long calls of the store took, waits for a connection included.",
    BOUNDS_S,
  );
  const errors = new Counter("rowmill_store_call_errors_total", "Calls of the store that were rejected.");
  // What is not timed (the change feed, schedules, files) is the store's own.
  const measured = Object.create(store) as Record<string, unknown>;
  for (const call of CALLS) {
    const act = store[call].bind(store) as (...args: unknown[]) => Promise<unknown>;
    const labels = { call };
    measured[call] = (...args: unknown[]) => {
      const startedAt = performance.now();
      const result = act(...args);
      const record = () => duration.observe(labels, (performance.now() - startedAt) / 1_000);
      void result.then(record, () => {
        record();
        errors.add(labels);
      });
      return result;
    };
  }
  measured["subscribe"] = store.subscribe.bind(store);
  if (store.diagnose) measured["diagnose"] = store.diagnose.bind(store);
  if (store.checkpointIn) measured["checkpointIn"] = store.checkpointIn.bind(store);
  return { store: measured as unknown as JobStore<Transaction>, metrics: [duration, errors] };
}
