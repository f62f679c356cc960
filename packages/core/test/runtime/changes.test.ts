import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

describe("onChange", () => {
  it("tells of every change of any job, also of those of another manager on the same store", async () => {
    const held = heldJobType();
    const { manager, store, clock } = taskManagerFixture();
    const other = taskManagerFixture({ store, clock });
    const changes: unknown[] = [];
    other.manager.onChange(({ jobId, status, userId }) => changes.push([jobId, status, userId]));
    const { job } = await manager.register(held.handled).createJob("held", 1, { userId: "ada" });
    await clock.advanceBy(0);
    held.run().end();
    await clock.advanceBy(0);
    expect(changes).toEqual([
      [job.id, "pending", "ada"],
      [job.id, "processing", "ada"],
      [job.id, "completed", "ada"],
    ]);
  });

  it("ends when it is told to, and when the manager closes", async () => {
    const held = heldJobType();
    const { manager, store, clock } = taskManagerFixture();
    const other = taskManagerFixture({ store, clock });
    const changes: unknown[] = [];
    other.manager.onChange((change) => changes.push(change))();
    other.manager.onChange((change) => changes.push(change));
    await other.manager.close();
    await manager.register(held.handled).createJob("held", 1);
    expect(changes).toEqual([]);
  });

  it("lets no listener harm the others", async () => {
    const held = heldJobType();
    const { manager, logged } = taskManagerFixture();
    let calls = 0;
    manager.onChange(() => {
      throw new Error("broken listener");
    });
    manager.onChange(() => (calls += 1));
    await manager.register(held.handled).createJob("held", 1);
    expect(calls).toBeGreaterThan(0);
    expect(logged).toContainEqual(expect.objectContaining({ message: "A listener of changes threw" }));
  });
});

describe("getJobTypes", () => {
  it("answers every registered type, with or without a handler, in their order", () => {
    const first = heldJobType({});
    const second = heldJobType({ type: "second" });
    const { manager } = taskManagerFixture();
    manager.register(second.jobType).register(first.handled).register(second.handled);
    expect(manager.getJobTypes()).toEqual([second.jobType, first.jobType]);
  });
});
