import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { postgresStore, type PostgresStoreOptions } from "@rowmill/adapter-postgres";
import { createTaskManager, defineJobType } from "@rowmill/core";
import type { JsonText } from "@rowmill/core/adapter";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";
import { type PostgresServer, startServer } from "../../../test/postgres/server.ts";
import { newJob } from "./new-job.ts";

describe("a server that stops and starts", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    // A server that does not write its commits down forgets the last ones when it is killed.
    server = await startServer({ fsync: true });
  });
  afterAll(() => server.remove());

  it("may be away when the store is made: calls wait for it", async () => {
    await server.stop();
    const store = open({ connectionString: server.url, schema: "away_at_start" });
    const inserting = store.insert([newJob()]);
    await server.start();
    expect(await inserting).toMatchObject([{ created: true }]);
  });

  it("may stop in the middle: calls wait for it", async () => {
    const store = open({ connectionString: server.url, schema: "away_later" });
    const [insertion] = await store.insert([newJob()]);
    await server.stop();
    const reading = store.get([{ id: insertion!.job.id }]);
    await server.start();
    expect(await reading).toMatchObject([{ id: insertion!.job.id }]);
  });

  it("may be killed under a manager, which goes on when it is back", async () => {
    const store = open({ connectionString: server.url, schema: "killed" });
    const { promise: started, resolve: start } = Promise.withResolvers<void>();
    const { promise: ending, resolve: end } = Promise.withResolvers<string>();
    const slow = defineJobType({ type: "slow", input: z.null(), result: z.string() });
    const manager = createTaskManager({ store, pollMs: 100 }).register(
      slow.handle(async () => {
        start();
        return await ending;
      }),
    );
    onTestFinished(async () => void (await manager.close()));
    const { job } = await manager.createJob("slow", null);
    await started;
    await server.kill();
    end("done");
    await server.start();
    expect(await manager.waitForJob(job.id)).toMatchObject({ status: "completed", result: "done", attempt: 1 });
  });

  it("is waited for so long and not longer", async () => {
    await open({ connectionString: server.url, schema: "away_too_long" }).ready();
    const store = open({ connectionString: server.url, schema: "away_too_long", waitMs: 200 });
    await server.stop();
    await expect(store.insert([newJob()])).rejects.toMatchObject({ code: "STORE_UNAVAILABLE", details: { waitMs: 200 } });
    await server.start();
    // A slow machine may take longer than 200 ms for a connection.
    const insert = () =>
      store.insert([newJob()]).then(
        ([insertion]) => insertion!.created,
        () => false,
      );
    await expect.poll(insert).toBe(true);
  });
});

