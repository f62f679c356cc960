import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import express from "express";
import express4 from "express4";
import { describe, expect, it } from "vitest";
import { type ApiFixtureOptions, apiFixture } from "./api-fixture.ts";

/** Hosts that have or have not read the body before the router sees it. */
const hosts: Record<string, ApiFixtureOptions["mount"]> = {
  "Express 5": (router) => express().use("/api", router),
  "Express 5 with express.json()": (router) =>
    express()
      .use(express.json({ limit: "1mb" }))
      .use("/api", router),
  "Express 5 with all parsers": (router) =>
    express()
      .use(express.json(), express.urlencoded({ extended: true }), express.text({ type: "*/*" }))
      .use("/api", router),
  "Express 5 with express.raw()": (router) =>
    express()
      .use(express.raw({ type: "*/*", limit: "1mb" }))
      .use("/api", router),
  "Express 4": (router) => express4().use("/api", router),
  "Express 4 with express.json()": (router) =>
    express4()
      .use(express4.json({ limit: "1mb" }))
      .use("/api", router),
  "Express 4 with urlencoded()": (router) =>
    express4()
      .use(express4.urlencoded({ extended: true }))
      .use("/api", router),
  "Node alone": (router) => (request, response) => {
    request.url = request.url?.replace(/^\/api/, "");
    router(Object.assign(request, { baseUrl: "/api" }), response, () => response.writeHead(404).end());
  },
};

describe.each(Object.keys(hosts))("a body, on %s,", (host) => {
  const mount = hosts[host]!;

  it("is read, whether the host has parsed it or not", async () => {
    const { ask, manager } = await apiFixture({ mount });
    const response = await ask("/jobs/double", { json: { n: 3 } });
    expect(response.status).toBe(202);
    const { job_id: id } = (await response.json()) as { job_id: string };
    expect(response.headers.get("Location")).toBe(`/api/jobs/${id}/status`);
    expect(await manager.waitForJob(id)).toMatchObject({ result: { n: 6 } });
  });

  it.each([
    ["missing", undefined, {}, [422]],
    ["empty", "", {}, [422, 400]],
    ["of another type", "n=1", { "Content-Type": "application/x-www-form-urlencoded" }, [415]],
    ["plain text", "n", { "Content-Type": "text/plain" }, [415]],
    ["without a type", Buffer.from("{}"), { "Content-Type": "" }, [415]],
    ["an array", "[1]", {}, [422]],
    ["nested 33 levels deep", `{"n":${"[".repeat(33)}${"]".repeat(33)}}`, {}, [413]],
    ["with __proto__", `{"n":1,"__proto__":{"admin":true}}`, {}, [422]],
    ["with an unknown field", `{"n":1,"constructor":{}}`, {}, [422]],
  ] as const)("that is %s is refused: %s", async (_what, body, headers, statuses) => {
    const { ask } = await apiFixture({ mount });
    const init = { method: "POST", headers: { "Content-Type": "application/json", ...headers } };
    const response = await ask("/jobs/double", body === undefined ? init : { ...init, body });
    expect(statuses).toContain(response.status);
    expect(response.headers.get("Content-Type")).toContain("application/problem+json");
    expect(Object.hasOwn(Object.prototype, "admin")).toBe(false);
  });

  it("may be nested 32 levels deep, and then is for the schema to judge", async () => {
    const { ask } = await apiFixture({ mount });
    const body = `{"n":${"[".repeat(31)}${"]".repeat(31)}}`;
    const response = await ask("/jobs/double", { method: "POST", body, headers: { "Content-Type": "application/json" } });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ pointer: "/n" }] });
  });
});

