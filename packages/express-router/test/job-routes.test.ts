import { defineJobType } from "@rowmill/core";
import { memoryStorage } from "@rowmill/file-storage";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { apiFixture } from "./api-fixture.ts";

describe("POST /jobs/{id}/cancel", () => {
  it("cancels a running job: its handler's signal aborts", async () => {
    const { ask, hold, manager } = await apiFixture();
    const { id, run } = await hold();
    const response = await ask(`/jobs/${id}/cancel`, { method: "POST" });
    expect([response.status, await response.json()]).toEqual([200, { message: "Job cancelled successfully" }]);
    expect(run.signal.aborted).toBe(true);
    expect(await manager.getJob(id)).toMatchObject({ status: "cancelled" });
  });

  it("answers the same once more", async () => {
    const { ask, hold } = await apiFixture();
    const { id } = await hold();
    for (let call = 0; call < 2; call += 1) {
      const response = await ask(`/jobs/${id}/cancel`, { method: "POST" });
      expect([response.status, await response.json()]).toEqual([200, { message: "Job cancelled successfully" }]);
    }
  });

  it("is a conflict for a job that has finished", async () => {
    const { ask, hold, manager } = await apiFixture();
    const { id, run } = await hold();
    run.end();
    await manager.waitForJob(id);
    const response = await ask(`/jobs/${id}/cancel`, { method: "POST" });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ code: "JOB_STATUS_CONFLICT", detail: expect.stringContaining("completed") });
  });
});

describe("POST /jobs/{id}/signals/{name}", () => {
  const asking = defineJobType({
    type: "asking",
    input: z.null(),
    signals: { review: z.strictObject({ approve: z.boolean() }) },
    endpoint: { path: "ask" },
  });

  /** An API with a job of Ada's that waits for a review. */
  async function waitingApi() {
    const api = await apiFixture();
    api.manager.register(asking.handle((_, { wakeup, waitFor }) => (wakeup ? wakeup : waitFor({ signal: "review" }))));
    const { job } = await api.manager.createJob("asking", null, { userId: "ada" });
    for await (const { waitingFor } of api.manager.watchJob(job.id)) if (waitingFor) break;
    return { ...api, id: job.id };
  }

  it("lets the job go on, with what the body says", async () => {
    const { ask, id, manager } = await waitingApi();
    const status = await (await ask(`/jobs/${id}/status`)).json();
    expect(status).toMatchObject({ status: "processing", is_active: false, parent_id: null });
    expect(status).toMatchObject({ waiting_for: { children: null, signal: "review", until: null } });
    const inbox = (await (await ask("/jobs?waiting_for=review")).json()) as { items: { id: string }[] };
    expect(inbox.items.map((item) => item.id)).toEqual([id]);
    const response = await ask(`/jobs/${id}/signals/review`, { json: { approve: true } });
    expect([response.status, await response.json()]).toEqual([202, { message: "Signal sent" }]);
    expect(await manager.waitForJob(id)).toMatchObject({ result: { by: "signal", payload: { approve: true } } });
  });

  it.each([
    ["of another name", "other", { approve: true }, 409, "SIGNAL_UNEXPECTED"],
    ["with another body", "review", { approve: "yes" }, 422, "SIGNAL_INVALID"],
  ])("refuses one %s", async (_, name, json, status, code) => {
    const { ask, id } = await waitingApi();
    const response = await ask(`/jobs/${id}/signals/${name}`, { json });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });

  it("knows no job of another user", async () => {
    const { ask, id } = await waitingApi();
    expect((await ask(`/jobs/${id}/signals/review`, { json: { approve: true }, as: "bob" })).status).toBe(404);
  });
});

describe("POST /jobs/{id}/retry", () => {
  it("makes a cancelled job pending again, under its id", async () => {
    const { ask, hold, nextRun, manager } = await apiFixture();
    const { id } = await hold();
    await ask(`/jobs/${id}/cancel`, { method: "POST" });
    const response = await ask(`/jobs/${id}/retry`, { method: "POST" });
    expect([response.status, await response.json()]).toEqual([202, { job_id: id, status: "pending", message: "Job queued again" }]);
    (await nextRun()).end();
    expect(await manager.waitForJob(id)).toMatchObject({ status: "completed" });
  });

  it("is a conflict for a job that runs", async () => {
    const { ask, hold } = await apiFixture();
    const { id } = await hold();
    expect((await ask(`/jobs/${id}/retry`, { method: "POST" })).status).toBe(409);
  });
});