describe("a connection", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  it("may break under any statement: nothing is lost or stored twice", async () => {
    const store = open({ connectionString: database.url, schema: "broken" });
    await store.ready();
    const jobs = Array.from({ length: 300 }, () => newJob());
    const inserting = Promise.all(jobs.map((job) => store.insert([job])));
    for (let round = 0; round < 5; round += 1) await terminate(database, "true");
    expect((await inserting).flat().map(({ job, created }) => [job.id, created])).toEqual(jobs.map(({ id }) => [id, true]));
    expect(await database.query("select count(*)::integer as count from broken.jobs")).toEqual([{ count: 300 }]);
  });

  it("that listens may break: changes arrive again", async () => {
    const store = open({ connectionString: database.url, schema: "deaf" });
    const writer = open({ connectionString: database.url, schema: "deaf" });
    const heard = new Set<string>();
    let onHeard = () => {};
    store.subscribe(({ jobId }) => {
      heard.add(jobId);
      onHeard();
    });
    await untilHeard();
    const heardBefore = heard.size;
    await terminate(database, "query ilike 'listen %'");
    await untilHeard();
    expect(heard.size).toBeGreaterThan(heardBefore);

    /** Makes changes until one of them is heard, however long it was on its way. */
    async function untilHeard(): Promise<void> {
      const made = new Set<string>();
      const isHeard = () => [...made].some((id) => heard.has(id));
      while (!isHeard()) {
        const [insertion] = await writer.insert([newJob()]);
        made.add(insertion!.job.id);
        await new Promise<void>((resolve) => {
          onHeard = () => isHeard() && resolve();
          setTimeout(resolve, 100);
          onHeard();
        });
      }
    }
  });

  it("that takes everything and answers nothing is given up", async () => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    const store = open({ connectionString: `postgres://postgres@127.0.0.1:${port}/postgres`, waitMs: 300 });
    await expect(store.ready()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });

  it("to a database that is not there is refused at once", async () => {
    const url = new URL(database.url);
    url.pathname = "/no_such_database";
    const store = open({ connectionString: url.href });
    await expect(store.ready()).rejects.toMatchObject({
      code: "STORE_REFUSED",
      retriable: true,
      message: expect.stringContaining("no_such_database") as string,
    });
  });

  it("of a user without rights is refused at once", async () => {
    const guest = `guest_${process.pid}`;
    await database.query(`create role ${guest} login`);
    onTestFinished(() => void database.query(`drop role ${guest}`));
    const url = new URL(database.url);
    url.username = guest;
    const store = open({ connectionString: url.href, schema: "forbidden" });
    await expect(store.ready()).rejects.toMatchObject({ code: "STORE_REFUSED", retriable: true });
  });

  it("to nobody is named in the error", async () => {
    const store = open({ connectionString: "postgres://postgres@127.0.0.1:1/postgres", waitMs: 100 });
    await expect(store.ready()).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringContaining("ECONNREFUSED") as string,
    });
  });

  it("that was passed in stays open", async () => {
    const pool = new pg.Pool({ connectionString: database.url });
    onTestFinished(() => pool.end());
    const store = postgresStore({ pool, schema: "passed_in" });
    store.subscribe(() => {});
    await store.insert([newJob()]);
    await store.close();
    expect((await pool.query<{ one: number }>("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await expect(store.insert([newJob()])).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });

  it("that the store made is closed with it", async () => {
    const url = new URL(database.url);
    url.searchParams.set("application_name", "closing");
    const store = postgresStore({ connectionString: url.href, schema: "own" });
    store.subscribe(() => {});
    await store.insert([newJob()]);
    await store.close();
    const left = () => database.query("select from pg_stat_activity where application_name in ('closing')");
    // The server sees the end of a connection a moment after the client.
    await expect.poll(left).toEqual([]);
  });
});

describe("an answer that was lost after the commit", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  it("of an insert is given by the next try: the job is there once, and created", async () => {
    const { store, loseAnswerTo } = forgetful(database);
    await store.ready();
    const job = newJob();
    loseAnswerTo("insert into");
    expect(await store.insert([job])).toMatchObject([{ created: true, job: { id: job.id } }]);
    expect(await store.insert([newJob()])).toMatchObject([{ created: true }]);
  });

  it.each([null, "key"])("of an insert that commits after the next try has looked for its job: created, key %s", async (idempotencyKey) => {
    const { store, delayStatement } = forgetful(database);
    await store.ready();
    const jobs = [newJob({ idempotencyKey }), newJob()];
    delayStatement("insert into");
    const insertions = await store.insert(jobs);
    expect(insertions.map(({ job, created }) => [job.id, created])).toEqual(jobs.map(({ id }) => [id, true]));
  });

  it("of an insert with a taken key is still not a job of ours", async () => {
    const { store, loseAnswerTo } = forgetful(database);
    const [first] = await store.insert([newJob({ idempotencyKey: "taken" })]);
    loseAnswerTo("insert into");
    const fresh = newJob();
    const insertions = await store.insert([newJob({ idempotencyKey: "taken" }), fresh]);
    expect(insertions.map(({ job, created }) => [job.id, created])).toEqual([
      [first!.job.id, false],
      [fresh.id, true],
    ]);
  });

  it.each([
    { status: "completed", result: '"done"' as JsonText, resultFileId: null },
    { status: "failed", error: { code: "HANDLER_FAILED", message: "boom", stack: null, causes: [] } },
    { status: "pending", error: null, runInMs: 0, usesAttempt: false },
  ] as const)("of a settlement is given by the next try: $status", async (settlement) => {
    const { store, loseAnswerTo } = forgetful(database);
    const [insertion] = await store.insert([newJob({ claim: { runnerId: "runner", leaseMs: 60_000 } })]);
    const { id, claimNo } = insertion!.job;
    loseAnswerTo("settled");
    const [job] = await store.settle([{ claim: { jobId: id, claimNo }, settlement }]);
    expect(job).toMatchObject({ id, status: settlement.status });
    expect((await store.get([{ id }]))[0]?.revision).toBe(job?.revision);
  });

  it("of a cancel or a retry is given by the next try: it was changed by us", async () => {
    const { store, loseAnswerTo } = forgetful(database);
    const [insertion] = await store.insert([newJob()]);
    const { id } = insertion!.job;
    loseAnswerTo("'cancelled'");
    expect(await store.cancel({ id })).toMatchObject({ changed: true, job: { status: "cancelled" } });
    loseAnswerTo("'failed', 'cancelled'");
    expect(await store.retry({ id })).toMatchObject({ changed: true, job: { status: "pending" } });
  });
});

/** A store over a pool that loses the response to a statement when told to: after carrying it out, or before, and carries it out later. */
function forgetful(database: TestDatabase) {
  let toLose: string | undefined;
  let toDelay: string | undefined;
  let delayed: { text: string } | undefined;
  class Client extends pg.Client {
    // oxlint-disable-next-line typescript/no-explicit-any -- One of eight overloads, for those who wait for a promise.
    override async query(config: any): Promise<any> {
      const text = (config as { text?: string }).text ?? "";
      if (toDelay !== undefined && text.includes(toDelay)) {
        if (!delayed) {
          delayed = config;
          throw connectionReset();
        }
        toDelay = undefined;
        await super.query(delayed);
      }
      const answer = await super.query(config);
      if (toLose === undefined || !text.includes(toLose)) return answer;
      toLose = undefined;
      throw connectionReset();
    }
  }
  const pool = new pg.Pool({ connectionString: database.url, Client });
  const store = postgresStore({ pool, listen: false });
  onTestFinished(async () => {
    await store.close();
    await pool.end();
  });
  return {
    store,
    delayStatement(part: string) {
      toDelay = part;
    },
    loseAnswerTo(part: string) {
      toLose = part === "settled" ? "run_in_ms" : part;
    },
  };
}

function connectionReset(): Error {
  return Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
}

function open(options: PostgresStoreOptions) {
  const store = postgresStore(options);
  onTestFinished(() => store.close());
  return store;
}

/** Ends the connections of the database that a condition names, but for the one that asks. */
async function terminate(database: TestDatabase, condition: string): Promise<void> {
  await database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and application_name = 'rowmill' and ${condition}`,
  );
}
