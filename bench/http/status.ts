import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, defineJobType } from "@rowmill/core";
import { createJobsRouter } from "@rowmill/express-router";
import express from "express";
import { z } from "zod";
import { defineScenario } from "../harness/scenario.ts";
import { closeServer, listen } from "./listen.ts";
import { load } from "./load.ts";

/** The least that the status may be of what a constant is. */
const AIM = 0.6;

const WARM_UP_MS = 1_000;

/** How many requests a second Express answers on one thread: a constant of the same length, or the status of a running job. */
export const status = defineScenario({
  options: { connections: 50, seconds: 4 },
  peers: {
    async constant({ connections, seconds }) {
      const app = express().get("/api/jobs/:id/status", (_request, response) => void response.json(CONSTANT));
      return await measure(app, "x", connections, seconds);
    },
    async rowmill({ connections, seconds }) {
      const wait = defineJobType({ type: "wait", input: z.object({}) });
      const { promise, resolve } = Promise.withResolvers<void>();
      const manager = createTaskManager({ store: memoryStore() }).register(wait.handle(() => promise));
      const { job } = await manager.createJob("wait", {}, { userId: "ada" });
      const app = express().use("/api", createJobsRouter({ manager, authenticate: () => ({ userId: "ada" }) }));
      const figures = await measure(app, job.id, connections, seconds);
      resolve();
      await manager.close();
      return figures;
    },
  },
  summarize: ({ ratio, median }) => {
    const share = ratio("rowmill", "constant", "requestsPerSecond");
    return [
      `rowmill ${median("rowmill", "requestsPerSecond").toFixed(0)} requests/s, p99 ${median("rowmill", "p99Ms").toFixed(1)} ms; ` +
        `constant ${median("constant", "requestsPerSecond").toFixed(0)} requests/s, p99 ${median("constant", "p99Ms").toFixed(1)} ms`,
      `rowmill / constant = ${share.toFixed(2)} of its requests/s (aim: at least ${AIM}, ${share >= AIM ? "reached" : "MISSED"})`,
    ];
  },
});

async function measure(app: express.Express, id: string, connections: number, seconds: number) {
  const { server, port } = await listen(app);
  const figures = await load({ port, path: `/api/jobs/${id}/status`, connections, warmUpMs: WARM_UP_MS, measureMs: seconds * 1_000 });
  await closeServer(server);
  return figures;
}

/** As long as the status of a job. */
const CONSTANT = { status: "processing", text: "x".repeat(480) };
