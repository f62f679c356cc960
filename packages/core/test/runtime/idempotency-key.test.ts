import { defineJobType, RowmillError } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

function fixture() {
  const { manager, ...rest } = taskManagerFixture();
  return { ...rest, manager: manager.register(heldJobType().jobType).register(heldJobType({ type: "other" }).jobType) };
}

/** With the job type `fussy`, which takes everything until it is told what shall refuse it. */
function refusingFixture() {
  let reason: "check" | "schema" | undefined;
  const fussy = defineJobType({
    type: "fussy",
    input: z.object({ n: z.number() }).refine(() => reason !== "schema"),
    check() {
      if (reason === "check") throw new RowmillError("FILE_NOT_FOUND", "It is gone");
    },
  });
  return { manager: fixture().manager.register(fussy), refuse: (by: typeof reason) => void (reason = by) };
}

describe("an idempotency key", () => {
  it("makes one job of 50 parallel calls, and says created to one of them", async () => {
    const { manager, events } = fixture();
    const creations = await Promise.all(Array.from({ length: 50 }, () => manager.createJob("held", { n: 1 }, { idempotencyKey: "k" })));
    expect(new Set(creations.map(({ job }) => job.id)).size).toBe(1);
    expect(creations.filter(({ created }) => created)).toHaveLength(1);
    expect(events.map(({ name }) => name)).toEqual(["job:created"]);
  });

  it("answers the first job also when it has finished, as it is now", async () => {
    const { manager } = fixture();
    const { job } = await manager.createJob("held", 1, { idempotencyKey: "k" });
    await manager.cancelJob(job.id);
    expect(await manager.createJob("held", 1, { idempotencyKey: "k" })).toMatchObject({
      created: false,
      job: { id: job.id, status: "cancelled" },
    });
  });

  it("does not mind the order of the input's keys", async () => {
    const { manager } = fixture();
    await manager.createJob("held", { a: 1, b: 2 }, { idempotencyKey: "k" });
    expect(await manager.createJob("held", { b: 2, a: 1 }, { idempotencyKey: "k" })).toMatchObject({ created: false });
  });

  it("with another input is an IDEMPOTENCY_CONFLICT that names the job", async () => {
    const { manager } = fixture();
    const { job } = await manager.createJob("held", { n: 1 }, { idempotencyKey: "k" });
    await expect(manager.createJob("held", { n: 2 }, { idempotencyKey: "k" })).rejects.toMatchObject({
      code: "IDEMPOTENCY_CONFLICT",
      details: { jobId: job.id },
    });
    expect((await manager.listJobs()).jobs).toHaveLength(1);
  });

  it("of another user, of nobody or of another type makes a job of its own", async () => {
    const { manager } = fixture();
    const creations = await Promise.all([
      manager.createJob("held", 1, { idempotencyKey: "k", userId: "ada" }),
      manager.createJob("held", 2, { idempotencyKey: "k", userId: "bob" }),
      manager.createJob("held", 3, { idempotencyKey: "k" }),
      manager.createJob("other", 4, { idempotencyKey: "k", userId: "ada" }),
    ]);
    expect(creations.every(({ created }) => created)).toBe(true);
    expect(new Set(creations.map(({ job }) => job.id)).size).toBe(4);
  });

  it("makes one job in one call of createJobs, too", async () => {
    const { manager } = fixture();
    const one = { type: "held", input: 1, options: { idempotencyKey: "k" } } as const;
    const [first, second] = await manager.createJobs([one, one]);
    expect(second).toMatchObject({ created: false, job: { id: first?.job.id } });
  });

  it("answers the first job to who asks again, also when a check or the schema would refuse it now", async () => {
    const { manager, refuse } = refusingFixture();
    const { job } = await manager.createJob("fussy", { n: 1 }, { idempotencyKey: "k", userId: "ada" });
    for (const reason of ["check", "schema"] as const) {
      refuse(reason);
      const again = { type: "fussy", input: { n: 1 }, options: { idempotencyKey: "k", userId: "ada" } } as const;
      expect(await manager.createJob("fussy", again.input, again.options)).toEqual({ job, created: false });
      expect(await manager.createJobs([again])).toEqual([{ job, created: false }]);
    }
    expect(await manager.countJobs()).toBe(1);
  });

  it("stores the new ones of a batch beside one whose file is gone by now", async () => {
    const { manager, refuse } = refusingFixture();
    const { job } = await manager.createJob("fussy", { n: 1 }, { idempotencyKey: "k" });
    refuse("check");
    const creations = await manager.createJobs([
      { type: "held", input: 1 },
      { type: "fussy", input: { n: 1 }, options: { idempotencyKey: "k" } },
      { type: "held", input: 2 },
    ]);
    expect(creations.map(({ created, job: { type } }) => [created, type])).toEqual([
      [true, "held"],
      [false, "fussy"],
      [true, "held"],
    ]);
    expect(creations[1].job.id).toBe(job.id);
  });

  it("is still an IDEMPOTENCY_CONFLICT with another input, where that would be refused anyway", async () => {
    const { manager, refuse } = refusingFixture();
    await manager.createJob("fussy", { n: 1 }, { idempotencyKey: "k" });
    refuse("check");
    await expect(manager.createJob("fussy", { n: 2 }, { idempotencyKey: "k" })).rejects.toMatchObject({ code: "IDEMPOTENCY_CONFLICT" });
  });

  it("that nobody has used does not help what is refused", async () => {
    const { manager, refuse } = refusingFixture();
    await manager.createJob("fussy", { n: 1 }, { idempotencyKey: "k", userId: "ada" });
    refuse("check");
    await expect(manager.createJob("fussy", { n: 1 }, { idempotencyKey: "k", userId: "bob" })).rejects.toMatchObject({
      code: "FILE_NOT_FOUND",
    });
    await expect(manager.createJob("fussy", { n: 1 }, { idempotencyKey: "l", userId: "ada" })).rejects.toMatchObject({
      code: "FILE_NOT_FOUND",
    });
  });

  it("can be asked for what it made, without making anything", async () => {
    const { manager } = fixture();
    const options = { idempotencyKey: "k", userId: "ada" };
    expect(await manager.findEarlierJob("held", { n: 1 }, options)).toBeUndefined();
    const { job } = await manager.createJob("held", { n: 1 }, options);
    expect(await manager.findEarlierJob("held", { n: 1 }, options)).toEqual(job);
    await expect(manager.findEarlierJob("held", { n: 2 }, options)).rejects.toMatchObject({ code: "IDEMPOTENCY_CONFLICT" });
    await expect(manager.findEarlierJob("held", 1, { idempotencyKey: "" })).rejects.toMatchObject({ code: "OPTION_INVALID" });
    expect(await manager.countJobs()).toBe(1);
  });

  it("is free again when its job was pruned", async () => {
    const { manager } = fixture();
    const { job } = await manager.createJob("held", 1, { idempotencyKey: "k" });
    await manager.cancelJob(job.id);
    await manager.prune({ cancelledMs: 0 });
    expect(await manager.createJob("held", 2, { idempotencyKey: "k" })).toMatchObject({ created: true });
  });

  it("is not needed: without one, equal calls make jobs of their own", async () => {
    const { manager } = fixture();
    const [a, b] = await Promise.all([manager.createJob("held", 1), manager.createJob("held", 1)]);
    expect(a.job.id).not.toBe(b.job.id);
  });
});
