import type { Job } from "../../domain/job.ts";
import type { Registry } from "../../domain/registry.ts";
import type { JobStore } from "../../ports/job-store.ts";
import type { Events, ManagerEvents } from "../events.ts";
import { Counter, Gauge, Histogram, type Labels, type Metric } from "./metric.ts";

/** How far the waiting jobs of a type are counted: with more, the gauge stands at this number. */
const MAX_COUNTED = 100_000;

const BOUNDS_S = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3_600, 14_400];

/** The label of a job whose type is not registered here: names that come from the store must not become series. */
const OTHER_TYPE = "other";

/** What the metrics of jobs are made of. */
export interface JobMetricsOptions {
  readonly events: Events;
  readonly store: Pick<JobStore<unknown>, "measureQueues">;
  readonly registry: Pick<Registry, "all" | "get">;
  activeJobs(): readonly Job[];
  abandonedJobs(): readonly Job[];
}

/** The metrics of the jobs of one manager. */
export interface JobMetrics {
  /** Reads the queues, and returns all metrics. A store that is away leaves the queues out. */
  collect(): Promise<readonly Metric[]>;
}

/** Counts what happens to jobs in this process. */
export function createJobMetrics({ events, store, registry, activeJobs, abandonedJobs }: JobMetricsOptions): JobMetrics {
  const created = new Counter("rowmill_jobs_created_total", "Jobs that this process stored.");
  const finished = new Counter("rowmill_jobs_finished_total", "Jobs that finished here, by status.");
  const started = new Counter("rowmill_attempts_started_total", "Attempts that began here.");
  const ended = new Counter("rowmill_attempts_ended_total", "Attempts that ended here, by outcome.");
  const reclaimed = new Counter("rowmill_jobs_reclaimed_total", "Jobs that this process took back from a process that died or froze.");
  const duration = new Histogram("rowmill_attempt_duration_seconds", "How long attempts ran, from their claim to their end.", BOUNDS_S);
  const delay = new Histogram(
    "rowmill_job_start_delay_seconds",
    "How long jobs waited, from when they could run to their claim.",
    BOUNDS_S,
  );
  const rows = new Counter("rowmill_rows_read_total", "Rows that completed jobs read, as their counter `rows` says.");
  const bytes = new Counter("rowmill_bytes_read_total", "Bytes that completed jobs read, as their counter `bytes` says.");
  const running = new Gauge("rowmill_jobs_running", "Jobs whose handlers are at work in this process.");
  const abandoned = new Gauge(
    "rowmill_handlers_abandoned",
    "Handlers that ignored their signal, lost their slot and still run in this process.",
  );
  const waiting = new Gauge("rowmill_jobs_waiting", `Jobs in the store that could be claimed now, counted up to ${MAX_COUNTED}.`);
  const oldest = new Gauge("rowmill_jobs_oldest_waiting_seconds", "For how long the oldest of these jobs could have been claimed.");
  const counted = [created, finished, started, ended, reclaimed, duration, delay, rows, bytes, running, abandoned];

  events.on("job:created", ({ job }) => created.add(labelsOf(job)));
  events.on("job:started", ({ job }) => {
    started.add(labelsOf(job));
    delay.observe(labelsOf(job), Math.max(0, secondsBetween(job.runAt, job.startedAt)));
  });
  events.on("job:reclaimed", ({ job }) => reclaimed.add(labelsOf(job)));
  events.on("job:completed", ({ job }) => {
    if (job.counters["rows"]) rows.add(labelsOf(job), job.counters["rows"]);
    if (job.counters["bytes"]) bytes.add(labelsOf(job), job.counters["bytes"]);
  });
  for (const status of ["completed", "failed", "cancelled"] as const) {
    events.on(`job:${status}`, ({ job }) => finished.add({ ...labelsOf(job), status }));
  }
  for (const [event, outcome] of OUTCOMES) {
    events.on(event, ({ job }) => {
      // What was cancelled or taken back before it ran has no attempt here.
      if (event === "job:cancelled" && !job.isActive) return;
      ended.add({ ...labelsOf(job), outcome });
      if (event !== "attempt:lost" && event !== "attempt:abandoned") {
        duration.observe(labelsOf(job), Math.max(0, secondsBetween(job.startedAt, job.updatedAt)));
      }
    });
  }

  return {
    async collect() {
      running.set(byType(activeJobs()));
      abandoned.set(byType(abandonedJobs()));
      try {
        const states = await store.measureQueues(
          registry.all().map(({ type }) => type),
          MAX_COUNTED,
        );
        waiting.set(states.map((state) => [{ type: state.type }, state.waiting]));
        oldest.set(states.map((state) => [{ type: state.type }, state.oldestMs / 1_000]));
      } catch {
        // The error is counted with the calls of the store. An old number would look like a new one.
        waiting.set([]);
        oldest.set([]);
      }
      return [...counted, waiting, oldest];
    },
  };

  function labelsOf({ type }: Job): Labels {
    return { type: registry.get(type) ? type : OTHER_TYPE };
  }

  function byType(jobs: readonly Job[]): [Labels, number][] {
    const counts = new Map(registry.all().map(({ type }) => [type, 0]));
    for (const { type } of jobs) counts.set(type, (counts.get(type) ?? 0) + 1);
    return Array.from(counts, ([type, count]) => [{ type }, count]);
  }
}

const OUTCOMES = [
  ["job:completed", "completed"],
  ["job:failed", "failed"],
  ["job:retrying", "retried"],
  ["job:cancelled", "cancelled"],
  ["job:waiting", "waiting"],
  ["job:handed-back", "released"],
  ["attempt:lost", "lost"],
  ["attempt:abandoned", "abandoned"],
] as const satisfies readonly (readonly [keyof ManagerEvents, string])[];

function secondsBetween(from: Date | null, to: Date | null): number {
  return from && to ? (to.getTime() - from.getTime()) / 1_000 : 0;
}
