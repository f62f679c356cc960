import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";
import { unreliableStore } from "../unreliable-store.ts";

function fixture(concurrency: number) {
  const clock = manualClock();
  const store = unreliableStore(memoryStore({ clock }));
  const held = heldJobType();
  const { manager, ...rest } = taskManagerFixture({ clock, store, concurrency });
  return { ...rest, store, held, manager: manager.register(held.handled), inputs: () => held.runs.map(({ input }) => input) };
}

describe("the dispatcher of this process", () => {
  it("begins the next job while the end of the last one is recorded", async () => {
    const { manager, store, held, settled, inputs, eventsOf } = fixture(1);
    const { job } = await manager.createJob("held", 1);
    await manager.createJob("held", 2);
    await settled();
    const goOn = store.stall("settle");
    held.run(0).end();
    await settled();
    expect(inputs()).toEqual([1, 2]);
    expect(eventsOf(job)).toEqual(["job:created", "job:started"]);
    goOn();
    await settled();
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "job:completed"]);
  });

  it("lets no more ends wait for their record than it has slots", async () => {
    const { manager, store, held, settled, inputs } = fixture(2);
    for (let number = 0; number < 9; number += 1) await manager.createJob("held", number);
    await settled();
    const goOn = store.stall("settle");
    for (let number = 0; number < 4; number += 1) {
      held.run(number).end();
      await settled();
    }
    expect(inputs()).toEqual([0, 1, 2, 3]);
    goOn();
    await settled();
    expect(inputs()).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
