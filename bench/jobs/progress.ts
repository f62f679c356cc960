import { setImmediate as nextTurn } from "node:timers/promises";
import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, defineJobType, type HandlerContext } from "@rowmill/core";
import type { JobStore } from "@rowmill/core/adapter";
import { z } from "zod";
import type { Figures } from "../harness/figures.ts";
import { defineScenario } from "../harness/scenario.ts";

/** What a million calls of `progress` take inside of one handler that never waits. */
export const progressCalls = defineScenario({
  options: { calls: 1_000_000 },
  peers: {
    percent: ({ calls }) =>
      timeHandler(({ progress }) => {
        for (let call = 1; call <= calls; call += 1) progress((100 * call) / calls);
      }),
    "percent, stage and counters": ({ calls }) =>
      timeHandler(({ progress }) => {
        for (let rows = 1; rows <= calls; rows += 1) progress((100 * rows) / calls, "reading", { rows });
      }),
  },
  summarize: ({ median }, { calls }) =>
    ["percent", "percent, stage and counters"].map(
      (peer) => `${calls.toLocaleString("en")} calls with ${peer}: ${median(peer, "handlerMs").toFixed(0)} ms (at most 500 for a million)`,
    ),
});

/** How often the store is written by a handler that reports without end, and lets the process live. */
export const progressWrites = defineScenario({
  options: { seconds: 3 },
  peers: {
    async rowmill({ seconds }) {
      const store = memoryStore();
      const writes = countUpdates(store);
      let calls = 0;
      const { handlerMs } = await timeHandler(async ({ progress }) => {
        const endMs = performance.now() + seconds * 1_000;
        while (performance.now() < endMs) {
          for (let call = 0; call < 100; call += 1) progress((calls += 1) / 1e9, "reading", { rows: calls });
          await nextTurn();
        }
      }, store);
      return { storeWritesPerSecond: (writes() / handlerMs!) * 1_000, progressCallsPerSecond: (calls / handlerMs!) * 1_000 };
    },
  },
  summarize: ({ median }) => [
    `${median("rowmill", "progressCallsPerSecond").toFixed(0)} calls/s cause ${median("rowmill", "storeWritesPerSecond").toFixed(2)} store writes/s (at most 4)`,
  ],
});

async function timeHandler(handle: (context: HandlerContext) => void | Promise<void>, store: JobStore = memoryStore()): Promise<Figures> {
  const timed = defineJobType({ type: "timed", input: z.object({}), result: z.number() });
  await using manager = createTaskManager({ store }).register(
    timed.handle(async (_input, context) => {
      const startMs = performance.now();
      await handle(context);
      return performance.now() - startMs;
    }),
  );
  return { handlerMs: await manager.executeJob(timed, {}) };
}

/** Counts the items that a store is asked to update, from now on. */
function countUpdates(store: JobStore): () => number {
  let count = 0;
  const update = store.update;
  store.update = async (updates) => {
    count += updates.length;
    return await update(updates);
  };
  return () => count;
}
