import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, defineJobType } from "@rowmill/core";
import { createJobsRouter } from "@rowmill/express-router";
import express from "express";
import { z } from "zod";
import { quantile } from "../harness/results.ts";
import { defineScenario } from "../harness/scenario.ts";
import { closeServer, listen } from "./listen.ts";
import type { ReadersData, ReadersResult } from "./readers-worker.ts";

/** One job that reports four times a second, and many who read its events: how late they get them, and what that costs. */
export const fanOut = defineScenario({
  options: { readers: 200, seconds: 5 },
  peers: {
    async rowmill({ readers, seconds }) {
      const begin = Promise.withResolvers<void>();
      const report = defineJobType({ type: "report", input: z.object({}) });
      const manager = createTaskManager({ store: memoryStore(), progressIntervalMs: 5 }).register(
        report.handle(async (_input, { progress }) => {
          await begin.promise;
          for (let call = 0; call < seconds * 4; call += 1) {
            progress(call, String(performance.timeOrigin + performance.now()));
            await sleep(260);
          }
        }),
      );
      const { job } = await manager.createJob("report", {}, { userId: "ada" });
      const router = createJobsRouter({ manager, authenticate: () => ({ userId: "ada" }), limits: { streamsPerUser: readers } });
      const { server, port } = await listen(express().use("/api", router));
      const workerData: ReadersData = { port, path: `/api/jobs/${job.id}/events`, readers };
      const worker = new Worker(new URL("readers-worker.ts", import.meta.url), { workerData });
      await once(worker, "message");
      const cpuBefore = process.threadCpuUsage();
      const startMs = performance.now();
      begin.resolve();
      const [{ counts, latencyMs }] = (await once(worker, "message")) as [ReadersResult];
      const { user, system } = process.threadCpuUsage(cpuBefore);
      const tookMs = performance.now() - startMs;
      await worker.terminate();
      await closeServer(server);
      await manager.close();
      return {
        eventsPerReader: quantile(counts, 0.5),
        fewestEvents: Math.min(...counts),
        latencyP50Ms: quantile(latencyMs, 0.5),
        latencyP99Ms: quantile(latencyMs, 0.99),
        serverCpuPercent: ((user + system) / 1_000 / tookMs) * 100,
        serverCpuUsPerEvent: (user + system) / latencyMs.length,
      };
    },
  },
  summarize: ({ median }, { readers }) => [
    `${readers} readers of one job: ${median("rowmill", "eventsPerReader")} events each, p50 ${median("rowmill", "latencyP50Ms").toFixed(1)} ms and ` +
      `p99 ${median("rowmill", "latencyP99Ms").toFixed(1)} ms after the handler's call, ` +
      `${median("rowmill", "serverCpuPercent").toFixed(1)} % of the server's thread`,
  ],
});
