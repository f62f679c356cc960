import { setTimeout as sleep } from "node:timers/promises";
import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager } from "@rowmill/core";
import PQueue from "p-queue";
import { quantile } from "../harness/results.ts";
import type { Figures } from "../harness/figures.ts";
import { defineScenario } from "../harness/scenario.ts";
import { increment } from "./increment.ts";

/** From the call of `createJob` to the first line of the handler, when nothing else is going on. */
export const startLatency = defineScenario({
  options: { samples: 2_000 },
  peers: {
    "p-queue": async ({ samples }) => {
      const queue = new PQueue({ concurrency: 10 });
      return await latency(samples, (started) => queue.add(async () => started()));
    },

    async rowmill({ samples }) {
      let started: () => void;
      await using manager = createTaskManager({ store: memoryStore(), concurrency: 10 }).register(
        increment.handle(async ({ n }) => {
          started();
          return n + 1;
        }),
      );
      return await latency(samples, async (callback) => {
        started = callback;
        const { job } = await manager.createJob(increment, { n: 1 });
        await manager.waitForJob(job.id);
      });
    },
  },
  summarize: ({ median }) =>
    ["p-queue", "rowmill"].map((peer) => `${peer} p50 ${median(peer, "p50Us").toFixed(0)} µs, p99 ${median(peer, "p99Us").toFixed(0)} µs`),
});

async function latency(samples: number, run: (started: () => void) => Promise<void>): Promise<Figures> {
  const takenUs: number[] = [];
  for (let sample = -WARM_UP_SAMPLES; sample < samples; sample += 1) {
    const startMs = performance.now();
    await run(() => {
      if (sample >= 0) takenUs.push((performance.now() - startMs) * 1_000);
    });
    // Lonely: whatever the last job still has to do is over.
    await sleep(1);
  }
  return { p50Us: quantile(takenUs, 0.5), p99Us: quantile(takenUs, 0.99) };
}

const WARM_UP_SAMPLES = 500;
