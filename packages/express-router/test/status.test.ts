import { describe, expect, it, vi } from "vitest";
import { apiFixture } from "./api-fixture.ts";

describe("GET /jobs/{id}/status", () => {
  it("tells how the job is doing", async () => {
    const { ask, hold } = await apiFixture();
    const { id, run } = await hold();
    run.progress(40, "reading", { rows: 12 });
    const response = await ask(`/jobs/${id}/status`);
    expect(response.status).toBe(200);
    expect(response.headers.get("Cache-Control")).toBe("private, no-cache");
    expect(response.headers.get("Retry-After")).toBe("1");
    expect(await response.json()).toMatchObject({
      id,
      user_id: "ada",
      type: "held",
      status: "processing",
      progress: expect.any(Number),
      is_active: true,
      attempt: 1,
      input_file_id: null,
      result_file_id: null,
      error_message: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  it("says why a job failed, but not where in the code", async () => {
    const { ask, hold, manager } = await apiFixture();
    const { id, run } = await hold();
    run.fail(new Error("The file has no header"));
    await manager.waitForJob(id);
    const text = await (await ask(`/jobs/${id}/status`)).text();
    expect(JSON.parse(text)).toMatchObject({ status: "failed", error_code: "HANDLER_FAILED", error_message: "The file has no header" });
    expect(text).not.toMatch(/stack|\.ts|"input"/);
  });

  it.each([
    ["connect ECONNREFUSED postgres://app:s3cret@db.internal/app", "connect ECONNREFUSED postgres://***@db.internal/app"],
    ["401 Incorrect API key provided: sk-proj-abcdefgh1234", "401 Incorrect API key provided: sk-***"],
    ["The header was Authorization: Bearer eyJhbGciOi.J9", "The header was Authorization: Bearer ***"],
    ["ENOENT: no such file or directory, open '/srv/app/uploads/x.csv'", "ENOENT: no such file or directory, open '***'"],
    ["EPERM: operation not permitted, open 'C:\\app\\x.csv'", "EPERM: operation not permitted, open '***'"],
    ["Row 7: 'a/b' is no date, see https://example.org/a@b", "Row 7: 'a/b' is no date, see https://example.org/a@b"],
  ])("takes secrets and paths out of an error: %s", async (message, told) => {
    const { ask, hold, manager } = await apiFixture();
    const { id, run } = await hold();
    run.log(message);
    run.fail(new Error(message));
    await manager.waitForJob(id);
    expect(await (await ask(`/jobs/${id}/status`)).json()).toMatchObject({ error_message: told });
    expect(await (await ask(`/jobs/${id}/log`)).json()).toMatchObject({ items: [{ message: told }] });
    expect(await (await ask(`/jobs/${id}/events`)).text()).not.toMatch(/s3cret|abcdefgh|eyJ|srv|app\\/);
  });

  it("answers 304 to fetch with the ETag, until the job changes", async () => {
    const { ask, hold, manager } = await apiFixture();
    const { id, run } = await hold();
    const first = await ask(`/jobs/${id}/status`);
    const etag = first.headers.get("ETag")!;
    for (const known of [etag, etag.slice(2), `"other", ${etag}`, "*"]) {
      const again = await ask(`/jobs/${id}/status`, { headers: { "If-None-Match": known } });
      expect([again.status, await again.text()]).toEqual([304, ""]);
    }
    run.end();
    await manager.waitForJob(id);
    const changed = await ask(`/jobs/${id}/status`, { headers: { "If-None-Match": etag } });
    expect(changed.status).toBe(200);
    expect(changed.headers.get("ETag")).not.toBe(etag);
    expect(changed.headers.get("Retry-After")).toBeNull();
  });

  it("waits for a change with ?wait=, and answers as soon as there is one", async () => {
    const { ask, hold } = await apiFixture();
    const { id, run } = await hold();
    const etag = (await ask(`/jobs/${id}/status`)).headers.get("ETag")!;
    const waiting = ask(`/jobs/${id}/status?wait=30`, { headers: { "If-None-Match": etag } });
    run.progress(50, "half way");
    expect(await (await waiting).json()).toMatchObject({ progress: 50, stage: "half way" });
  });

  it("answers at once with ?wait= where the caller's state is an old one, or the job has finished", async () => {
    const { ask, hold, manager } = await apiFixture();
    const { id, run } = await hold();
    expect((await ask(`/jobs/${id}/status?wait=30`, { headers: { "If-None-Match": 'W/"0"' } })).status).toBe(200);
    run.end();
    await manager.waitForJob(id);
    expect((await ask(`/jobs/${id}/status?wait=30`)).status).toBe(200);
  });

  it("answers 304 when nothing has happened until the time is up", async () => {
    const { ask, hold } = await apiFixture();
    const { id } = await hold();
    const etag = (await ask(`/jobs/${id}/status`)).headers.get("ETag")!;
    expect((await ask(`/jobs/${id}/status?wait=1`, { headers: { "If-None-Match": etag } })).status).toBe(304);
  });

  it("waits for nobody who has gone before it was known who they are", async () => {
    const asked = Promise.withResolvers<void>();
    const known = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    const { ask, hold, manager } = await apiFixture({
      limits: { streamsPerUser: 1 },
      authenticate: async (request) => {
        if (request.headers["x-slow"] !== undefined) {
          request.on("close", gone.resolve);
          asked.resolve();
          await known.promise;
        }
        return { userId: "ada" };
      },
    });
    const { id, run } = await hold();
    const hangUp = new AbortController();
    const broken = ask(`/jobs/${id}/status?wait=60`, { headers: { "X-Slow": "1" }, signal: hangUp.signal });
    await asked.promise;
    hangUp.abort();
    await expect(broken).rejects.toThrow("aborted");
    await gone.promise;
    known.resolve();
    const again = vi.waitUntil(async () => (await ask(`/jobs/${id}/status?wait=1`)).status === 200, { timeout: 120_000 });
    await expect(again).resolves.toBe(true);
    run.end();
    await manager.waitForJob(id);
  });

  it.each(["61", "-1", "1.5", "x", "", "1e1"])("refuses ?wait=%s", async (wait) => {
    const { ask } = await apiFixture();
    const response = await ask(`/jobs/x/status?wait=${wait}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "REQUEST_MALFORMED", errors: [{ parameter: "wait" }] });
  });

  it("answers HEAD as GET, without the body", async () => {
    const { ask, hold } = await apiFixture();
    const { id } = await hold();
    const response = await ask(`/jobs/${id}/status`, { method: "HEAD" });
    expect([response.status, await response.text(), response.headers.get("Content-Type")]).toEqual([200, "", "application/json"]);
    expect(Number(response.headers.get("Content-Length"))).toBeGreaterThan(300);
  });
});
