import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { cp } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { sqliteStore } from "@rowmill/adapter-sqlite";
import { createTaskManager, defineJobType, silentLogger } from "@rowmill/core";
import type { JsonText } from "@rowmill/core/adapter";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { startChild } from "./child.ts";
import { newJob } from "./new-job.ts";
import { tempFolder } from "./temp-folder.ts";

const LOCKED = expect.objectContaining({ code: "STORE_LOCKED" });

describe("the lock of a file of jobs", () => {
  it("refuses a second store in the same process", async () => {
    using folder = tempFolder();
    const store = sqliteStore({ path: folder.file("jobs.db") });
    expect(() => sqliteStore({ path: folder.file("jobs.db") })).toThrow(LOCKED);
    await store.close();
  });

  it("refuses a second name of the same file", async () => {
    using folder = tempFolder();
    const store = sqliteStore({ path: folder.file("jobs.db") });
    symlinkSync(folder.file("jobs.db"), folder.file("link.db"));
    expect(() => sqliteStore({ path: folder.file("link.db") })).toThrow(LOCKED);
    expect(() => sqliteStore({ path: `${folder.path}/../${folder.path.split("/").at(-1)}/jobs.db` })).toThrow(LOCKED);
    await store.close();
  });

  it("is free again when the store is closed, once or twice", async () => {
    using folder = tempFolder();
    const first = sqliteStore({ path: folder.file("jobs.db") });
    await first.close();
    const second = sqliteStore({ path: folder.file("jobs.db") });
    await first.close();
    expect(() => sqliteStore({ path: folder.file("jobs.db") })).toThrow(LOCKED);
    await second.close();
  });

  it("refuses a second process, until the first one is killed", async () => {
    using folder = tempFolder();
    await using other = startChild(new URL("./programs/hold.ts", import.meta.url), folder.file("jobs.db"));
    for await (const line of other.lines) if (line === "open") break;
    expect(() => sqliteStore({ path: folder.file("jobs.db") })).toThrow(LOCKED);

    await other.kill();
    const store = sqliteStore({ path: folder.file("jobs.db") });
    expect(await store.nextDueInMs(["test"])).toBeUndefined();
    await store.close();
  });

  const readings: [string, (folder: string) => unknown][] = [
    ["copies its folder", (folder: string) => cpSync(folder, `${folder}-backup`, { recursive: true })],
    ["reads all of its files", (folder: string) => readdirSync(folder).forEach((name) => readFileSync(`${folder}/${name}`))],
    ["copies its folder in other threads", (folder: string) => cp(folder, `${folder}-backup`, { recursive: true })],
  ];
  it.each(readings)("refuses a second process, also after the first one %s", async (_what, read) => {
    using folder = tempFolder();
    onTestFinished(() => rmSync(`${folder.path}-backup`, { recursive: true, force: true }));
    const store = sqliteStore({ path: folder.file("jobs.db") });
    await store.insert([newJob()]);
    await read(folder.path);
    await using other = startChild(new URL("./programs/try-open.ts", import.meta.url), folder.file("jobs.db"));
    expect((await other.lines[Symbol.asyncIterator]().next()).value).toBe("STORE_LOCKED");
    await store.close();
    await using later = startChild(new URL("./programs/try-open.ts", import.meta.url), folder.file("jobs.db"));
    expect((await later.lines[Symbol.asyncIterator]().next()).value).toBe("open");
  });

  it("waits for another process as long as it is told to", async () => {
    using folder = tempFolder();
    const store = sqliteStore({ path: folder.file("jobs.db") });
    // The other process finds the lock taken, and waits until this one gives it back.
    await using other = startChild(new URL("./programs/hold-later.ts", import.meta.url), folder.file("jobs.db"));
    const lines = other.lines[Symbol.asyncIterator]();
    expect((await lines.next()).value).toBe("opening");
    await store.close();
    expect((await lines.next()).value).toBe("open");
  });

  it("leaves two files alone that only lie in the same folder", async () => {
    using folder = tempFolder();
    const first = sqliteStore({ path: folder.file("a.db") });
    const second = sqliteStore({ path: folder.file("b.db") });
    expect((await second.list({ limit: 1 })).jobs).toEqual([]);
    await Promise.all([first.close(), second.close()]);
  });

  it("is not taken in memory, where every store has jobs of its own", async () => {
    const [first, second] = [sqliteStore({ path: ":memory:" }), sqliteStore({ path: ":memory:" })];
    await first.insert([newJob()]);
    expect((await second.list({ limit: 1 })).jobs).toEqual([]);
    await Promise.all([first.close(), second.close()]);
  });
});

describe("a store whose file another one has opened in spite of the locks", () => {
  it("writes nothing more, and its claims own no job", async () => {
    using folder = tempFolder();
    const store = sqliteStore({ path: folder.file("jobs.db") });
    const [insertion] = await store.insert([newJob({ claim: { runnerId: "first", leaseMs: 60_000 } })]);
    const { id, claimNo } = insertion!.job;
    const claim = { jobId: id, claimNo };
    openElsewhere(folder.file("jobs.db"));

    const refused = newJob();
    await expect(store.insert([refused])).rejects.toThrow(LOCKED);
    await expect(store.insert([refused], { transaction: () => undefined })).rejects.toThrow(LOCKED);
    await expect(store.cancel({ id })).rejects.toThrow(LOCKED);
    await expect(
      store.claim({ runnerId: "first", leaseMs: 1, limit: 1, from: { capacities: [{ type: "test", limit: 1 }] } }),
    ).rejects.toThrow(LOCKED);
    await expect(store.files.remove({ id })).rejects.toThrow(LOCKED);
    expect(await store.update([{ claim, leaseMs: 60_000 }])).toEqual(["lost"]);
    const settlement = { status: "completed", result: "null" as JsonText, resultFileId: null } as const;
    expect(await store.settle([{ claim, settlement }])).toEqual([undefined]);
    await store.release([claim]);
    expect(await store.get([{ id }, { id: refused.id }])).toMatchObject([{ status: "processing", claimNo }, undefined]);
    await store.close();
  });

  it("aborts the attempts that run on it", async () => {
    using folder = tempFolder();
    const store = sqliteStore({ path: folder.file("jobs.db") });
    const aborted = Promise.withResolvers<unknown>();
    const type = defineJobType({ type: "watch", input: z.null() });
    const manager = createTaskManager({ store, leaseMs: 300, logger: silentLogger }).register(
      type.handle(async (_input, { signal }) => {
        openElsewhere(folder.file("jobs.db"));
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        aborted.resolve(signal.reason);
      }),
    );
    await manager.createJob("watch", null);
    expect(await aborted.promise).toMatchObject({ code: "ATTEMPT_LOST" });
    await manager.close();
    await store.close();
  });
});

/** Does what a second store does when it opens the file. */
function openElsewhere(path: string): void {
  using database = new DatabaseSync(path);
  database.exec("update rowmill_owner set token = 'another'");
}
