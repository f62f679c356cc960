import { DatabaseSync } from "node:sqlite";
import { sqliteStore, type SqliteTransaction } from "@rowmill/adapter-sqlite";
import type { JobStore } from "@rowmill/core/adapter";
import { afterEach, describe, expect, it, vi } from "vitest";
import { newJob } from "./new-job.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("calls of the same moment", () => {
  it("wait for the disk once, whatever they write", async () => {
    const store = sqliteStore({ path: ":memory:" });
    const [job] = await store.insert([newJob()]);
    const exec = vi.spyOn(DatabaseSync.prototype, "exec");
    await Promise.all([
      ...Array.from({ length: 10 }, () => store.insert([newJob()])),
      store.cancel({ id: job!.job.id }),
      store.claim({ runnerId: "runner", leaseMs: 1_000, limit: 1, from: { capacities: [{ type: "test", limit: 1 }] } }),
    ]);

    expect(exec.mock.calls.filter(([statement]) => statement === "commit")).toHaveLength(1);
    await store.close();
  });

  it("fail each by itself", async () => {
    const store = sqliteStore({ path: ":memory:" });
    const [first, last, taken] = [newJob(), newJob(), newJob()];
    await store.insert([taken]);
    const told: string[] = [];
    store.subscribe(({ jobId }) => told.push(jobId));
    const outcomes = await Promise.allSettled([
      store.insert([first]),
      store.insert([newJob(), taken]),
      store.list({ limit: 1, cursor: "garbage" }),
      store.insert([last]),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
    expect((await store.list({ limit: 10 })).jobs).toHaveLength(3);
    expect(told).toEqual([first.id, last.id]);
    await store.close();
  });
});

describe("a full disk", () => {
  it("fails the calls that do not fit, and no later ones", async () => {
    const store = sqliteStore({ path: ":memory:" });
    const kept = newJob();
    await store.insert([kept]);
    await setMaxPages(store, 1);
    const big = Array.from({ length: 1_000 }, () => newJob());
    const outcomes = await Promise.allSettled([store.insert(big), store.insert(big.map(() => newJob()))]);
    expect(outcomes).toMatchObject([{ reason: { code: "STORE_UNAVAILABLE" } }, { reason: { code: "STORE_UNAVAILABLE" } }]);

    await setMaxPages(store, 1_000_000);
    await store.insert(big);
    expect(await store.get([{ id: kept.id }, { id: big[0]!.id }])).toMatchObject([{ id: kept.id }, { id: big[0]!.id }]);
    await store.close();
  });
});

/** Bounds the size of the database, by its own connection. SQLite takes nothing below the size that it has. */
async function setMaxPages(store: JobStore<SqliteTransaction>, count: number): Promise<void> {
  await store.insert([newJob()], {
    transaction(database) {
      database.exec(`pragma max_page_count = ${count}`);
    },
  });
}
