import type { Job, OwnerOptions } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

async function fixture() {
  const held = heldJobType();
  const { manager, ...rest } = taskManagerFixture();
  const registered = manager.register(held.jobType);
  const { job: adas } = await registered.createJob("held", 1, { userId: "ada" });
  const { job: nobodys } = await registered.createJob("held", 2);
  return { ...rest, manager: registered, adas, nobodys };
}
type Given = Awaited<ReturnType<typeof fixture>>;

const calls: readonly [string, (given: Given, id: string, owner: OwnerOptions) => Promise<unknown>][] = [
  ["cancelJob", ({ manager }, id, owner) => manager.cancelJob(id, owner)],
  ["retryJob", ({ manager }, id, owner) => manager.retryJob(id, owner)],
  ["waitForJob", ({ manager }, id, owner) => manager.waitForJob(id, owner)],
  ["watchJob", ({ manager }, id, owner) => manager.watchJob(id, owner).next()],
  ["getJobLog", ({ manager }, id, owner) => manager.getJobLog(id, owner)],
];

describe("userId", () => {
  it.each(calls)("makes somebody else's job as good as none for %s", async (_, call) => {
    const given = await fixture();
    const messageOf = (id: string, userId: string | null) =>
      call(given, id, { userId }).then(
        () => "no error",
        (error: Error) => error.message.replace(id, "<id>"),
      );
    const unknown = await messageOf("none", "bob");
    expect(unknown).toBe('There is no job "<id>"');
    expect(await messageOf(given.adas.id, "bob")).toBe(unknown);
    expect(await messageOf(given.adas.id, null)).toBe(unknown);
    expect(await messageOf(given.nobodys.id, "ada")).toBe(unknown);
    expect(await given.read(given.adas)).toEqual(given.adas);
  });

  it.each([["getJob", ({ manager }: Given, id: string, owner: OwnerOptions) => manager.getJob(id, owner)] as const, ...calls])(
    "is not left out by a slip: %s refuses what it does not know",
    async (_, call) => {
      const given = await fixture();
      for (const slip of [{ userID: "bob" }, "bob", null, { userId: 7 }, { userId: "ada", user: "ada" }]) {
        // A call may throw before it answers a promise.
        const called = (async () => await call(given, given.adas.id, slip as never))();
        await expect(called).rejects.toMatchObject({ code: "OPTION_INVALID" });
      }
      expect(await given.read(given.adas)).toEqual(given.adas);
    },
  );

  it("lets the owner, and who names no owner, do everything", async () => {
    const { manager, adas, nobodys } = await fixture();
    for (const owner of [{ userId: "ada" }, {}, { userId: undefined }]) {
      expect(await manager.getJob(adas.id, owner)).toMatchObject({ id: adas.id });
      expect(await manager.cancelJob(adas.id, owner)).toMatchObject({ status: "cancelled" });
      expect(await manager.waitForJob(adas.id, owner)).toMatchObject({ status: "cancelled" });
      expect(await manager.retryJob(adas.id, owner)).toMatchObject({ status: "pending" });
    }
    expect(await manager.cancelJob(nobodys.id, { userId: null })).toMatchObject({ status: "cancelled" });
  });

  it("narrows getJob", async () => {
    const { manager, adas, nobodys } = await fixture();
    expect(await manager.getJob(adas.id, { userId: "bob" })).toBeUndefined();
    expect(await manager.getJob(adas.id, { userId: null })).toBeUndefined();
    expect(await manager.getJob(nobodys.id, { userId: null })).toEqual(nobodys);
    expect(await manager.getJob("none")).toBeUndefined();
  });

  it("narrows listJobs", async () => {
    const { manager, adas, nobodys } = await fixture();
    const idsOf = async (owner: OwnerOptions) => (await manager.listJobs(owner)).jobs.map(({ id }: Job) => id);
    expect(await idsOf({ userId: "ada" })).toEqual([adas.id]);
    expect(await idsOf({ userId: null })).toEqual([nobodys.id]);
    expect(await idsOf({ userId: "bob" })).toEqual([]);
    expect(await idsOf({})).toHaveLength(2);
  });

  it("that is an empty string is a user like any other", async () => {
    const { manager, adas } = await fixture();
    expect(await manager.getJob(adas.id, { userId: "" })).toBeUndefined();
    const { job } = await manager.createJob("held", 3, { userId: "" });
    expect(await manager.getJob(job.id, { userId: "" })).toEqual(job);
    expect(await manager.getJob(job.id, { userId: null })).toBeUndefined();
  });
});
