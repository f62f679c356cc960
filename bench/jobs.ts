import { cancel } from "./jobs/cancel.ts";
import { memory } from "./jobs/memory.ts";
import { progressCalls, progressWrites } from "./jobs/progress.ts";
import { startLatency } from "./jobs/start-latency.ts";
import { throughputBacklog, throughputSteady } from "./jobs/throughput.ts";

/** What a job costs: Rowmill with its memory store, beside queues that keep no state. */
export const scenarios = {
  "throughput-steady": throughputSteady,
  "throughput-backlog": throughputBacklog,
  "progress-calls": progressCalls,
  "progress-writes": progressWrites,
  memory,
  "start-latency": startLatency,
  cancel,
};
