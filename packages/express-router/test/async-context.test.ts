import { AsyncLocalStorage } from "node:async_hooks";
import { createTaskManager, defineJobType } from "@rowmill/core";
import type { JobStore } from "@rowmill/core/adapter";
import { createJobsRouter } from "@rowmill/express-router";
import express from "express";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { byToken } from "./api-fixture.ts";
import { serve } from "./serve.ts";
import { storeNames, stores } from "./stores.ts";

/** Stands for what an application keeps for a request: its tenant, its transaction, its trace. */
const request = new AsyncLocalStorage<string>();

/** An API whose application keeps each request in a context of its own. */
async function fixture(store: JobStore, asyncContext: "none" | "creator") {
  const seen: { readonly user: string; readonly inHandler: string | undefined }[] = [];
  const type = defineJobType({ type: "t", input: z.object({ user: z.string() }), endpoint: { path: "t" } });
  const manager = createTaskManager({ store, concurrency: 2, asyncContext }).register(
    type.handle(({ user }) => void seen.push({ user, inHandler: request.getStore() })),
  );
  const application = express().use((incoming, _response, next) => request.run(String(incoming.headers.authorization), next));
  const origin = await serve(application.use("/api", createJobsRouter({ manager, authenticate: byToken })));
  onTestFinished(async () => {
    await manager.close();
    await store.close();
  });
  const post = async (user: string) => {
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${user}` };
    const response = await fetch(`${origin}/api/jobs/t`, { method: "POST", headers, body: JSON.stringify({ user }) });
    const { job_id: id } = (await response.json()) as { job_id: string };
    await manager.waitForJob(id);
  };
  return { seen, post };
}

const users = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? "ada" : "bob"));

describe.each(storeNames)("handlers of jobs that come over HTTP, kept in %s", (name) => {
  it("run in no request at all", async () => {
    const { seen, post } = await fixture(await stores[name](), "none");
    await Promise.all(users.map(post));
    expect(seen.map(({ inHandler }) => inHandler)).toEqual(users.map(() => undefined));
  });

  it("run in the request of their creator where that is asked for", async () => {
    const { seen, post } = await fixture(await stores[name](), "creator");
    await Promise.all(users.map(post));
    expect(seen.map(({ inHandler }) => inHandler)).toEqual(seen.map(({ user }) => `Bearer ${user}`));
  });
});
