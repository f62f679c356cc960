import compression from "compression";
import express from "express";
import express4 from "express4";
import helmet from "helmet";
import { describe, expect, it } from "vitest";
import { type ApiFixtureOptions, apiFixture } from "./api-fixture.ts";
import { readEvents } from "./read-events.ts";
import { serve } from "./serve.ts";

const versions = { "Express 5": express, "Express 4": express4 };

describe.each(Object.keys(versions) as (keyof typeof versions)[])("in %s", (version) => {
  const framework = versions[version];

  it("works under a deep prefix, beside the host's own routes", async () => {
    const { origin, manager } = await apiFixture({
      mount: (router) => {
        const inner = framework
          .Router()
          .use("/v1/jobs-api", router)
          .get("/v1/own", (_request, response) => void response.json("own"));
        return framework().use("/deep/prefix", inner);
      },
    });
    const base = `${origin}/deep/prefix/v1/jobs-api`;
    const init = { method: "POST", body: '{"n":5}', headers: { "Content-Type": "application/json", Authorization: "Bearer ada" } };
    const response = await fetch(`${base}/jobs/double`, init);
    const { job_id: id } = (await response.json()) as { job_id: string };
    const location = new URL(response.headers.get("Location")!, response.url);
    expect(location.href).toBe(`${base}/jobs/${id}/status`);
    await manager.waitForJob(id);
    expect(await (await fetch(location, { headers: { Authorization: "Bearer ada" } })).json()).toMatchObject({ id, status: "completed" });
    expect(await (await fetch(`${origin}/deep/prefix/v1/own`)).json()).toBe("own");
  });

  it("works at the root, and lets everything else by", async () => {
    const { origin } = await apiFixture({
      mount: (router) =>
        framework()
          .use(router)
          .get("/other", (_request, response) => void response.json("other")),
    });
    expect((await fetch(`${origin}/health`)).status).toBe(200);
    expect(await (await fetch(`${origin}/other`)).json()).toBe("other");
  });

  it("streams through compression() and under helmet()", async () => {
    const { ask, hold } = await apiFixture({
      mount: (router) => framework().use(helmet(), compression(), express.json()).use("/api", router),
    });
    const { id, run } = await hold();
    const response = await ask(`/jobs/${id}/events`, { headers: { "Accept-Encoding": "gzip" } });
    const events = readEvents(response);
    expect((await events.next()).value).toMatchObject({ data: { status: "processing" } });
    run.progress(50, "half way");
    expect((await events.next()).value).toMatchObject({ data: { progress: 50 } });
    run.end();
    expect((await events.next()).value).toMatchObject({ data: { status: "completed" } });
    expect(response.headers.get("Content-Encoding")).toBeNull();
    await events.return();
  });

  it("is compressed by compression() where that is of use", async () => {
    const { ask, create } = await apiFixture({ mount: (router) => framework().use(compression()).use("/api", router) });
    for (let n = 0; n < 5; n += 1) await create("double", { n });
    const response = await ask("/jobs", { headers: { "Accept-Encoding": "gzip" } });
    expect(response.headers.get("Content-Encoding")).toBe("gzip");
    expect(((await response.json()) as { items: unknown[] }).items).toHaveLength(5);
  });

  it("twice in one application, for two managers, is two APIs", async () => {
    const first = await apiFixture();
    const second = await apiFixture();
    const origin = await serve(framework().use("/a", first.router).use("/b", second.router));
    const id = await second.create("double", { n: 1 });
    const status = async (at: string) =>
      (await fetch(`${origin}/${at}/jobs/${id}/status`, { headers: { Authorization: "Bearer ada" } })).status;
    expect([await status("a"), await status("b")]).toEqual([404, 200]);
  });
});

describe("behind a proxy that strips a prefix", () => {
  it.each([
    ["/shop/api", "/shop/api/jobs/"],
    ["https://example.org/shop/api/", "https://example.org/shop/api/jobs/"],
  ])("addresses are those of publicUrl: %s", async (publicUrl, expected) => {
    const options: ApiFixtureOptions = { publicUrl };
    const { ask, create } = await apiFixture(options);
    const response = await ask("/jobs/double", { json: { n: 1 } });
    expect(response.headers.get("Location")).toMatch(expected);
    await create("double", { n: 2 });
    expect((await ask("/jobs?limit=1")).headers.get("Link")).toContain(`<${expected.replace(/\/$/, "")}?limit=1&cursor=`);
  });
});
