import { DatabaseSync } from "node:sqlite";
import { type SqliteCheckpointTransaction, sqliteStore, type SqliteTransaction } from "@rowmill/adapter-sqlite";
import { createTaskManager, defineJobType, silentLogger } from "@rowmill/core";
import type { JobChange, JsonText } from "@rowmill/core/adapter";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { newJob } from "./new-job.ts";
import { tempFolder } from "./temp-folder.ts";

/** A store on a file in which the application keeps its orders. */
function setUp() {
  const folder = tempFolder();
  const store = sqliteStore({ path: folder.file("app.db") });
  const orders = new DatabaseSync(folder.file("app.db"));
  orders.exec("create table orders (job text not null unique)");
  return {
    store,
    orders: () =>
      orders
        .prepare("select job from orders")
        .all()
        .map(({ job }) => job),
    async [Symbol.asyncDispose]() {
      orders.close();
      await store.close();
      folder[Symbol.dispose]();
    },
  };
}

const addOrder: SqliteTransaction = (database, [{ job }]) => {
  database.prepare("insert into orders (job) values (?)").run(job.id);
};

describe("a transaction that is shared with the application", () => {
  it("commits its rows together with the job, and then tells of the job", async () => {
    await using app = setUp();
    const told: unknown[] = [];
    app.store.subscribe(({ jobId }: JobChange) => told.push([jobId, app.orders().length]));
    const job = newJob();
    await app.store.insert([job], { transaction: addOrder });

    expect(app.orders()).toEqual([job.id]);
    expect(await app.store.get([{ id: job.id }])).toMatchObject([{ status: "pending" }]);
    expect(told).toEqual([[job.id, 1]]);
  });

  it("stores neither if the application throws, and rejects with what it threw", async () => {
    await using app = setUp();
    const job = newJob();
    const transaction: SqliteTransaction = (...given) => {
      addOrder(...given);
      throw new Error("out of stock");
    };
    await expect(app.store.insert([job], { transaction })).rejects.toThrow("out of stock");

    expect(app.orders()).toEqual([]);
    expect(await app.store.get([{ id: job.id }])).toEqual([undefined]);
  });

  it("leaves other writes of the same moment alone", async () => {
    await using app = setUp();
    const [before, after] = [newJob(), newJob()];
    const transaction: SqliteTransaction = () => {
      throw new Error("out of stock");
    };
    await Promise.allSettled([app.store.insert([before]), app.store.insert([newJob()], { transaction }), app.store.insert([after])]);
    expect(await app.store.get([{ id: before.id }, { id: after.id }])).toMatchObject([{ id: before.id }, { id: after.id }]);
  });

  it("refuses a callback that is asynchronous, whatever it answers later", async () => {
    await using app = setUp();
    const transaction = (async (...given: Parameters<SqliteTransaction>) => {
      addOrder(...given);
      throw new Error("too late");
    }) as unknown as SqliteTransaction;
    await expect(app.store.insert([newJob()], { transaction })).rejects.toMatchObject({ code: "OPTION_INVALID" });
    expect(app.orders()).toEqual([]);
  });

  it("refuses a callback that ends the transaction, or begins another one", async () => {
    await using app = setUp();
    const ends: SqliteTransaction = (database) => database.exec("rollback") as undefined;
    await expect(app.store.insert([newJob()], { transaction: ends })).rejects.toMatchObject({ code: "OPTION_INVALID" });

    let inner: Promise<unknown> | undefined;
    const begins: SqliteTransaction = (...given) => {
      addOrder(...given);
      inner = app.store.insert([newJob()], { transaction: addOrder });
    };
    await app.store.insert([newJob()], { transaction: begins });
    await expect(inner).rejects.toMatchObject({ code: "OPTION_INVALID" });
    expect(app.orders()).toHaveLength(1);
  });

  it("says which jobs were there already", async () => {
    await using app = setUp();
    const first = newJob({ idempotencyKey: "order-42" });
    const created: boolean[] = [];
    const transaction: SqliteTransaction = (_, [insertion]) => {
      created.push(insertion.created);
    };
    await app.store.insert([first], { transaction });
    await app.store.insert([newJob({ idempotencyKey: "order-42" })], { transaction });
    expect(created).toEqual([true, false]);
  });

  it("stores nothing of the application if an idempotency key belongs to another input", async () => {
    await using app = setUp();
    await app.store.insert([newJob({ idempotencyKey: "order-42", inputHash: "1" })]);
    const conflict = newJob({ idempotencyKey: "order-42", inputHash: "2" });
    await expect(app.store.insert([conflict], { transaction: addOrder })).rejects.toMatchObject({ code: "IDEMPOTENCY_CONFLICT" });
    expect(app.orders()).toEqual([]);
  });

  it("goes through a task manager, which runs the job when it is committed", async () => {
    await using app = setUp();
    const invoice = defineJobType({ type: "invoice", input: z.object({ order: z.number() }) });
    await using manager = createTaskManager({ store: app.store }).register(invoice.handle(async () => undefined));
    const { job } = await manager.createJob("invoice", { order: 42 }, { transaction: addOrder });

    expect(app.orders()).toEqual([job.id]);
    expect(await manager.waitForJob(job.id)).toMatchObject({ status: "completed" });
  });
});

describe("a checkpoint that shares its transaction with the application", () => {
  const load = defineJobType({ type: "load", input: z.object({ fails: z.boolean() }), retry: { maxAttempts: 1 } });

  it.each([false, true])("commits with the rows of the application, or neither is written (it throws: %s)", async (fails) => {
    await using app = setUp();
    const manager = createTaskManager({ store: app.store, logger: silentLogger }).register(
      load.handle(async (input, { job, checkpoint }) => {
        const transaction: SqliteCheckpointTransaction = (database) => {
          database.prepare("insert into orders (job) values (?)").run(job.id);
          if (input.fails) throw new Error("out of stock");
        };
        await checkpoint({ upTo: 1 }, { transaction });
      }),
    );
    const { job } = await manager.createJob(load, { fails });
    const finished = await manager.waitForJob(job.id);
    await manager.close();
    expect(app.orders()).toEqual(fails ? [] : [job.id]);
    expect(finished.checkpoint).toEqual(fails ? null : { upTo: 1 });
  });

  it("writes no rows for a claim that no longer owns its job", async () => {
    await using app = setUp();
    const job = newJob();
    await app.store.insert([job]);
    const transaction: SqliteCheckpointTransaction = (database) => {
      database.prepare("insert into orders (job) values (?)").run(job.id);
    };
    const update = { claim: { jobId: job.id, claimNo: 1 }, leaseMs: 1_000, checkpoint: "{}" as JsonText };
    expect(await app.store.checkpointIn!(update, transaction)).toBe("lost");
    expect(app.orders()).toEqual([]);
  });
});
