import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, defineJobType, type HandlerContext, type Logger, type TaskManager } from "@rowmill/core";
import type { JobStore } from "@rowmill/core/adapter";
import { createJobsRouter, type HostRequest, type JobsRouter, type JobsRouterOptions } from "@rowmill/express-router";
import express from "express";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { serve } from "./serve.ts";

/** What an API under test is made with. */
export interface ApiFixtureOptions extends Partial<Omit<JobsRouterOptions, "manager">> {
  /** Mounts the router into an application of the test's own. @defaultValue an Express 5 that does nothing else, under `/api` */
  readonly mount?: (router: JobsRouter) => Parameters<typeof serve>[0];
  /** Where the jobs live; closed when the test has finished. @defaultValue in memory */
  readonly store?: JobStore;
}

/** A run of the job type `held`, which stands still until the test says how it ends. */
export interface HeldRun extends Pick<HandlerContext, "progress" | "log" | "signal"> {
  end(result?: unknown): void;
  fail(error: unknown): void;
}

/** A whole API on a free port: Ada and Bob are known by their bearer tokens, Eve may only look. */
export async function apiFixture({ mount = mountInExpress, store = memoryStore(), ...options }: ApiFixtureOptions = {}) {
  const logged: { readonly level: string; readonly message: string; readonly details: object }[] = [];
  const log = (level: string) => (details: object, message: string) => void logged.push({ level, message, details });
  const logger: Logger = { debug() {}, info() {}, warn: log("warn"), error: log("error") };
  const runs: HeldRun[] = [];
  const waiting: ((run: HeldRun) => void)[] = [];
  const manager: TaskManager = createTaskManager({ store, logger, progressIntervalMs: 5, metrics: true });
  manager.register(
    heldType.handle((_input, context) => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const { progress, log: write, signal } = context;
      signal.addEventListener("abort", () => reject(signal.reason as Error));
      const run: HeldRun = { progress, log: write, signal, end: resolve, fail: reject };
      const listener = waiting.shift();
      if (listener) listener(run);
      else runs.push(run);
      return promise;
    }),
  );
  manager.register(double.handle(({ n }) => ({ n: n * 2 })));
  const router = createJobsRouter({ manager, authenticate: byToken, logger, ...options });
  const origin = await serve(mount(router));
  onTestFinished(async () => {
    await manager.close({ timeoutMs: 100 });
    await store.close();
  });

  const ask = (path: string, { as = "ada", json, ...init }: AskOptions = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (as !== null && !headers.has("Authorization")) headers.set("Authorization", `Bearer ${as}`);
    if (json !== undefined && !headers.has("Content-Type")) headers.set("Content-Type", "application/json");
    return fetch(`${origin}/api${path}`, {
      redirect: "manual",
      ...(json !== undefined && { method: "POST", body: JSON.stringify(json) }),
      ...init,
      headers,
    });
  };
  /** The next run of a `held` job that begins, or has begun. */
  const nextRun = (): Promise<HeldRun> => {
    const run = runs.shift();
    return run ? Promise.resolve(run) : new Promise((resolve) => waiting.push(resolve));
  };
  /** Creates a job of a user's, without HTTP. Answers its id. */
  const create = async (type: string, input: unknown, userId = "ada"): Promise<string> => {
    const { job } = await manager.createJob(type, input, { userId });
    return job.id;
  };

  return {
    manager,
    router,
    logged,
    origin,
    /** Asks the API, as Ada unless `as` says who else. */
    ask,
    create,
    nextRun,
    /** A job of Ada's that runs, until the test ends it. */
    async hold(): Promise<{ id: string; run: HeldRun }> {
      const id = await create("held", {});
      return { id, run: await nextRun() };
    },
  };
}

/** What is asked of an API under test: whatever `fetch` takes, who asks (`null`: nobody), and JSON to be posted. */
export type AskOptions = RequestInit & { readonly as?: string | null; readonly json?: unknown };

/** Its jobs run until the test ends them. */
const heldType = defineJobType({
  type: "held",
  input: z.strictObject({ note: z.string().optional() }),
  retry: { maxAttempts: 1 },
  endpoint: { path: "hold", message: "Held" },
});

/** Its jobs end at once. The input is an open object, as most are. */
const double = defineJobType({
  type: "double",
  input: z.object({ n: z.number() }),
  result: z.object({ n: z.number() }),
  endpoint: { path: "double" },
});

export function mountInExpress(router: JobsRouter): ReturnType<typeof express> {
  return express().use("/api", router);
}

/** Whoever has a token is known by it. */
export function byToken({ headers }: HostRequest) {
  const [, userId] = /^Bearer (ada|bob|eve)$/.exec(headers.authorization ?? "") ?? [];
  if (userId === undefined) return null;
  return { userId, access: userId === "eve" ? ("read" as const) : ("write" as const) };
}
