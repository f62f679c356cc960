import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, silentLogger } from "@rowmill/core";
import { analyzeHandler, mappingHandler, templateRoutes, transformHandler } from "@rowmill/data-jobs";
import { memoryStorage } from "@rowmill/file-storage";
import { createJobsRouter, type JobsRouterOptions } from "@rowmill/express-router";
import { onTestFinished } from "vitest";
import { mountInExpress } from "../api-fixture.ts";
import { serve } from "../serve.ts";

/** The API of the built-in job types and nothing else, on a free port. */
export async function builtInApi(options: Partial<JobsRouterOptions> = {}) {
  const files = memoryStorage();
  const store = memoryStore();
  const manager = createTaskManager({ store, logger: silentLogger })
    .register(analyzeHandler({ files }))
    .register(mappingHandler({ files }))
    .register(transformHandler({ files }));
  const routes = templateRoutes({ store, files });
  const router = createJobsRouter({ manager, files, routes, schedules: ["analyze"], authenticate: () => ({ userId: "ada" }), ...options });
  const origin = await serve(mountInExpress(router));
  onTestFinished(async () => {
    await manager.close({ timeoutMs: 100 });
  });
  return { files, manager, url: `${origin}/api` };
}
