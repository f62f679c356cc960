import { postgresStore } from "@rowmill/adapter-postgres";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";
import { newJob } from "./new-job.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const CLAIM_ON_INSERT = { runnerId: "runner", leaseMs: 30_000, types: ["test", "other"] };

describe("a claim on insert in PostgreSQL", () => {
  it("is given to jobs of one user and priority", async () => {
    const store = open("given");
    const insertions = await store.insert([newJob({ userId: "ada" }), newJob({ userId: "ada" })], { claimOnInsert: CLAIM_ON_INSERT });
    expect(insertions).toMatchObject([{ job: { status: "processing" } }, { job: { status: "processing" } }]);
    expect(await database.query("select is_in_turn, lease_until > now() as is_leased from given.jobs")).toEqual([
      { is_in_turn: true, is_leased: true },
      { is_in_turn: true, is_leased: true },
    ]);
  });

  it("is not held up by jobs that the runner does not take, or whose time is to come", async () => {
    const store = open("unhindered");
    await store.insert([newJob({ type: "unknown" }), newJob({ start: { inMs: 60_000 } })]);
    expect(await store.insert([newJob()], { claimOnInsert: CLAIM_ON_INSERT })).toMatchObject([{ job: { status: "processing" } }]);
  });

  it("is not given to several users at once: whose turn it is would be another statement", async () => {
    const store = open("several");
    const jobs = [newJob({ userId: "ada" }), newJob({ userId: "bob" })];
    expect(await store.insert(jobs, { claimOnInsert: CLAIM_ON_INSERT })).toMatchObject([
      { job: { status: "pending" } },
      { job: { status: "pending" } },
    ]);
  });
});

function open(schema: string) {
  const store = postgresStore({ connectionString: database.url, schema });
  onTestFinished(() => store.close());
  return store;
}
