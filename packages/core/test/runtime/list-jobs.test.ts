import { defineJobType } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

async function fixture() {
  const [a, b] = [heldJobType({ type: "a" }), heldJobType({ type: "b" })];
  const { manager, clock, ...rest } = taskManagerFixture();
  const registered = manager.register(a.jobType).register(b.jobType);
  const startMs = clock.now();
  for (let n = 0; n < 6; n += 1) {
    const { job } = await registered.createJob(n % 2 === 0 ? "a" : "b", n);
    if (n >= 4) await registered.cancelJob(job.id);
    await clock.advanceBy(1_000);
  }
  const inputs = async (options: Parameters<typeof registered.listJobs>[0]) =>
    (await registered.listJobs(options)).jobs.map(({ input }) => input);
  return { ...rest, manager: registered, clock, inputs, at: (second: number) => new Date(startMs + second * 1_000) };
}

describe("listJobs", () => {
  it("lists the newest first", async () => {
    const { inputs } = await fixture();
    expect(await inputs({})).toEqual([5, 4, 3, 2, 1, 0]);
  });

  it("narrows by status, type and time, one or several", async () => {
    const { inputs, at } = await fixture();
    expect(await inputs({ status: "cancelled" })).toEqual([5, 4]);
    expect(await inputs({ status: ["cancelled", "pending"], type: "a" })).toEqual([4, 2, 0]);
    expect(await inputs({ type: ["a", "b"] })).toHaveLength(6);
    expect(await inputs({ createdFrom: at(1), createdBefore: at(3) })).toEqual([2, 1]);
    expect(await inputs({ status: [] })).toEqual([]);
  });

  it("narrows by a text, and by the last change", async () => {
    const { manager, clock, inputs } = await fixture();
    const before = new Date(clock.now());
    const { job } = await manager.createJob("b", "late");
    expect(await inputs({ updatedFrom: before })).toEqual(["late"]);
    expect(await inputs({ text: job.id.toUpperCase() })).toEqual(["late"]);
  });

  it("narrows by a file", async () => {
    const { manager, inputs } = await fixture();
    const files = (inputFileId: string) => ({ inputFileId });
    const read = defineJobType({ type: "read", input: z.string(), files, ownership: "unchecked" });
    await manager.register(read).createJob("read", "file-1");
    expect(await inputs({ fileId: "file-1" })).toEqual(["file-1"]);
  });

  it.each([
    { createdFrom: new Date("never") },
    { updatedFrom: "2026-01-01" as never },
    { text: 1 as never },
    { fileId: null as never },
    { userId: 7 as never },
    { type: 7 as never },
    { status: {} as never },
    { statuses: ["pending"] } as never,
  ])("refuses %j with OPTION_INVALID", async (options) => {
    const { manager } = await fixture();
    await expect(manager.listJobs(options)).rejects.toMatchObject({ code: "OPTION_INVALID" });
    await expect(manager.countJobs(options)).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it("pages with a cursor, whatever is created meanwhile", async () => {
    const { manager } = await fixture();
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await manager.listJobs({ limit: 2, cursor });
      seen.push(...page.jobs.map(({ input }) => input));
      cursor = page.nextCursor;
      await manager.createJob("a", "new");
    } while (cursor !== undefined);
    expect(seen).toEqual([5, 4, 3, 2, 1, 0]);
  });

  it("answers 50 jobs unless it is told otherwise", async () => {
    const { manager } = await fixture();
    await manager.createJobs(Array.from({ length: 60 }, (_, input) => ({ type: "a", input }) as const));
    expect((await manager.listJobs()).jobs).toHaveLength(50);
    expect((await manager.listJobs({ limit: 200 })).jobs).toHaveLength(66);
  });

  it.each([0, 201, 1.5, NaN])("refuses a limit of %d with OPTION_INVALID", async (limit) => {
    const { manager } = await fixture();
    await expect(manager.listJobs({ limit })).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it("refuses a cursor that no list answered with CURSOR_INVALID", async () => {
    const { manager } = await fixture();
    await expect(manager.listJobs({ cursor: "x" })).rejects.toMatchObject({ code: "CURSOR_INVALID" });
  });
});

describe("countJobs", () => {
  it("counts what listJobs would list, and stops at its limit", async () => {
    const { manager } = await fixture();
    expect(await manager.countJobs()).toBe(6);
    expect(await manager.countJobs({ status: "cancelled" })).toBe(2);
    expect(await manager.countJobs({ type: ["a", "b"], limit: 4 })).toBe(4);
  });

  it.each([0, 1_000_001, 1.5])("refuses a limit of %d with OPTION_INVALID", async (limit) => {
    const { manager } = await fixture();
    await expect(manager.countJobs({ limit })).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});
