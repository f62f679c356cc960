import { analyzeFile } from "@rowmill/tables";
import { quantile } from "../harness/results.ts";
import { defineScenario } from "../harness/scenario.ts";
import { tableFile } from "../tables/table-file.ts";

/** From the abort of a signal to the moment at which `analyzeFile` has rejected and its thread has ended. */
export const abort = defineScenario({
  options: { samples: 20, megabytes: 100 },
  peers: {
    async rowmill({ samples, megabytes }) {
      const path = await tableFile("mixed", megabytes);
      const endedMs: number[] = [];
      for (let sample = 0; sample < samples; sample += 1) {
        const controller = new AbortController();
        let abortedAtMs = 0;
        const abortWhileReading = ({ stage, rows }: { stage: string; rows: number }) => {
          if (abortedAtMs > 0 || stage !== "reading" || rows < 10_000) return;
          abortedAtMs = performance.now();
          controller.abort();
        };
        await analyzeFile(path, { signal: controller.signal, onProgress: abortWhileReading }).catch(() => {});
        endedMs.push(performance.now() - abortedAtMs);
      }
      return { endedP50Ms: quantile(endedMs, 0.5), endedMaxMs: Math.max(...endedMs) };
    },
  },
  summarize: ({ median }) => [
    `an aborted analysis has ended after ${median("rowmill", "endedP50Ms").toFixed(1)} ms at p50, ${median("rowmill", "endedMaxMs").toFixed(1)} ms at most`,
  ],
});
