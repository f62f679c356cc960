import { inspect } from "node:util";
import { createTaskManager } from "@rowmill/core";
import { memoryStore } from "@rowmill/adapter-memory";
import { createJobsRouter } from "@rowmill/express-router";
import { describe, expect, it } from "vitest";
import { checkOrigin } from "../src/http/check-origin.ts";
import { apiFixture } from "./api-fixture.ts";

describe("createJobsRouter", () => {
  const manager = createTaskManager({ store: memoryStore() });

  it.each([
    [{}, '"manager"'],
    [{ manager }, '"authenticate"'],
    [{ manager, authenticate: "anyone" }, '"anonymous"'],
    [{ manager, authenticate: (): null => null, limits: { streamsPerUser: 0 } }, "limits.streamsPerUser"],
    [{ manager, authenticate: (): null => null, limits: { streams: 1 } }, "streamsPerUser"],
    [{ manager, authenticate: (): null => null, limits: { pendingJobsPerUser: 1.5 } }, "limits.pendingJobsPerUser"],
    [{ manager, authenticate: (): null => null, limits: { runningJobsPerUser: 1_000_001 } }, "limits.runningJobsPerUser"],
    [{ manager, authenticate: (): null => null, auth: true }, '"auth"'],
    [{ manager, authenticate: (): null => null, expose: "resize" }, '"expose"'],
    [{ manager, authenticate: (): null => null, trustedOrigins: "https://example.org" }, '"trustedOrigins"'],
    [{ manager, authenticate: (): null => null, files: "./uploads" }, '"files"'],
    [{ manager, authenticate: (): null => null, metrics: { token: undefined } }, '"metrics.token"'],
    [{ manager, authenticate: (): null => null, metrics: { token: "short" } }, '"metrics.token"'],
    [{ manager, authenticate: (): null => null, metrics: true }, "metrics"],
  ])("refuses the options %j with OPTION_INVALID", (options, named) => {
    expect(() => createJobsRouter(options as never)).toThrow(
      expect.objectContaining({ code: "OPTION_INVALID", message: expect.stringContaining(named) }),
    );
  });

  it("warns that nobody is asked who they are when access is anonymous", async () => {
    const { logged, ask, manager: anonymous } = await apiFixture({ authenticate: "anonymous" });
    expect(logged).toEqual([expect.objectContaining({ level: "warn", message: expect.stringContaining("anonymous") })]);
    const response = await ask("/jobs/double", { as: null, json: { n: 1 } });
    const { job_id: id } = (await response.json()) as { job_id: string };
    expect(await anonymous.getJob(id)).toMatchObject({ userId: null });
    expect((await ask(`/jobs/${id}/status`, { as: null })).status).toBe(200);
  });

  it("shows nobody's jobs to anonymous callers, but no user's", async () => {
    const { ask, create } = await apiFixture({ authenticate: "anonymous" });
    const id = await create("double", { n: 1 }, "ada");
    expect((await ask(`/jobs/${id}/status`)).status).toBe(404);
  });
});

describe("whoever has no identity", () => {
  it("gets 401 with WWW-Authenticate, whatever they ask for", async () => {
    const { ask, hold } = await apiFixture();
    const { id } = await hold();
    for (const [method, path] of [
      ["GET", "/jobs"],
      ["GET", `/jobs/${id}/status`],
      ["GET", "/jobs/unknown/status"],
      ["GET", "/jobs/events"],
      ["POST", "/jobs/double"],
      ["POST", `/jobs/${id}/cancel`],
    ] as const) {
      const response = await ask(path, { method, as: null });
      expect([path, response.status, response.headers.get("WWW-Authenticate")]).toEqual([path, 401, "Bearer"]);
      expect(await response.json()).toMatchObject({ code: "NOT_AUTHENTICATED" });
    }
  });

  it.each([
    ["throws", () => Promise.reject(new Error("redis://user:s3cret@cache is away"))],
    ["answers no user", () => ({}) as never],
    ["answers an empty user", () => ({ userId: "" })],
    ["answers a user that is a number", () => ({ userId: 7 }) as never],
    ["answers an access that there is not", () => ({ userId: "ada", access: "admin" }) as never],
  ])("is nobody where the host's function %s: 500, and the log says why", async (_what, authenticate) => {
    const { ask, logged } = await apiFixture({ authenticate });
    const response = await ask("/jobs");
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/s3cret|redis/);
    expect(logged).toHaveLength(1);
    expect(inspect(logged, { depth: 9 })).not.toContain("s3cret");
  });
});

