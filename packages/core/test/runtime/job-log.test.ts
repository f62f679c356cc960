import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

async function fixture() {
  const held = heldJobType();
  const { manager, ...rest } = taskManagerFixture();
  const registered = manager.register(held.handled);
  const { job } = await registered.createJob("held", 1, { userId: "ada" });
  await rest.settled();
  const messages = async () => (await registered.getJobLog(job.id)).map(({ message }) => message);
  return { ...rest, manager: registered, held, job, messages };
}

describe("a job's log", () => {
  it("keeps what the handler writes, oldest first, with level, time and run", async () => {
    const { manager, held, job, clock } = await fixture();
    held.run().log("one");
    held.run().log("two", "warn");
    await clock.advanceBy(250);
    const at = new Date(clock.now());
    expect(await manager.getJobLog(job.id)).toEqual([
      { at, level: "info", message: "one", claimNo: 1 },
      { at, level: "warn", message: "two", claimNo: 1 },
    ]);
  });

  it("takes whatever JavaScript hands over as a line, and a level that is none as info: no store could write it", async () => {
    const { manager, held, job, clock } = await fixture();
    const log = held.run().log as (message: unknown, level?: unknown) => void;
    log("read", { rows: 12 });
    log(Symbol("odd"), "fatal");
    log(Object.create(null), null);
    await clock.advanceBy(250);
    expect((await manager.getJobLog(job.id)).map(({ level, message }) => [level, message])).toEqual([
      ["info", "read"],
      ["info", "Symbol(odd)"],
      ["info", "(a value that cannot be written as text)"],
    ]);
  });

  it("keeps the last lines of a handler that ended", async () => {
    const { held, settled, messages } = await fixture();
    held.run().log("last words");
    held.run().end();
    await settled();
    expect(await messages()).toEqual(["last words"]);
  });

  it("goes on over attempts, and says which run wrote a line", async () => {
    const { manager, held, job, clock } = await fixture();
    held.run().log("first");
    held.run().fail();
    await clock.advanceBy(1_000);
    held.run().log("second");
    held.run().end();
    await clock.advanceBy(0);
    expect((await manager.getJobLog(job.id)).map(({ message, claimNo }) => [message, claimNo])).toEqual([
      ["first", 1],
      ["second", 2],
    ]);
  });

  it("cuts a line at 2,000 characters", async () => {
    const { held, clock, messages } = await fixture();
    held.run().log("x".repeat(5_000));
    await clock.advanceBy(250);
    expect(await messages()).toEqual(["x".repeat(2_000)]);
  });

  it("keeps the newest 1,000 lines", async () => {
    const { held, clock, messages } = await fixture();
    for (let n = 0; n < 1_500; n += 1) held.run().log(`line ${n}`);
    await clock.advanceBy(250);
    for (let n = 1_500; n < 1_600; n += 1) held.run().log(`line ${n}`);
    await clock.advanceBy(250);
    const kept = await messages();
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([1_000, "line 600", "line 1599"]);
  });

  it("answers as many of the newest lines as asked for", async () => {
    const { manager, held, job, clock } = await fixture();
    for (const message of ["a", "b", "c"]) held.run().log(message);
    await clock.advanceBy(250);
    expect((await manager.getJobLog(job.id, { limit: 2 })).map(({ message }) => message)).toEqual(["b", "c"]);
    await expect(manager.getJobLog(job.id, { limit: 0 })).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it("is JOB_NOT_FOUND for a job that is not there or is somebody else's", async () => {
    const { manager, job } = await fixture();
    expect(await manager.getJobLog(job.id, { userId: "ada" })).toEqual([]);
    await expect(manager.getJobLog(job.id, { userId: "bob" })).rejects.toMatchObject({ code: "JOB_NOT_FOUND" });
    await expect(manager.getJobLog("none")).rejects.toMatchObject({ code: "JOB_NOT_FOUND" });
  });
});
