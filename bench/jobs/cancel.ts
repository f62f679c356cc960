import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, defineJobType } from "@rowmill/core";
import { z } from "zod";
import { quantile } from "../harness/results.ts";
import { defineScenario } from "../harness/scenario.ts";

/** From the call of `cancelJob` to the handler's signal, and to the answer of `cancelJob`. */
export const cancel = defineScenario({
  options: { samples: 2_000 },
  peers: {
    async rowmill({ samples }) {
      let started: () => void;
      let aborted: () => void;
      const untilAborted = defineJobType({ type: "until-aborted", input: z.object({}) });
      await using manager = createTaskManager({ store: memoryStore() }).register(
        untilAborted.handle(async (_input, { signal }) => {
          const { promise, resolve } = Promise.withResolvers<void>();
          signal.addEventListener("abort", () => {
            aborted();
            resolve();
          });
          started();
          await promise;
        }),
      );

      const abortedUs: number[] = [];
      const answeredUs: number[] = [];
      for (let sample = -WARM_UP_SAMPLES; sample < samples; sample += 1) {
        const running = new Promise<void>((resolve) => (started = resolve));
        const { job } = await manager.createJob(untilAborted, {});
        await running;
        const startMs = performance.now();
        const sinceStartUs = () => (performance.now() - startMs) * 1_000;
        const abortedAfterUs = new Promise<number>((resolve) => (aborted = () => resolve(sinceStartUs())));
        await manager.cancelJob(job.id);
        const answeredAfterUs = sinceStartUs();
        if (sample >= 0) answeredUs.push(answeredAfterUs);
        const us = await abortedAfterUs;
        if (sample >= 0) abortedUs.push(us);
      }
      return {
        signalP50Us: quantile(abortedUs, 0.5),
        signalP99Us: quantile(abortedUs, 0.99),
        answerP50Us: quantile(answeredUs, 0.5),
        answerP99Us: quantile(answeredUs, 0.99),
      };
    },
  },
  summarize: ({ median }) => [
    `signal aborted after p50 ${median("rowmill", "signalP50Us").toFixed(0)} µs, p99 ${median("rowmill", "signalP99Us").toFixed(0)} µs`,
    `cancelJob answered after p50 ${median("rowmill", "answerP50Us").toFixed(0)} µs, p99 ${median("rowmill", "answerP99Us").toFixed(0)} µs`,
  ],
});

const WARM_UP_SAMPLES = 500;
