import { postgresStore, type PostgresStoreOptions } from "@rowmill/adapter-postgres";
import type { Insertion, NewJob } from "@rowmill/core/adapter";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";
import { newJob } from "./new-job.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

// A statement without a response is sent again after a third of waitMs. The server carries out both when the lock is free.
describe("a lock on the table that lasts longer than a statement may take", () => {
  it.each(["share", "access exclusive"])("lets each insert report its own jobs as created: %s", async (mode) => {
    const store = await open({ schema: `kept_${mode.replace(" ", "_")}`, waitMs: 12_000 });
    const [taken] = await store.insert([newJob({ idempotencyKey: "taken" })]);
    const unlock = await lock(`kept_${mode.replace(" ", "_")}`, mode);
    const calls: NewJob[][] = [
      [newJob()],
      [newJob({ idempotencyKey: "free" })],
      [newJob(), newJob({ userId: "ada" })],
      [newJob({ idempotencyKey: "taken" }), newJob({ idempotencyKey: "other" }), newJob()],
      [newJob({ claim: { runnerId: "runner", leaseMs: 60_000 } })],
    ];
    const inserting = Promise.all(calls.map((jobs) => store.insert(jobs)));
    // The first attempt of each waits, and the second one.
    await waitingStatements(`>= ${calls.length * 2}`);
    await unlock();
    const insertions = await inserting;
    expect(insertions.map(idsAndCreated)).toEqual(
      calls.map((jobs) => jobs.map(({ id, idempotencyKey }) => (idempotencyKey === "taken" ? [taken!.job.id, false] : [id, true]))),
    );
    expect(await database.query(`select count(*)::integer as count from kept_${mode.replace(" ", "_")}.jobs`)).toEqual([{ count: 8 }]);
  });

  it("leaves nothing behind of an insert whose caller gave up", async () => {
    const patient = await open({ schema: "given_up" });
    const store = await open({ schema: "given_up", waitMs: 300 });
    const unlock = await lock("given_up", "share");
    const jobs = [newJob(), newJob({ idempotencyKey: "key" })];
    await Promise.all(jobs.map((job) => expect(store.insert([job])).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" })));
    await unlock();
    await waitingStatements("= 0");
    expect(await patient.get(jobs.map(({ id }) => ({ id })))).toEqual([undefined, undefined]);
  });

  it.each(["capacities", "keys"])("claims no job for a runner that gave up: by %s", async (by) => {
    const patient = await open({ schema: `claimed_by_${by}` });
    const store = await open({ schema: `claimed_by_${by}`, waitMs: 300 });
    const job = newJob();
    await patient.insert([job]);
    const unlock = await lock(`claimed_by_${by}`, "access exclusive");
    const from = by === "capacities" ? { capacities: [{ type: "test", limit: 1 }] } : { keys: [{ id: job.id }] };
    const claiming = store.claim({ runnerId: "runner", leaseMs: 60_000, limit: 1, from });
    await expect(claiming).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    await unlock();
    await waitingStatements("= 0");
    expect(await patient.get([{ id: job.id }])).toMatchObject([{ status: "pending", claimNo: 0 }]);
  });
});

function idsAndCreated(insertions: readonly Insertion[]) {
  return insertions.map(({ job, created }) => [job.id, created]);
}

async function open(options: Pick<PostgresStoreOptions, "schema" | "waitMs">) {
  const store = postgresStore({ connectionString: database.url, ...options });
  onTestFinished(() => store.close());
  // A slow machine may take longer than a short waitMs for the first connection.
  const isReady = () =>
    store.ready().then(
      () => true,
      () => false,
    );
  await expect.poll(isReady).toBe(true);
  return store;
}

/** Locks the table of jobs. Returns a function that unlocks it. */
async function lock(schema: string, mode: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`begin; lock table ${schema}.jobs in ${mode} mode`);
  return async () => {
    await client.query("commit");
    await client.end();
  };
}

/** Waits until so many statements of stores are under way on the server. */
async function waitingStatements(comparison: string): Promise<void> {
  const text = `
    select count(*) ${comparison} as yes from pg_stat_activity
    where datname = current_database() and application_name = 'rowmill' and state = 'active'`;
  await expect.poll(() => database.query(text), { interval: 20 }).toEqual([{ yes: true }]);
}