describe("a body", () => {
  const json = { "Content-Type": "application/json" };

  it.each([
    ["of 256 kB and a byte", JSON.stringify({ n: 1, x: "x".repeat(256 * 1024 - 13) }), json, 413],
    ["of 2 MB", JSON.stringify({ n: 1, x: "x".repeat(2_000_000) }), json, 413],
    ["of 256 kB", JSON.stringify({ n: 1, x: "x".repeat(256 * 1024 - 14) }), json, 422],
    ["of 100,000 nested arrays", "[".repeat(100_000) + "]".repeat(100_000), json, 413],
    ["cut off", '{"n":', json, 400],
    ["that is not UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), json, 400],
    ["in Latin-1", '{"n":1}', { "Content-Type": "application/json; charset=iso-8859-1" }, 415],
    ["that is compressed", gzipSync('{"n":1}'), { ...json, "Content-Encoding": "gzip" }, 415],
    ["that is only JSON's null", "null", json, 422],
    ["of a scalar where an object is expected", "7", json, 422],
    ["with an array where a scalar is expected", '{"n":[1]}', json, 422],
    ["with 50,000 unknown keys", JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, key) => [`k${key}`, 1]))), json, 422],
  ])("%s is answered with a problem", async (_what, body, headers, status) => {
    const { ask } = await apiFixture();
    const response = await ask("/jobs/double", { method: "POST", body, headers });
    expect(response.status).toBe(status);
    const problem = (await response.json()) as Record<string, unknown>;
    expect(problem).toMatchObject({ type: "about:blank", status, title: expect.any(String), detail: expect.any(String) });
    expect(JSON.stringify(problem).length).toBeLessThan(3_000);
  });

  it.each([
    ["with a byte order mark", '\uFEFF{"n":1}', json],
    ["with keys that come twice", '{"n":7,"n":1}', json],
    ["in UTF-8 that says so", '{"n":1}', { "Content-Type": 'Application/JSON; Charset="UTF-8"' }],
    ["of a type that is JSON by its suffix", '{"n":1}', { "Content-Type": "application/vnd.api+json" }],
  ])("%s is taken", async (_what, body, headers) => {
    const { ask } = await apiFixture();
    expect((await ask("/jobs/double", { method: "POST", body, headers })).status).toBe(202);
  });

  it("that comes in chunks is cut off at the limit, and the connection goes on", async () => {
    const { ask } = await apiFixture({ limits: { bodyBytes: 1_000 } });
    const chunks = ReadableStream.from(Array.from({ length: 50 }, () => Buffer.alloc(1_000, 0x20)));
    const response = await ask("/jobs/double", { method: "POST", body: chunks, duplex: "half", headers: json });
    expect(response.status).toBe(413);
    expect((await ask("/jobs")).status).toBe(200);
  });

  it("that never comes hangs nothing but itself, and its end is no error of ours", async () => {
    const { ask, origin, logged } = await apiFixture();
    const socket = connect(Number(new URL(origin).port), "127.0.0.1");
    socket.write("POST /api/jobs/double HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ada\r\nContent-Type: application/json\r\n");
    socket.write("Content-Length: 10\r\n\r\n{");
    expect((await ask("/jobs")).status).toBe(200);
    socket.destroy();
    await once(socket, "close");
    expect((await ask("/jobs")).status).toBe(200);
    expect(logged).toEqual([]);
  });
});

describe("an address", () => {
  it.each([
    ["/jobs/%E0%A4%A/status", 400],
    ["/jobs/%/status", 400],
    ["/jobs/%00/status", 404],
    ["/jobs/..%2f..%2fetc%2fpasswd/status", 404],
    ["/jobs/C:%5Cx/status", 404],
    [`/jobs/${"x".repeat(300)}/status`, 404],
    ["/jobs/%E2%80%AE/status", 404],
    ["/jobs/__proto__/status", 404],
    ["/jobs/x/status/", 404],
  ])("%s is answered with %i", async (path, status) => {
    const { ask } = await apiFixture();
    const response = await ask(path);
    expect(response.status).toBe(status);
    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  });

  it.each(["/jobs//status", "/jobs/x/y/status", "/job", "/jobs/x", "/", "/__proto__", "/%E0%A4%A"])(
    "%s goes on to the host",
    async (path) => {
      const { ask } = await apiFixture({
        mount: (router) =>
          express().use("/api", router, (_request: unknown, response: express.Response) => void response.status(418).end()),
      });
      expect((await ask(path)).status).toBe(418);
    },
  );

  it("may have query parameters of the host's own, which are passed over", async () => {
    const { ask } = await apiFixture({ hostQuery: ["access_token"] });
    expect((await ask("/jobs?access_token=secret&limit=1")).status).toBe(200);
    expect((await ask("/jobs?other=secret")).status).toBe(400);
  });

  it("knows its methods: 405 with Allow for others, and OPTIONS", async () => {
    const { ask } = await apiFixture();
    const refused = await ask("/jobs", { method: "DELETE" });
    expect([refused.status, refused.headers.get("Allow")]).toEqual([405, "POST, GET, HEAD, OPTIONS"]);
    expect(await refused.json()).toMatchObject({ code: "METHOD_NOT_ALLOWED" });
    const options = await ask("/jobs/x/cancel", { method: "OPTIONS", as: null });
    expect([options.status, options.headers.get("Allow"), await options.text()]).toEqual([204, "POST, OPTIONS", ""]);
  });

  it("in absolute form, as proxies send it, names the same", async () => {
    const { origin } = await apiFixture();
    const socket = connect(Number(new URL(origin).port), "127.0.0.1");
    socket.end(`GET ${origin}/api/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(await text(socket)).toContain('{"status":"ok"}');
  });
});

describe("a header", () => {
  it.each(["", " ", "x".repeat(256), "naïve"])("Idempotency-Key: %j is refused where it cannot be one", async (key) => {
    const { ask } = await apiFixture();
    const response = await ask("/jobs/double", { json: { n: 1 }, headers: { "Idempotency-Key": key } });
    // fetch drops blanks at the ends, and sends an empty header.
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "REQUEST_MALFORMED", errors: [{ header: "idempotency-key" }] });
  });

  it("X-Content-Type-Options says nosniff in every answer, and none says what we are", async () => {
    const { ask } = await apiFixture();
    for (const path of ["/health", "/jobs", "/jobs/x/status"]) {
      const { headers } = await ask(path);
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Server")).toBeNull();
    }
  });
});
