import { million } from "./stores/million.ts";
import { provideServer } from "./stores/server.ts";
import { drain, enqueueMany, enqueueOne, enqueueTen, live } from "./stores/speed.ts";
import { startLatency } from "./stores/start-latency.ts";

await provideServer();

/** What durable jobs cost: Rowmill on PostgreSQL, beside other queues and plain SQL on the same server; and on SQLite. */
export const scenarios = {
  "enqueue-1": enqueueOne,
  "enqueue-10": enqueueTen,
  "enqueue-many": enqueueMany,
  drain,
  live,
  "start-latency": startLatency,
  million,
};
