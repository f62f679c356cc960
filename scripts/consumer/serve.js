import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, defineJobType } from "@rowmill/core";
import { createJobsRouter } from "@rowmill/express-router";
import express from "express";
import { z } from "zod";

async function main() {
  const double = defineJobType({ type: "double", input: z.object({ n: z.number() }), endpoint: { path: "double" } });
  const manager = createTaskManager({ store: memoryStore() }).register(double.handle(async ({ n }) => ({ n: n * 2 })));
  const router = createJobsRouter({ manager, authenticate: () => ({ userId: "ada" }) });
  const server = express().use("/api", router).listen(0);
  const api = `http://127.0.0.1:${server.address().port}/api`;
  const created = await fetch(`${api}/jobs/double`, {
    method: "POST",
    body: '{"n":21}',
    headers: { "Content-Type": "application/json", Connection: "close" },
  });
  const { job_id } = await created.json();
  const { status } = await manager.waitForJob(job_id);
  const result = await (await fetch(`${api}/jobs/${job_id}/result`, { headers: { Connection: "close" } })).json();
  console.log(created.status, status, result);
  router.drain();
  server.close();
  await manager.close();
}

await main();
