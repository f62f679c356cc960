import { postgresStore } from "@rowmill/adapter-postgres";
import { createTaskManager, defineJobType } from "@rowmill/core";
import { z } from "zod";

// Started by postgres.ts, which kills it in the middle of its job the first time.
export const countRows = defineJobType({
  type: "count-rows",
  input: z.object({ rows: z.number() }),
  result: z.object({ rows: z.number() }),
});

const store = postgresStore({ connectionString: process.env["DATABASE_URL"] ?? "" });
await store.ready();

// A dead process is noticed when its lease has lapsed: after half a second here, so that the example is short.
const manager = createTaskManager({ store, leaseMs: 500, pollMs: 100 }).register(
  countRows.handle(async ({ rows }, { progress, checkpoint, lastCheckpoint }) => {
    const done = typeof lastCheckpoint === "number" ? lastCheckpoint : 0;
    process.send?.(`starts at row ${done}`);
    for (let row = done + 1; row <= rows; row += 1) {
      if (row % 100 !== 0) continue;
      progress((row / rows) * 100);
      await checkpoint(row);
      process.send?.(`has counted ${row} rows`);
      if (row === 300 && done === 0) await new Promise(() => {}); // Here it is killed.
    }
    return { rows };
  }),
);

// Whoever started it tells it when to end.
process.on("disconnect", () => {
  void manager.close().then(() => store.close());
});
