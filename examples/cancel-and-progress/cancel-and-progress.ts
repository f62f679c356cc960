import { setTimeout as delay } from "node:timers/promises";
import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, defineJobType, RowmillError } from "@rowmill/core";
import { z } from "zod";

const importRows = defineJobType({ type: "import-rows", input: z.object({ rows: z.number() }) });

const manager = createTaskManager({ store: memoryStore(), progressIntervalMs: 20 }).register(
  importRows.handle(async ({ rows }, { progress, signal, log }) => {
    try {
      for (let row = 1; row <= rows; row += 1) {
        // Whatever takes a signal stops with the job: timers, fetch, streams, child processes.
        await delay(5, undefined, { signal });
        progress((100 * row) / rows, "importing", { rows: row });
      }
    } catch (error) {
      const reason = signal.reason as unknown;
      log(`stopped: ${RowmillError.is(reason) ? reason.code : "?"}`);
      console.log("the handler was told:", RowmillError.is(reason) ? reason.code : error);
      throw error;
    }
  }),
);

const { job } = await manager.createJob("import-rows", { rows: 1_000 }, { userId: "ada" });

let lastStatus = "";
for await (const { status, progress, counters } of manager.watchJob(job.id)) {
  if (status !== lastStatus && status !== "pending") console.log("the job is", status);
  lastStatus = status;
  if (status === "processing" && progress >= 2) {
    console.log("it moves:", counters["rows"]! >= 20);
    await manager.cancelJob(job.id, { userId: "ada" });
  }
}

// Cancelled means cancelled: at once for whoever looks, and soon after for the handler, which gets time to clean up.
await manager.drain();
const after = await manager.getJob(job.id);
console.log("afterwards:", after?.status, "and", after?.isActive ? "still active" : "at rest");
await manager.close();

// Output:
// the job is processing
// it moves: true
// the handler was told: JOB_CANCELLED
// the job is cancelled
// afterwards: cancelled and at rest
