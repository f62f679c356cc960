import { memoryStore } from "@rowmill/adapter-memory";
import { defineJobType } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { apiFixture } from "./api-fixture.ts";

const publish = defineJobType({
  type: "publish",
  input: z.strictObject({}),
  signals: { review: z.strictObject({ approve: z.boolean() }) },
  earlySignals: "refuse",
  endpoint: { path: "publish" },
});

/** Ada and Bob publish, Rita reviews, Eve may only read. */
async function fixture() {
  const api = await apiFixture({
    store: memoryStore(),
    authenticate: ({ headers }) => {
      const user = headers.authorization?.replace("Bearer ", "") ?? "";
      if (user === "") return null;
      return { userId: user, access: user === "rita" ? "review" : user === "eve" ? "read" : "write" };
    },
  });
  api.manager.register(
    publish.handle((_, { wakeup, waitFor, cancel }) => {
      if (wakeup?.by !== "signal") return waitFor({ signal: "review", result: { pages: 3 } });
      return (wakeup.payload as { approve: boolean }).approve ? "published" : cancel("Not approved");
    }),
  );
  const ask = async (path: string, as: string, json?: unknown) => await api.ask(path, { as, ...(json !== undefined && { json }) });
  const publishAs = async (user: string): Promise<string> => {
    const { job_id: id } = (await (await ask("/jobs/publish", user, {})).json()) as { job_id: string };
    await expect.poll(async () => (await api.manager.getJob(id))?.waitingFor?.signal).toBe("review");
    return id;
  };
  return { ...api, ask, publishAs };
}

describe("a job that waits for a review", () => {
  it("answers its owner with 202 and what is to be decided, then with its result", async () => {
    const { ask, publishAs, manager } = await fixture();
    const id = await publishAs("ada");
    const shown = await ask(`/jobs/${id}/result`, "ada");
    expect([shown.status, await shown.json()]).toEqual([202, { pages: 3 }]);
    expect((await ask(`/jobs/${id}/signals/review`, "ada", { approve: true })).status).toBe(202);
    await manager.waitForJob(id);
    const result = await ask(`/jobs/${id}/result`, "ada");
    expect([result.status, await result.json()]).toEqual([200, "published"]);
  });

  it("is in the inbox of a reviewer, whoever it belongs to, and in nobody else's", async () => {
    const { ask, publishAs } = await fixture();
    const ids = [await publishAs("ada"), await publishAs("bob")];
    const inbox = async (user: string) =>
      ((await (await ask("/jobs?waiting_for=review", user)).json()) as { items: { id: string }[] }).items.map((job) => job.id);
    expect((await inbox("rita")).toSorted()).toEqual(ids.toSorted());
    expect(await inbox("ada")).toEqual([ids[0]]);
    expect(await inbox("eve")).toEqual([]);
  });

  it("pages the inbox of a reviewer", async () => {
    const { ask, publishAs } = await fixture();
    const ids = [await publishAs("ada"), await publishAs("bob")];
    const first = (await (await ask("/jobs?waiting_for=review&limit=1", "rita")).json()) as {
      items: { id: string }[];
      next_cursor: string;
    };
    const cursor = encodeURIComponent(first.next_cursor);
    const next = (await (await ask(`/jobs?waiting_for=review&limit=1&cursor=${cursor}`, "rita")).json()) as { items: { id: string }[] };
    expect([...first.items, ...next.items].map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    // The cursor of all users' jobs opens no list of another caller.
    expect((await ask(`/jobs?waiting_for=review&limit=1&cursor=${cursor}`, "ada")).status).toBe(400);
  });

  it("can be read and decided by a reviewer, and by no other user", async () => {
    const { ask, publishAs, manager } = await fixture();
    const id = await publishAs("ada");
    for (const user of ["bob", "eve"]) {
      expect((await ask(`/jobs/${id}/status`, user)).status).toBe(404);
      expect((await ask(`/jobs/${id}/result`, user)).status).toBe(404);
    }
    expect((await ask(`/jobs/${id}/signals/review`, "bob", { approve: true })).status).toBe(404);
    expect((await ask(`/jobs/${id}/signals/review`, "eve", { approve: true })).status).toBe(403);

    expect(await (await ask(`/jobs/${id}/status`, "rita")).json()).toMatchObject({ waiting_for: { signal: "review" } });
    expect(await (await ask(`/jobs/${id}/result`, "rita")).json()).toEqual({ pages: 3 });
    expect((await ask(`/jobs/${id}/signals/review`, "rita", { approve: false })).status).toBe(202);
    expect(await manager.waitForJob(id)).toMatchObject({ status: "cancelled", userId: "ada", error: { message: "Not approved" } });
  });

  it("is hidden from reviewers before and after, and cannot be cancelled or retried by them", async () => {
    const { ask, publishAs, manager } = await fixture();
    const id = await publishAs("ada");
    expect((await ask(`/jobs/${id}/cancel`, "rita", {})).status).toBe(404);
    await ask(`/jobs/${id}/signals/review`, "rita", { approve: true });
    await manager.waitForJob(id);
    expect((await ask(`/jobs/${id}/status`, "rita")).status).toBe(404);
    expect((await ask(`/jobs/${id}/result`, "rita")).status).toBe(404);
    expect((await ask(`/jobs/${id}/signals/review`, "rita", { approve: true })).status).toBe(404);
    const all = (await (await ask("/jobs", "rita")).json()) as { items: unknown[] };
    expect(all.items).toEqual([]);
  });

  it.each([{ approve: 1 }, {}, null])("refuses the decision %j with 422", async (decision) => {
    const { ask, publishAs } = await fixture();
    const id = await publishAs("ada");
    const response = await ask(`/jobs/${id}/signals/review`, "ada", decision);
    expect([response.status, await response.json()]).toEqual([422, expect.objectContaining({ code: "SIGNAL_INVALID" })]);
  });
});