describe("POST /jobs", () => {
  it("creates a job of a type that is exposed", async () => {
    const { ask, manager } = await apiFixture({ expose: ["double"] });
    const response = await ask("/jobs", { json: { type: "double", input: { n: 2 } } });
    expect(response.status).toBe(202);
    const { job_id: id } = (await response.json()) as { job_id: string };
    expect(await manager.waitForJob(id)).toMatchObject({ userId: "ada", result: { n: 4 } });
  });

  it("does not tell a type that is not exposed from one that does not exist", async () => {
    const { ask } = await apiFixture({ expose: ["double", "never-registered"] });
    const bodies = await Promise.all(
      ["held", "never-registered", "nonsense"].map(async (type) => {
        const response = await ask("/jobs", { json: { type, input: {} } });
        return [response.status, await response.text()];
      }),
    );
    expect(new Set(bodies.map(String)).size).toBe(1);
    expect(bodies[0]).toEqual([422, expect.stringContaining("/type")]);
    expect(bodies[0]![1]).not.toContain("double");
  });

  it.each([
    { input: { n: "2" }, pointer: "/input/n" },
    { input: { n: 2, priority: 9 }, pointer: "/input/priority" },
    { input: 7, pointer: "/input" },
  ])("says where the input $input is wrong", async ({ input, pointer }) => {
    const { ask } = await apiFixture({ expose: ["double"] });
    const response = await ask("/jobs", { json: { type: "double", input } });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: "JOB_INPUT_INVALID", errors: [{ pointer }] });
  });

  it.each(["user_id", "owner_id", "status", "attempts", "priority", "result", "max_attempts", "run_at"])(
    "refuses the field %s, which is not the caller's to set",
    async (field) => {
      const { ask } = await apiFixture({ expose: ["double"] });
      const response = await ask("/jobs", { json: { type: "double", input: { n: 1 }, [field]: 1 } });
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ errors: [{ pointer: `/${field}` }] });
    },
  );
});

