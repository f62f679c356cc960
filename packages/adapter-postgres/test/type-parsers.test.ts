import { postgresStore, type PostgresStore } from "@rowmill/adapter-postgres";
import type { JsonText } from "@rowmill/core/adapter";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";
import { newJob } from "./new-job.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

/** Types that statements return or that applications are known to parse in a way of their own. */
const TYPES: Readonly<Record<string, number>> = {
  bool: 16,
  int8: 20,
  int2: 21,
  int4: 23,
  text: 25,
  json: 114,
  float4: 700,
  float8: 701,
  timestamp: 1114,
  timestamptz: 1184,
  numeric: 1700,
  uuid: 2950,
  jsonb: 3802,
};

const WAYS = ["pool", "connectionString", "dialect"] as const;

describe("parsers of types that the application has set for all of pg", () => {
  it.each(WAYS)("change nothing that the store reads by %s", async (way) => {
    const usual = await tour(way, `usual_${way.toLowerCase()}`);
    for (const [type, oid] of Object.entries(TYPES)) {
      // Through a dialect all texts are the dialect's.
      if (way !== "dialect" || type !== "text") override(oid, (text) => ({ parsedByTheHost: text, toString: () => text }));
    }
    expect(await tour(way, way.toLowerCase())).toEqual(usual);
  });

  it.each([
    ["bigints", (text: string) => BigInt(text)],
    ["texts", (text: string) => text],
    ["decimals", (text: string) => ({ valueOf: () => Number(text) })],
  ])("change nothing in a transaction of the caller's: numbers as %s", async (_what, parser) => {
    for (const type of ["int2", "int4", "int8"] as const) override(TYPES[type]!, parser);
    override(TYPES["float8"]!, (text) => text);
    override(TYPES["bool"]!, (text) => (text === "t" ? 1 : 0));
    const { first, insertions } = await inTransactions(`transactions_${_what}`);
    for (const [created, found] of insertions) {
      expect(created).toMatchObject({ created: true, job: { revision: 1 } });
      expect(created!.job.createdAt.getTime()).toBeGreaterThan(0);
      expect(found).toEqual({ job: first!.job, created: false });
    }
  });
});

function override(oid: number, parser: (text: string) => unknown): void {
  const before = pg.types.getTypeParser(oid) as (text: string) => unknown;
  pg.types.setTypeParser(oid, parser);
  onTestFinished(() => pg.types.setTypeParser(oid, before));
}

/** Stores a new job and finds one by its key, as a part of both kinds of transactions. */
async function inTransactions(schema: string) {
  const { store, pool } = open("pool", schema);
  await store.ready();
  const db = new Kysely<object>({ dialect: new PostgresDialect({ pool: pool! }) });
  const keyed = newJob({ idempotencyKey: "key", priority: 3 });
  const [first] = await store.insert([keyed]);
  const given = () => [newJob(), { ...newJob(), idempotencyKey: "key" }];
  const client = await pool!.connect();
  await client.query("begin");
  const byClient = await store.insert(given(), { transaction: client });
  await client.query("rollback");
  client.release();
  const byKysely = await db.transaction().execute((transaction) => store.insert(given(), { transaction }));
  return { first, insertions: [byClient, byKysely] };
}

/** Does something of everything. Returns what came back, without what differs from run to run. */
async function tour(way: (typeof WAYS)[number], schema: string): Promise<unknown> {
  const { store } = open(way, schema);
  const seen: unknown[] = [];
  const claim = { runnerId: "runner", leaseMs: 60_000 };
  const [job] = await store.insert([newJob({ idempotencyKey: "key" }), newJob({ start: { inMs: 60_000 } }), newJob({ claim })]);
  seen.push(job, await store.insert([newJob({ idempotencyKey: "key" })]));
  const [claimed] = await store.claim({ ...claim, limit: 1, from: { capacities: [{ type: "test", limit: 1 }] } });
  const ticket = { jobId: claimed!.id, claimNo: claimed!.claimNo };
  const report = { progress: 40, stage: "reading", counters: { rows: 3 }, log: [{ level: "info", message: "hello" }] } as const;
  seen.push(claimed, await store.update([{ claim: ticket, leaseMs: 60_000, report, checkpoint: "[1]" as JsonText }]));
  seen.push((await store.readLog({ id: ticket.jobId }, 5)).map(({ at, ...line }) => ({ ...line, isDate: at.getTime() > 0 })));
  const settlement = { status: "completed", result: '{"a":1.5}' as JsonText, resultFileId: null } as const;
  seen.push(await store.settle([{ claim: ticket, settlement }]), await store.get([{ id: ticket.jobId }]));
  seen.push(await store.list({ status: ["completed"], limit: 2 }), await store.count({}, 10), (await store.nextDueInMs(["test"]))! > 1_000);
  seen.push(await store.cancel({ id: ticket.jobId }), await store.reclaim([], 10));
  const file = {
    id: "f",
    name: "a.csv",
    sizeBytes: 2 ** 40,
    sha256: "0",
    contentType: null,
    userId: "ada",
    createdAt: new Date(0),
    expiresAt: null,
  };
  await store.files.add(file, { files: 5 });
  seen.push(
    await store.files.get({ id: "f" }),
    await store.files.usage("ada"),
    await store.files.list({ limit: 5 }),
    await store.files.remove(file),
  );
  const template = await store.templates.create({ id: newJob().id, userId: "ada", name: "a", document: '{"b":2}' as never });
  seen.push(template, await store.templates.list({ limit: 5 }));
  const schedule = {
    id: "s",
    userId: null,
    cron: "* * * * *",
    timeZone: "UTC",
    type: "test",
    input: "1" as JsonText,
    priority: 7,
    missed: "skip",
  };
  seen.push(
    await store.schedules.put({ ...schedule, overlap: "skip", nextAt: new Date(60_000) } as never),
    await store.schedules.due(["test"], 5),
  );
  seen.push(await store.schedules.setPaused(schedule, true, null), (await store.schedules.now()).getTime() > 0);
  seen.push((await store.prune({ keepMs: { completed: 0, failed: 0, cancelled: 0 }, limit: 10 })).length);
  return JSON.parse(JSON.stringify(seen, stable)) as unknown;
}

/** Replaces ids, cursors and moments of now by their kind. */
function stable(name: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (/^\d{4}-\d\d-\d\dT/.test(value) && !value.startsWith("1970")) return "a moment";
  if (/^[\da-f-]{36}$/.test(value)) return "an id";
  return name === "nextCursor" ? "a cursor" : value;
}

function open(way: (typeof WAYS)[number], schema: string): { store: PostgresStore; pool: pg.Pool | undefined } {
  const pool = way === "connectionString" ? undefined : new pg.Pool({ connectionString: database.url, max: 3 });
  const options = {
    pool: { pool: pool! },
    connectionString: { connectionString: database.url },
    dialect: { dialect: new PostgresDialect({ pool: pool! }) },
  };
  const store = postgresStore({ ...options[way], schema });
  onTestFinished(async () => {
    await store.close();
    await pool?.end();
  });
  return { store, pool };
}
