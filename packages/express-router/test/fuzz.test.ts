import { readFileSync } from "node:fs";
import { request } from "node:http";
import { memoryStorage } from "@rowmill/file-storage";
import fc from "fast-check";
import { expect, it } from "vitest";
import { apiFixture } from "./api-fixture.ts";
import { storeNames, stores } from "./stores.ts";

/** `ROWMILL_FUZZ=20000 npx vitest run packages/express-router/test/fuzz.test.ts` looks longer. */
const RUNS = Number(process.env["ROWMILL_FUZZ"] ?? 400);

const { paths } = JSON.parse(readFileSync(new URL("../openapi.json", import.meta.url), "utf8")) as { paths: Record<string, object> };
const knownPaths = [...Object.keys(paths), "/jobs/hold", "/jobs/double"];

const anyId = fc.oneof(
  fc.constantFrom(
    "JOB",
    "JOB",
    "JOB",
    "..",
    "%2e%2e%2f",
    "%00",
    "%",
    "%E0%A4%A",
    "__proto__",
    "constructor",
    "x".repeat(300),
    "%F0%9F%92%A9",
  ),
  fc.uuid(),
  fc.stringMatching(/^[\w.~%!$&'()*+,;=:@-]{1,40}$/),
);
const anyPath = fc.tuple(fc.constantFrom(...knownPaths), anyId).map(([path, id]) => path.replaceAll(/\{\w+\}/g, () => id));
const anyQuery = fc.oneof(
  fc.constant(""),
  fc
    .array(
      fc.tuple(
        fc.constantFrom(
          "wait",
          "limit",
          "cursor",
          "status",
          "type",
          "text",
          "created_from",
          "last_event_id",
          "file_id",
          "__proto__",
          "a[b]",
        ),
        fc.oneof(fc.constantFrom("0", "1", "pending", "%00", "2026-01-01T00:00:00Z", "W10", "%"), fc.stringMatching(/^[\w.%+-]{0,20}$/)),
      ),
      { maxLength: 3 },
    )
    .map((pairs) => `?${pairs.map((pair) => pair.join("=")).join("&")}`),
);
const anyJson = fc.oneof(
  fc.json(),
  fc
    .record({
      n: fc.oneof(
        fc.integer(),
        fc.anything().map((value) => fc.stringify(value)),
      ),
    })
    .map((value) => JSON.stringify(value)),
  fc.record({ type: fc.constantFrom("double", "held", "x"), input: fc.jsonValue() }).map((value) => JSON.stringify(value)),
  fc.record({ file_id: fc.jsonValue() }).map((value) => JSON.stringify(value)),
  fc.string(),
  fc.constant("[".repeat(5_000)),
);
const anyHeaders = fc.dictionary(
  fc.constantFrom(
    "Content-Type",
    "Idempotency-Key",
    "If-None-Match",
    "Last-Event-ID",
    "Range",
    "Accept",
    "Origin",
    "Content-Encoding",
    "Upload-Offset",
    "Prefer",
  ),
  fc.oneof(
    fc.constantFrom(
      "application/json",
      "text/plain",
      "multipart/form-data; boundary=x",
      "multipart/form-data",
      "application/octet-stream",
      "*",
      "bytes=0-",
      "gzip",
      "-1",
    ),
    fc.stringMatching(/^[\x21-\x7e]{1,40}$/),
  ),
);
const anyRequest = fc.record({
  method: fc.constantFrom("GET", "GET", "POST", "POST", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"),
  path: anyPath,
  query: anyQuery,
  headers: anyHeaders,
  body: fc.option(anyJson, { nil: undefined }),
  as: fc.constantFrom("ada", "ada", "ada", "bob", "eve", "nobody"),
});

it.each(storeNames)(
  "no request makes the API on %s answer 5xx, hang, or say what it should not",
  async (name) => {
    const { origin, create, logged, ask } = await apiFixture({
      store: await stores[name](),
      files: memoryStorage(),
      expose: ["double"],
      limits: { streamsPerUser: 1_000_000 },
    });
    const job = await create("held", {});
    await fc.assert(
      fc.asyncProperty(anyRequest, async ({ method, path, query, headers, body, as }) => {
        // A long poll would be no hang, but long.
        const search = query.replaceAll(/wait=\d+/g, "wait=0");
        const target = `/api${path.replaceAll("JOB", job)}${search}`;
        const response = await send({ method, target, origin, headers: { ...headers, Authorization: `Bearer ${as}` }, body });
        expect(response.status, `${method} ${target} ${JSON.stringify({ headers, body })}: ${response.text}`).toBeLessThan(500);
        expect(response.text).not.toMatch(/node_modules|\.ts:\d|at (?:async )?\w+ \(/);
        if (response.status >= 400 && response.type !== undefined && !response.type.startsWith("text/html")) {
          expect(response.type).toBe("application/problem+json");
        }
      }),
      { numRuns: name === "memory" ? RUNS : Math.ceil(RUNS / 4) },
    );
    expect(logged).toEqual([]);
    expect((await ask("/health")).status).toBe(200);
  },
  600_000,
);

/** Not `fetch`, which mends and refuses much of what is to be sent. Event streams are left after their first bytes. */
function send(options: { method: string; target: string; origin: string; headers: Record<string, string>; body: string | undefined }) {
  const { method, target, origin, headers, body } = options;
  return new Promise<{ status: number; type: string | undefined; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const call = request({ hostname, port, method, path: target, headers, timeout: 10_000 }, (response) => {
      const type = response.headers["content-type"];
      let text = "";
      const done = () => resolve({ status: response.statusCode!, type, text });
      response.on("data", (chunk: Buffer) => {
        text += String(chunk);
        if (type === "text/event-stream") {
          done();
          call.destroy();
        }
      });
      response.on("end", done);
      response.on("error", done);
    });
    call.on("timeout", () => call.destroy(new Error(`${method} ${target} hangs`)));
    call.on("error", reject);
    call.end(body);
  });
}
