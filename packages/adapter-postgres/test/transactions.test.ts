import { postgresStore } from "@rowmill/adapter-postgres";
import { createTaskManager, defineJobType } from "@rowmill/core";
import type { JsonText } from "@rowmill/core/adapter";
import { CamelCasePlugin, Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";

interface Shop {
  orders: { orderId: number };
}

let database: TestDatabase;
let pool: pg.Pool;
let shop: Kysely<Shop>;
beforeAll(async () => {
  database = await createDatabase();
  await database.query("create table orders (order_id integer primary key)");
  pool = new pg.Pool({ connectionString: database.url });
  shop = new Kysely<Shop>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] });
});
afterAll(async () => {
  await shop.destroy();
  await database.drop();
});

const ship = defineJobType({ type: "ship", input: z.object({ orderId: z.number() }), result: z.string() });

describe("a job that is created in a transaction", () => {
  it("is there, and runs once, when that commits", async () => {
    const { manager, runs } = startManager();
    const { job } = await shop.transaction().execute(async (transaction) => {
      await transaction.insertInto("orders").values({ orderId: 1 }).execute();
      const creation = await manager.createJob("ship", { orderId: 1 }, { transaction });
      expect(await manager.getJob(creation.job.id)).toBeUndefined();
      return creation;
    });
    expect(await manager.waitForJob(job.id)).toMatchObject({ status: "completed", result: "shipped 1" });
    expect(runs).toEqual([1]);
  });

  it("never was when that is rolled back", async () => {
    const { manager, runs } = startManager();
    let id = "";
    const ordering = shop.transaction().execute(async (transaction) => {
      await transaction.insertInto("orders").values({ orderId: 2 }).execute();
      ({
        job: { id },
      } = await manager.createJob("ship", { orderId: 2 }, { transaction, idempotencyKey: "order-2" }));
      throw new Error("out of stock");
    });
    await expect(ordering).rejects.toThrow("out of stock");
    expect(await manager.getJob(id)).toBeUndefined();
    expect(await shop.selectFrom("orders").selectAll().where("orderId", "=", 2).execute()).toEqual([]);
    // Not even the key is taken.
    const { job, created } = await manager.createJob("ship", { orderId: 2 }, { idempotencyKey: "order-2" });
    expect(created).toBe(true);
    await manager.waitForJob(job.id);
    expect(runs).toEqual([2]);
  });

  it("lets other jobs be stored while one waits for its key", async () => {
    const { manager } = startManager();
    const again = await shop.transaction().execute(async (transaction) => {
      await manager.createJob("ship", { orderId: 20 }, { transaction, idempotencyKey: "order-20" });
      const waiting = manager.createJob("ship", { orderId: 20 }, { idempotencyKey: "order-20" });
      // Each of these would wait for this transaction, too, if it travelled with the one above.
      const { job } = await manager.createJob("ship", { orderId: 21 });
      expect(await manager.getJob(job.id)).toMatchObject({ id: job.id });
      await manager.createJob("ship", { orderId: 22 }, { idempotencyKey: "order-22" });
      return { waiting };
    });
    expect(await again.waiting).toMatchObject({ created: false, job: { input: { orderId: 20 } } });
  });

  it("takes a client of pg for a transaction", async () => {
    const { manager } = startManager();
    const client = await pool.connect();
    await client.query("begin");
    const { job } = await manager.createJob("ship", { orderId: 3 }, { transaction: client });
    await client.query("commit");
    client.release();
    expect(await manager.waitForJob(job.id)).toMatchObject({ status: "completed" });
  });

  it("takes many jobs, all or none", async () => {
    const { manager } = startManager();
    const jobs = [4, 5, 6].map((orderId) => ({ type: "ship" as const, input: { orderId } }));
    const creations = await shop.transaction().execute((transaction) => manager.createJobs(jobs, { transaction }));
    const results = await Promise.all(creations.map(({ job }) => manager.waitForJob(job.id)));
    expect(results.map(({ result }) => result)).toEqual(["shipped 4", "shipped 5", "shipped 6"]);
  });

  it("starts as soon as that has committed, without a look into the store", async () => {
    const { manager } = startManager({ pollMs: 3_600_000 });
    await feedIsLive(manager);
    const { job } = await shop.transaction().execute((transaction) => manager.createJob("ship", { orderId: 7 }, { transaction }));
    expect(await manager.waitForJob(job.id)).toMatchObject({ status: "completed" });
  });

  it("is not announced as created, because nobody knows yet", async () => {
    const { manager } = startManager();
    const created: string[] = [];
    manager.on("job:created", ({ job }) => created.push(job.id));
    await shop
      .transaction()
      .execute((transaction) => manager.createJob("ship", { orderId: 8 }, { transaction }))
      .then(({ job }) => manager.waitForJob(job.id));
    expect(created).toEqual([]);
  });

  it("can not be followed from within", async () => {
    const { manager } = startManager();
    const creating = shop
      .transaction()
      .execute((transaction) => manager.createJob("ship", { orderId: 9 }, { transaction, onProgress: () => undefined }));
    await expect(creating).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it("is refused by TypeScript where it is no transaction", () => {
    const { manager } = startManager();
    const compiled = () => {
      // @ts-expect-error -- A pool is many connections, and none of them is in a transaction.
      void manager.createJob("ship", { orderId: 1 }, { transaction: database });
    };
    expect(compiled).toBeTypeOf("function");
  });
});

function startManager({ pollMs = 5_000 } = {}) {
  const runs: number[] = [];
  const store = postgresStore({ pool });
  const manager = createTaskManager({ store, pollMs }).register(
    ship.handle(async ({ orderId }) => {
      runs.push(orderId);
      return `shipped ${orderId}`;
    }),
  );
  onTestFinished(async () => {
    await manager.close();
    await store.close();
  });
  return { manager, runs };
}

/** Waits until the store hears notifications: from then on it hears all. */
async function feedIsLive(manager: ReturnType<typeof startManager>["manager"]): Promise<void> {
  // Longer each time: on a slow machine a notification may take its time, too.
  for (let timeoutMs = 100; ; timeoutMs *= 2) {
    const { job } = await shop.transaction().execute((transaction) => manager.createJob("ship", { orderId: 0 }, { transaction }));
    const done = await manager.waitForJob(job.id, { timeoutMs }).catch(() => undefined);
    if (done) return;
  }
}

describe("a checkpoint in a transaction", () => {
  const load = defineJobType({ type: "load", input: z.object({ fails: z.boolean() }), retry: { maxAttempts: 1 } });

  async function runLoad(fails: boolean, orderId: number) {
    const store = postgresStore({ pool });
    const manager = createTaskManager({ store }).register(
      load.handle(async (input, { checkpoint }) => {
        await shop.transaction().execute(async (transaction) => {
          await transaction.insertInto("orders").values({ orderId }).execute();
          await checkpoint({ upTo: orderId }, { transaction });
          if (input.fails) throw new Error("the process dies before it commits");
        });
      }),
    );
    onTestFinished(async () => {
      await manager.close();
      await store.close();
    });
    const { job } = await manager.createJob(load, { fails });
    const finished = await manager.waitForJob(job.id);
    const rows = await shop.selectFrom("orders").selectAll().where("orderId", "=", orderId).execute();
    return { finished, rows, store };
  }

  it("commits with the rows of the application", async () => {
    const { finished, rows } = await runLoad(false, 7_001);
    expect(finished).toMatchObject({ status: "completed", checkpoint: { upTo: 7_001 } });
    expect(rows).toHaveLength(1);
  });

  it("never was if that is rolled back", async () => {
    const { finished, rows } = await runLoad(true, 7_002);
    expect(finished).toMatchObject({ status: "failed", checkpoint: null });
    expect(rows).toEqual([]);
  });

  it("is refused for a claim that no longer owns its job, with a client of pg as well", async () => {
    const { finished, store } = await runLoad(false, 7_003);
    const client = await pool.connect();
    try {
      await client.query("begin");
      const update = { claim: { jobId: finished.id, claimNo: 1 }, leaseMs: 1_000, checkpoint: "{}" as JsonText };
      expect(await store.checkpointIn!(update, client)).toBe("lost");
      await client.query("rollback");
    } finally {
      client.release();
    }
    await expect(
      store.checkpointIn!({ claim: { jobId: finished.id, claimNo: 1 }, leaseMs: 1, checkpoint: "{}" as JsonText }, {}),
    ).rejects.toMatchObject({
      code: "OPTION_INVALID",
    });
  });
});
