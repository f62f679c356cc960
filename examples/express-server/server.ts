// npm run serve [-- --port 3000 --sqlite jobs.db --files path]: jobs over HTTP, with users, uploads and a job type of its own.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { memoryStore } from "@rowmill/adapter-memory";
import { sqliteStore } from "@rowmill/adapter-sqlite";
import { createTaskManager } from "@rowmill/core";
import { analyzeHandler, batchHandler, mappingHandler, templateRoutes, transformHandler, transformRoutes } from "@rowmill/data-jobs";
import { localDiskStorage } from "@rowmill/file-storage";
import { createJobsRouter } from "@rowmill/express-router";
import express from "express";
import { maskEmailsJobs } from "./mask-emails.ts";
import { authenticate } from "./users.ts";

const { values } = parseArgs({
  options: { port: { type: "string", default: "3000" }, sqlite: { type: "string" }, files: { type: "string" } },
});
const directory = values.files ?? (await mkdtemp(join(tmpdir(), "rowmill-server-")));

const files = localDiskStorage({ directory });
const store = values.sqlite === undefined ? memoryStore() : sqliteStore({ path: values.sqlite });
const manager = createTaskManager({ store, files, concurrency: 2, metrics: true })
  .register(analyzeHandler({ files }))
  .register(mappingHandler({ files, store }))
  .register(transformHandler({ files, store }))
  .register(batchHandler())
  .register(maskEmailsJobs(files));
const jobs = createJobsRouter({
  manager,
  files,
  routes: [...templateRoutes({ files, store }), ...transformRoutes({ files, store })],
  authenticate,
  schedules: ["analyze"],
  metrics: { token: "the-scraper-s-token" },
  openapi: { title: "The example's jobs" },
});

const app = express().use("/api", jobs);
app.get("/internal/doctor", async (request, response) => {
  if (request.headers.authorization !== "Bearer the-operator-s-token") response.sendStatus(401);
  else response.json(await manager.doctor());
});
const server = app.listen(Number(values.port), (error) => {
  if (error) throw error;
  const address = server.address();
  const port = typeof address === "object" ? address?.port : values.port;
  console.log(`Jobs: http://localhost:${port}/api/jobs  (their document: http://localhost:${port}/api/openapi.json)`);
  console.log(`Files: ${directory}`);
});

// Ends streams, lets requests and jobs under way finish, then ends: a second Ctrl-C does not wait.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());

async function stop(): Promise<void> {
  jobs.drain();
  server.close();
  await manager.drain({ timeoutMs: 5_000 });
  await manager.close({ timeoutMs: 5_000 });
  await store.close();
  server.closeAllConnections();
}
