import { defineJobType, type FileRetentionOptions } from "@rowmill/core";
import { memoryStorage } from "@rowmill/file-storage";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { memoryStore } from "@rowmill/adapter-memory";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { taskManagerFixture } from "../task-manager-fixture.ts";

const HOUR_MS = 3_600_000;

const copy = defineJobType({
  type: "copy",
  input: z.object({ file: z.string(), result: z.string().optional() }),
  result: z.string(),
  files: ({ file }) => ({ inputFileId: file }),
  resultFile: (id) => id,
});

/** A manager over files, both by one clock that the test moves. */
function fixture(files: FileRetentionOptions = {}) {
  const clock = manualClock();
  const storage = memoryStorage({ clock });
  const store = memoryStore({ clock });
  const { manager, logged } = taskManagerFixture({ clock, store, files: storage, retention: { files } });
  const put = async (options = {}) => (await storage.put([Buffer.from("12345")], { userId: "ada", ...options })).id;
  return {
    clock,
    storage,
    manager,
    logged,
    put,
    /** Stores files a minute apart. */
    async putMany(count: number, options = {}): Promise<string[]> {
      const ids: string[] = [];
      for (let index = 0; index < count; index += 1) {
        ids.push(await put(options));
        await clock.advanceBy(60_000);
      }
      return ids;
    },
    left: async (ids: readonly string[]) => (await storage.statMany!(ids)).map((file) => file !== undefined),
  };
}

describe("files", () => {
  it("are kept until they are deleted, unless a limit or their put says otherwise", async () => {
    const { clock, manager, put, left } = fixture();
    const ids = [await put(), await put({ expiresInMs: HOUR_MS })];
    await clock.advanceBy(20 * HOUR_MS);
    await manager.prune();
    expect(await left(ids)).toEqual([true, false]);
  });

  it("are deleted by maintenance within a minute after they have expired", async () => {
    const { clock, put, left } = fixture();
    const ids = [await put({ expiresInMs: HOUR_MS })];
    await clock.advanceBy(HOUR_MS - 1);
    expect(await left(ids)).toEqual([true]);
    await clock.advanceBy(70_000);
    expect(await left(ids)).toEqual([false]);
  });

  it("are deleted at an age, expired or not", async () => {
    const { clock, manager, put, left } = fixture({ maxAgeMs: 2 * HOUR_MS });
    const ids = [await put(), await put({ userId: null }), await put({ expiresInMs: 9 * HOUR_MS })];
    await clock.advanceBy(HOUR_MS);
    const young = await put();
    await clock.advanceBy(HOUR_MS + 1);
    await manager.prune();
    expect(await left([...ids, young])).toEqual([false, false, false, true]);
  });

  it("are deleted beyond their user's quota, the oldest first", async () => {
    const { manager, putMany, left } = fixture({ perUser: { files: 3, sizeBytes: 10 } });
    const [adas, bobs, shared] = [await putMany(4), await putMany(2, { userId: "bob" }), await putMany(4, { userId: null })];
    await manager.prune();
    expect(await left(adas)).toEqual([false, false, true, true]);
    expect(await left(bobs)).toEqual([true, true]);
    expect(await left(shared)).toEqual([true, true, true, true]);
  });

  it("stay while an unfinished job names them, whatever limit they have passed", async () => {
    const { clock, manager, put, left } = fixture({ maxAgeMs: HOUR_MS, perUser: { files: 0 } });
    manager.register(copy);
    const file = await put({ expiresInMs: HOUR_MS });
    const { job } = await manager.createJob(copy, { file }, { userId: "ada" });
    await clock.advanceBy(9 * HOUR_MS);
    await manager.prune();
    expect(await left([file])).toEqual([true]);
    await manager.cancelJob(job.id);
    await manager.prune();
    expect(await left([file])).toEqual([false]);
  });

  it("stay while a schedule names them, or may name them", async () => {
    const { clock, manager, put, left } = fixture({ maxAgeMs: HOUR_MS });
    manager.register(copy).pause();
    const ids = [await put(), await put(), await put({ userId: "bob" })];
    await manager.schedule(copy, { file: ids[0]! }, { id: "yearly", cron: "0 0 1 1 *", userId: "ada" });
    await clock.advanceBy(2 * HOUR_MS);
    await manager.prune();
    expect(await left(ids)).toEqual([true, false, false]);
    await manager.removeSchedule("yearly", { userId: "ada" });
    await manager.prune();
    expect(await left(ids)).toEqual([false, false, false]);
  });

  it("are not deleted beyond what was asked for by a storage that knows no filters", async () => {
    const { clock, storage, put, left } = fixture();
    const { manager } = taskManagerFixture({
      clock,
      files: { ...storage, list: ({ userId, limit, cursor }) => storage.list({ userId, limit, cursor }) },
      retention: { files: { maxAgeMs: HOUR_MS } },
    });
    const old = await put();
    await clock.advanceBy(2 * HOUR_MS);
    const ids = [old, await put()];
    await manager.prune();
    expect(await left(ids)).toEqual([false, true]);
  });

  it("that cannot be deleted are named in a warning, and hold up no others", async () => {
    const { clock, storage, put, left } = fixture();
    const ids = [await put({ expiresInMs: 0 }), await put({ expiresInMs: 0 })];
    const broken = { ...storage, delete: async (id: string) => (id === ids[1] ? Promise.reject(new Error("busy")) : storage.delete(id)) };
    const { manager, logged } = taskManagerFixture({ clock, files: broken });
    await manager.prune();
    expect(await left(ids)).toEqual([false, true]);
    expect(logged).toEqual([expect.objectContaining({ level: "warn", details: expect.objectContaining({ fileId: ids[1] }) })]);
  });
});

describe("the results of jobs", () => {
  it("are deleted with their jobs, if asked: not what the job was given, nor another user's file", async () => {
    const { clock, manager, put, left } = fixture({ resultsWithJobs: true });
    manager.register(copy.handle(({ file, result }) => result ?? file));
    const [input, result, others] = [await put(), await put(), await put({ userId: "bob" })];
    for (const id of [result, input, others]) await manager.createJob(copy, { file: input, result: id }, { userId: "ada" });
    await clock.advanceBy(0);
    expect(await manager.countJobs({ status: "completed" })).toBe(3);
    expect(await manager.prune()).toBe(0);
    expect(await left([input, result, others])).toEqual([true, true, true]);
    expect(await manager.prune({ completedMs: 0 })).toBe(3);
    expect(await left([input, result, others])).toEqual([true, false, true]);
  });

  it("stay, if not asked", async () => {
    const { clock, manager, put, left } = fixture();
    manager.register(copy.handle(({ result }) => result!));
    const [input, result] = [await put(), await put()];
    await manager.createJob(copy, { file: input, result }, { userId: "ada" });
    await clock.advanceBy(0);
    expect(await manager.prune({ completedMs: 0 })).toBe(1);
    expect(await left([result])).toEqual([true]);
  });
});

describe("retention.files", () => {
  it.each([{ maxAge: 1 }, { maxAgeMs: -1 }, { resultsWithJobs: "yes" }, { perUser: { bytes: 1 } }, { perUser: { files: -1 } }])(
    "cannot be %j",
    (files) => {
      expect(() => fixture(files as never)).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
    },
  );
});