describe("GET /jobs", () => {
  it("lists the caller's jobs, newest first, page by page", async () => {
    const { ask, create } = await apiFixture();
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push(await create("double", { n }));
    await create("double", { n: 1 }, "bob");
    const seen: string[] = [];
    const moments: string[] = [];
    let path: string | undefined = "/jobs?limit=2&type=double";
    for (let pages = 0; path !== undefined; pages += 1) {
      const response: Response = await ask(path);
      const { items, next_cursor } = (await response.json()) as {
        items: { id: string; created_at: string }[];
        next_cursor: string | null;
      };
      seen.push(...items.map(({ id }) => id));
      moments.push(...items.map(({ created_at }) => created_at));
      const link = /^<\/api(\/jobs\?[^>]*)>; rel="next"$/.exec(response.headers.get("Link") ?? "")?.[1];
      expect(link === undefined).toBe(next_cursor === null);
      path = link;
      expect(pages).toBeLessThan(3);
    }
    // Several may be of the same millisecond.
    expect(seen.toSorted()).toEqual(ids.toSorted());
    expect(moments).toEqual(moments.toSorted().toReversed());
  });

  it("narrows by status, type, time and text", async () => {
    const { ask, create, hold, manager } = await apiFixture();
    const { id: held, run } = await hold();
    const doubled = await create("double", { n: 1 });
    await manager.waitForJob(doubled);
    const list = async (query: string) => {
      const { items } = (await (await ask(`/jobs?${query}`)).json()) as { items: { id: string }[] };
      // Both may be of the same millisecond, and then the order is that of their ids.
      return items.map(({ id }) => id).toSorted();
    };
    const both = [held, doubled].toSorted();
    expect(await list("status=processing")).toEqual([held]);
    expect(await list("status=completed,failed")).toEqual([doubled]);
    expect(await list("type=held,double")).toEqual(both);
    expect(await list("text=OUBL")).toEqual([doubled]);
    expect(await list("created_before=2020-01-01T00:00:00Z")).toEqual([]);
    expect(await list("created_from=2020-01-01T00:00:00%2B02:00")).toEqual(both);
    expect(await list("file_id=none")).toEqual([]);
    run.end();
  });

  it.each([
    "limit=0",
    "limit=201",
    "limit=1.5",
    "limit=",
    "status=done",
    "status=",
    "status=pending&status=failed",
    "created_from=yesterday",
    "created_from=2026-13-01T00:00:00Z",
    "text=%00",
    "text=",
    "colour=red",
    "limit[]=1",
    "__proto__=1",
    "text=%E0%A4%A",
  ])("refuses ?%s", async (query) => {
    const { ask } = await apiFixture();
    const response = await ask(`/jobs?${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "REQUEST_MALFORMED" });
  });

  it("refuses a cursor that was changed, is somebody else's, or comes with other filters", async () => {
    const { ask, create } = await apiFixture();
    for (let n = 0; n < 3; n += 1) await create("double", { n });
    const { next_cursor: cursor } = (await (await ask("/jobs?limit=2")).json()) as { next_cursor: string };
    expect((await ask(`/jobs?limit=1&cursor=${cursor}`)).status).toBe(200);
    for (const [path, as] of [
      [`/jobs?cursor=${cursor}x`, "ada"],
      [`/jobs?cursor=${cursor.slice(1)}`, "ada"],
      [`/jobs?cursor=nonsense`, "ada"],
      [`/jobs?cursor=`, "ada"],
      [`/jobs?cursor=${cursor}&type=double`, "ada"],
      [`/jobs?cursor=${cursor}`, "bob"],
    ] as const) {
      const response = await ask(path, { as });
      expect([response.status, await response.json()]).toEqual([400, expect.objectContaining({ code: "CURSOR_INVALID" })]);
    }
  });
});

describe("GET /jobs/{id}/result", () => {
  it("answers the result of a job that has completed", async () => {
    const { ask, create, manager } = await apiFixture();
    const id = await create("double", { n: 4 });
    await manager.waitForJob(id);
    const response = await ask(`/jobs/${id}/result`);
    expect([response.status, await response.json()]).toEqual([200, { n: 8 }]);
    expect(response.headers.get("Cache-Control")).toBe("private, no-cache");
  });

  it("is the file that the job made, or a part of it, under its name", async () => {
    const { ask, create, manager, files } = await fileMaker();
    const id = await create("make", { text: "0123456789" });
    const job = await manager.waitForJob(id);
    const whole = await ask(`/jobs/${id}/result`);
    expect([whole.status, await whole.text()]).toEqual([200, "0123456789"]);
    expect(whole.headers.get("Content-Disposition")).toContain("made.txt");
    expect(whole.headers.get("X-Content-Type-Options")).toBe("nosniff");
    const part = await ask(`/jobs/${id}/result`, { headers: { Range: "bytes=2-4" } });
    expect([part.status, part.headers.get("Content-Range"), await part.text()]).toEqual([206, "bytes 2-4/10", "234"]);
    const again = await ask(`/jobs/${id}/result`, { headers: { "If-None-Match": whole.headers.get("ETag")! } });
    expect(again.status).toBe(304);
    await files.delete(job.resultFileId!);
    const expired = await ask(`/jobs/${id}/result`);
    expect([expired.status, await expired.json()]).toEqual([410, expect.objectContaining({ code: "RESULT_EXPIRED" })]);
  });

  it("is never somebody else's file, whatever the handler says", async () => {
    const { ask, create, manager, files } = await fileMaker();
    const { id: bobs } = await files.put([Buffer.from("Bob's")], { userId: "bob" });
    const id = await create("make", { text: "", instead: bobs });
    await manager.waitForJob(id);
    expect((await ask(`/jobs/${id}/result`)).status).toBe(410);
  });

  it("is a conflict before that, and for a job that has none", async () => {
    const { ask, hold } = await apiFixture();
    const { id } = await hold();
    const early = await ask(`/jobs/${id}/result`);
    expect([early.status, early.headers.get("Retry-After")]).toEqual([409, "1"]);
    await ask(`/jobs/${id}/cancel`, { method: "POST" });
    const never = await ask(`/jobs/${id}/result`);
    expect([never.status, never.headers.get("Retry-After")]).toEqual([409, null]);
    expect(await never.json()).toMatchObject({ code: "RESULT_NOT_READY", detail: "The job has been cancelled: it has no result" });
  });
});

describe("GET /jobs/{id}/log", () => {
  it("answers the newest lines, oldest first", async () => {
    const { ask, hold, manager } = await apiFixture();
    const { id, run } = await hold();
    for (const line of ["one", "two\u001b[31m", "three"]) run.log(line, "warn");
    run.end();
    await manager.waitForJob(id);
    const { items } = (await (await ask(`/jobs/${id}/log?limit=2`)).json()) as { items: unknown[] };
    expect(items).toEqual([
      { at: expect.any(String), level: "warn", message: "two\u001b[31m", run: 1 },
      { at: expect.any(String), level: "warn", message: "three", run: 1 },
    ]);
    expect((await ask(`/jobs/${id}/log?limit=1001`)).status).toBe(400);
  });
});

describe("GET /health", () => {
  it("is ok for everybody, and draining once the router drains", async () => {
    const { ask, router } = await apiFixture();
    const ok = await ask("/health", { as: null });
    expect([ok.status, await ok.json()]).toEqual([200, { status: "ok" }]);
    router.drain();
    const draining = await ask("/health", { as: null });
    expect([draining.status, await draining.json()]).toEqual([503, { status: "draining" }]);
  });
});

/** An API with a job type that makes a file of a text, or says that it has made another one. */
async function fileMaker() {
  const files = memoryStorage();
  const api = await apiFixture({ files });
  const make = defineJobType({
    type: "make",
    input: z.object({ text: z.string(), instead: z.string().optional() }),
    result: z.object({ file_id: z.string() }),
    resultFile: ({ file_id }) => file_id,
  });
  api.manager.register(
    make.handle(async ({ text, instead }, { job }) => {
      const file = await files.put([Buffer.from(text)], { name: "made.txt", userId: job.userId ?? undefined });
      return { file_id: instead ?? file.id };
    }),
  );
  return { ...api, files };
}
