import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, defineJobType, RowmillError } from "@rowmill/core";
import { type JobStore, nextStatus } from "@rowmill/core/adapter";
import { defineRoute, type Route } from "@rowmill/core/http";
import { analyzeFile, type FileProfile } from "@rowmill/tables";
import { createJobsRouter } from "@rowmill/express-router";
import express, { type Request } from "express";
import { z } from "zod";

// Only type-checked: what a user's editor must accept, and what it must underline.
const double = defineJobType({ type: "double", input: z.object({ n: z.number() }), result: z.object({ n: z.number() }) });
const manager = createTaskManager({ store: memoryStore() }).register(double.handle(async ({ n }) => ({ n: n * 2 })));
const { job } = await manager.createJob("double", { n: 21 });
// @ts-expect-error -- the input is an object with a number
await manager.createJob("double", { n: "21" });
// @ts-expect-error -- no such job type was registered
await manager.createJob("triple", { n: 21 });
// @ts-expect-error -- the handler must answer what the type's result schema says
double.handle(async () => "42");
try {
  await manager.waitForJob(job.id);
} catch (error) {
  if (!RowmillError.is(error, "JOB_FAILED")) throw error;
}
await manager.close();

// The entries for adapters and for routes speak of the same types as the one for applications.
const store: JobStore = memoryStore();
createTaskManager({ store, concurrency: 1 });
console.log(nextStatus(job.status, "retry"));
const version: Route = defineRoute({
  name: "version",
  method: "GET",
  path: "/version",
  summary: "Read the version",
  answers: { 200: { description: "The version." } },
  handle: () => ({ status: 200, json: "1" }),
});

const { columns }: FileProfile = await analyzeFile("people.csv");
console.log(columns[0]?.name satisfies string | undefined);

// The router fits into Express, and `authenticate` may take Express's own request.
const userOf = (request: Request) => (request.get("X-User") ? { userId: "ada", access: "read" as const } : null);
express().use("/api", createJobsRouter({ manager, authenticate: userOf, routes: [version] }));
// @ts-expect-error -- without saying who calls there is no router
createJobsRouter({ manager });
