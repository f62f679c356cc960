import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, RowmillError, silentLogger } from "@rowmill/core";
import { memoryStorage } from "@rowmill/file-storage";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { transformHandler, transformJob } from "../../src/index.ts";
import { watchRoom } from "../../src/transform/run/watch-room.ts";

const full = new RowmillError("STORAGE_FULL", "There is no room");

describe("the watch over the room on the disk", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("aborts with the storage's error when there is none any more", async () => {
    const answers = [undefined, undefined, full];
    using watch = await watchRoom({
      async ensureRoom() {
        const error = answers.shift();
        if (error) throw error;
      },
    });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(watch.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(watch.signal.reason).toBe(full);
  });

  it("rejects at once where there is none to begin with, and ends with its owner", async () => {
    await expect(watchRoom({ ensureRoom: () => Promise.reject(full) })).rejects.toBe(full);
    (await watchRoom({}))[Symbol.dispose]();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a transform job on a disk that others have filled", () => {
  it("fails with STORAGE_FULL and leaves no file", async () => {
    const storage = memoryStorage();
    const files = { ...storage, outputs: { ...storage.outputs!, ensureRoom: () => Promise.reject(full) } };
    const manager = createTaskManager({ store: memoryStore(), files, logger: silentLogger }).register(transformHandler({ files }));
    onTestFinished(async () => {
      await manager.close();
    });
    const { id } = await files.put([Buffer.from("id\n1\n")], { name: "a.csv" });
    const input = { input_file_id: id, mapping: { fields: [{ target: "id", from: "id" }] }, output_format: "csv" } as const;
    const { job } = await manager.createJob(transformJob, input, { maxAttempts: 1 });
    expect(await manager.waitForJob(job.id)).toMatchObject({ status: "failed", error: { code: "STORAGE_FULL" } });
    expect((await files.list({ limit: 10 })).files).toHaveLength(1);
  });
});