describe("whoever may only look", () => {
  it("looks, and is refused every change with 403", async () => {
    const { ask, create, manager } = await apiFixture();
    const id = await create("held", {}, "eve");
    expect((await ask("/jobs", { as: "eve" })).status).toBe(200);
    expect((await ask(`/jobs/${id}/status`, { as: "eve" })).status).toBe(200);
    for (const path of ["/jobs", "/jobs/double", `/jobs/${id}/cancel`, `/jobs/${id}/retry`]) {
      const response = await ask(path, { as: "eve", json: { n: 1 } });
      expect([path, response.status]).toEqual([path, 403]);
      expect(await response.json()).toMatchObject({ code: "ACCESS_DENIED" });
    }
    expect(await manager.listJobs({ userId: "eve" })).toMatchObject({ jobs: [{ id, status: "processing" }] });
  });
});

describe("a page of another site", () => {
  /** A host that knows its users by cookies, which a browser sends with whatever page asks. */
  const byCookie = ({ headers }: { headers: { cookie?: string } }) => (headers.cookie === "session=ada" ? { userId: "ada" } : null);

  it.each([
    [{ "Sec-Fetch-Site": "cross-site" }, 403],
    [{ "Sec-Fetch-Site": "same-site" }, 403],
    [{ "Sec-Fetch-Site": "same-origin" }, 200],
    [{ "Sec-Fetch-Site": "none" }, 200],
    [{ Origin: "https://evil.example" }, 403],
    [{ Origin: "null" }, 403],
    [{ Origin: "https://app.example" }, 200],
    [{ "Sec-Fetch-Site": "cross-site", Origin: "https://app.example" }, 200],
    [{ "Sec-Fetch-Site": "cross-site", Authorization: "Basic YWRhOng=" }, 403],
    [{}, 200],
  ])("with %j can %s", async (headers, status) => {
    const { ask, hold, manager } = await apiFixture({ authenticate: byCookie as never, trustedOrigins: ["https://app.example"] });
    const { id } = await hold();
    const response = await ask(`/jobs/${id}/cancel`, { method: "POST", as: null, headers: { Cookie: "session=ada", ...headers } });
    expect(response.status).toBe(status);
    expect((await manager.getJob(id))?.status).toBe(status === 200 ? "cancelled" : "processing");
  });

  it.each([
    ["https://app.example", 200],
    ["https://evil.example", 403],
  ])("is none if it is where callers find the router, whatever a proxy makes of the host: %s", async (origin, status) => {
    const { ask, hold } = await apiFixture({ authenticate: byCookie as never, publicUrl: "https://app.example/api" });
    const { id } = await hold();
    const headers = { Cookie: "session=ada", Origin: origin };
    expect((await ask(`/jobs/${id}/cancel`, { method: "POST", as: null, headers })).status).toBe(status);
  });

  it("is one also where the request names no host", () => {
    expect(() => checkOrigin({ origin: "null" }, [])).toThrow("another site");
  });

  it("of the same host as the request is none", async () => {
    const { ask, hold, origin } = await apiFixture({ authenticate: byCookie as never });
    const { id } = await hold();
    const headers = { Cookie: "session=ada", Origin: origin };
    expect((await ask(`/jobs/${id}/cancel`, { method: "POST", as: null, headers })).status).toBe(200);
  });

  it("does no harm with a bearer token, which no browser adds by itself", async () => {
    const { ask, hold } = await apiFixture();
    const { id } = await hold();
    expect((await ask(`/jobs/${id}/cancel`, { method: "POST", headers: { "Sec-Fetch-Site": "cross-site" } })).status).toBe(200);
  });
});
