import { symlinkSync } from "node:fs";
import { sqliteStore } from "@rowmill/adapter-sqlite";
import { describe, expect, it } from "vitest";
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
