import { analyzeHandler } from "@rowmill/data-jobs";
import { memoryStorage } from "@rowmill/file-storage";
import { describe, expect, it } from "vitest";
import { apiFixture } from "./api-fixture.ts";

describe("Idempotency-Key", () => {
  const post = (n: number, key: string, as = "ada") => ({ json: { n }, headers: { "Idempotency-Key": key }, as });

  it("makes one job of 50 parallel requests, and 50 equal answers", async () => {
    const { ask, manager } = await apiFixture();
    const responses = await Promise.all(Array.from({ length: 50 }, () => ask("/jobs/double", post(1, "key"))));
    const bodies = await Promise.all(responses.map(async (response) => `${response.status} ${await response.text()}`));
    expect(new Set(bodies).size).toBe(1);
    expect(bodies[0]).toMatch(/^202 \{"job_id":"[\w-]{36}","status":"pending","message":"Job created and queued"\}$/);
    expect(await manager.countJobs()).toBe(1);
    expect(responses.filter(({ headers }) => headers.get("Idempotency-Replayed") === null)).toHaveLength(1);
    expect(new Set(responses.map(({ headers }) => headers.get("Location"))).size).toBe(1);
  });

  it("answers the same when the job has long finished", async () => {
    const { ask, manager } = await apiFixture();
    const first = await (await ask("/jobs/double", post(1, "key"))).text();
    await manager.waitForJob((JSON.parse(first) as { job_id: string }).job_id);
    const again = await ask("/jobs/double", post(1, "key"));
    expect([again.status, await again.text()]).toEqual([202, first]);
  });

  it("is refused with 422 for another body, whatever the order of the keys of the same one", async () => {
    const { ask } = await apiFixture();
    await ask("/jobs/double", post(1, "key"));
    const response = await ask("/jobs/double", post(2, "key"));
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: "IDEMPOTENCY_CONFLICT" });
  });

  it("answers the same while its user has as many jobs as are allowed, waiting or running", async () => {
    const { ask, manager, hold } = await apiFixture({ limits: { pendingJobsPerUser: 1, runningJobsPerUser: 1 } });
    const { run } = await hold();
    run.end();
    manager.pause();
    const first = await ask("/jobs/double", post(1, "key"));
    const body = await first.text();
    const again = await ask("/jobs/double", post(1, "key"));
    expect([again.status, await again.text(), again.headers.get("Idempotency-Replayed")]).toEqual([202, body, "true"]);
    expect((await ask("/jobs/double", post(2, "key"))).status).toBe(422);
    expect((await ask("/jobs/double", post(1, "another"))).status).toBe(429);
    manager.resume();
    await hold();
    expect(await (await ask("/jobs/double", post(1, "key"))).text()).toBe(body);
    expect((await ask("/jobs/double", post(1, "another"))).status).toBe(429);
  });

  it("makes one job of 50 parallel requests where there is room for one", async () => {
    const { ask, manager } = await apiFixture({ limits: { pendingJobsPerUser: 1 } });
    manager.pause();
    const responses = await Promise.all(Array.from({ length: 50 }, () => ask("/jobs/double", post(1, "key"))));
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([202]));
    expect(await manager.countJobs()).toBe(1);
  });

  it("answers the same when the job's file was deleted meanwhile, by its own route and by POST /jobs", async () => {
    const files = memoryStorage();
    const { ask, manager } = await apiFixture({ files, expose: ["analyze"] });
    manager.register(analyzeHandler({ files }));
    const { id } = await files.put([Buffer.from("a,b\n1,2\n")], { name: "a.csv", userId: "ada" });
    const requests = [
      { path: "/jobs/analyze", json: { file_id: id }, headers: { "Idempotency-Key": "key" } },
      { path: "/jobs", json: { type: "analyze", input: { file_id: id } }, headers: { "Idempotency-Key": "other" } },
    ];
    const firsts = await Promise.all(
      requests.map(async ({ path, ...init }) => (await (await ask(path, init)).json()) as { job_id: string }),
    );
    for (const { job_id } of firsts) await manager.waitForJob(job_id);
    await files.delete(id);
    for (const [index, { path, ...init }] of requests.entries()) {
      const again = await ask(path, init);
      expect([again.status, ((await again.json()) as { job_id: string }).job_id]).toEqual([202, firsts[index]!.job_id]);
      expect((await ask(path, { ...init, headers: {} })).status).toBe(404);
    }
  });

  it("belongs to one user and one route", async () => {
    const { ask, manager } = await apiFixture();
    await ask("/jobs/double", post(1, "key"));
    expect((await ask("/jobs/double", post(2, "key", "bob"))).status).toBe(202);
    expect((await ask("/jobs/hold", { json: {}, headers: { "Idempotency-Key": "key" } })).status).toBe(202);
    expect(await manager.countJobs()).toBe(3);
  });
});

describe("the limits of a user's jobs", () => {
  it("hold for parallel requests, too: as many jobs as are allowed, and 429 for the others", async () => {
    const { ask, manager } = await apiFixture({ limits: { pendingJobsPerUser: 7 } });
    manager.pause();
    const responses = await Promise.all(Array.from({ length: 40 }, () => ask("/jobs/double", { json: { n: 1 } })));
    expect(responses.filter(({ status }) => status === 202)).toHaveLength(7);
    expect(responses.filter(({ status }) => status === 429)).toHaveLength(33);
    expect(await manager.countJobs()).toBe(7);
    const refused = responses.find(({ status }) => status === 429)!;
    expect(refused.headers.get("Retry-After")).toBe("5");
    expect(await refused.json()).toMatchObject({ code: "LIMIT_REACHED", detail: expect.stringContaining("7 jobs") });
    expect((await ask("/jobs/double", { json: { n: 1 }, as: "bob" })).status).toBe(202);
  });

  it("count running jobs apart", async () => {
    const { ask, hold } = await apiFixture({ limits: { runningJobsPerUser: 1 } });
    const { run, id } = await hold();
    expect((await ask("/jobs/double", { json: { n: 1 } })).status).toBe(429);
    run.end();
    await ask(`/jobs/${id}/status?wait=10`);
    expect((await ask("/jobs/double", { json: { n: 1 } })).status).toBe(202);
  });
});
