import { nextRank, RANKS_PER_TURN } from "@rowmill/core/adapter";
import { postgresStore } from "@rowmill/adapter-postgres";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";
import { newJob } from "./new-job.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const anyUser = fc.constantFrom("alice", "bob", null);
const anyJob = fc.record({
  userId: anyUser,
  priority: fc.constantFrom(0, 1),
  state: fc.constantFrom("waiting" as const, "delayed" as const, "served in turn" as const, "claimed by id" as const, "completed" as const),
  rank: fc.integer({ min: 1, max: 20_000 }),
});
const STATUSES = {
  waiting: "pending",
  delayed: "pending",
  "served in turn": "processing",
  "claimed by id": "processing",
  completed: "completed",
} as const;
type StoredJob = typeof anyJob extends fc.Arbitrary<infer Value> ? Value : never;

it("the insert statements rank new jobs as nextRank does", async () => {
  const store = postgresStore({ connectionString: database.url, listen: false });
  await store.ready();

  await fc.assert(
    fc.asyncProperty(fc.array(anyJob, { maxLength: 10 }), anyUser, fc.boolean(), async (all, userId, hasKey) => {
      await database.query("truncate rowmill.jobs cascade");
      await storeAll(all);
      // With a key it is another statement.
      const added = [newJob({ userId }), newJob({ userId, idempotencyKey: hasKey ? "key" : null }), newJob({ userId })];
      await store.insert(added);

      const expected = nextRank(basisOf(all, userId));
      const ranks = await ranksOf(added.map(({ id }) => id));
      if (expected === undefined) expect(ranks[0]).toBeGreaterThan(Date.UTC(2026) * 1_000 * RANKS_PER_TURN);
      else expect(ranks[0]).toBe(expected);
      // At the time's height a number has steps of 256.
      expect(ranks[2]! - ranks[0]!).toBeCloseTo(2 * RANKS_PER_TURN, expected === undefined ? -3.5 : 0);
    }),
    { numRuns: 60 },
  );
  await store.close();

  async function storeAll(all: readonly StoredJob[]): Promise<void> {
    const jobs = all.map(({ userId, priority }) => newJob({ userId, priority }));
    await store.insert(jobs);
    const rows = all.map(({ state, rank }, index) => ({
      id: jobs[index]!.id,
      rank,
      status: STATUSES[state],
      is_in_turn: state === "served in turn",
      is_delayed: state === "delayed",
    }));
    await database.query(
      `update rowmill.jobs j set rank = row.rank, status = row.status, is_in_turn = row.is_in_turn, is_delayed = row.is_delayed
       from json_to_recordset($1) as row (id uuid, rank bigint, status text, is_in_turn boolean, is_delayed boolean) where j.id = row.id`,
      [JSON.stringify(rows)],
    );
  }

  async function ranksOf(ids: readonly string[]): Promise<number[]> {
    const rows = await database.query<{ id: string; rank: string }>("select id, rank from rowmill.jobs where id = any ($1)", [ids]);
    return ids.map((id) => Number(rows.find((row) => row.id === id)!.rank));
  }
});

function basisOf(all: readonly StoredJob[], userId: string | null): Parameters<typeof nextRank>[0] {
  const ofPriority = all.filter(({ priority }) => priority === 0);
  const highest = (jobs: readonly StoredJob[]) => (jobs.length === 0 ? undefined : Math.max(...jobs.map(({ rank }) => rank)));
  const waiting = ofPriority.filter(({ state }) => state === "waiting").map(({ rank }) => rank);
  return {
    lastOfUser: highest(ofPriority.filter((job) => job.userId === userId && (job.state === "waiting" || job.state === "delayed"))),
    lastServed: highest(ofPriority.filter(({ state }) => state === "served in turn")),
    firstWaiting: waiting.length === 0 ? undefined : Math.min(...waiting),
  };
}
