import { describeJobStore } from "@rowmill/conformance";
import { createTaskManager, defineJobType } from "@rowmill/core";
import { postgresStore } from "@rowmill/adapter-postgres";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";
import { findPgBouncer, type PgBouncer, startPgBouncer } from "../../../test/postgres/pgbouncer.ts";
import { type TestStores, testStores } from "./test-store.ts";

const program = findPgBouncer();
const why = program === undefined ? " (skipped: pgbouncer is not installed; apt-get install pgbouncer, or name it in PGBOUNCER)" : "";

describe.skipIf(program === undefined)(`PgBouncer in transaction mode${why}`, () => {
  let database: TestDatabase;
  let bouncer: PgBouncer;
  let stores: TestStores;
  beforeAll(async () => {
    database = await createDatabase();
    bouncer = await startPgBouncer(program!, inject("postgresUrl"));
    stores = testStores(database, bouncer.url(database.url), false);
  });
  afterAll(async () => {
    await stores.end();
    await bouncer.stop();
    await database.drop();
  });

  describeJobStore("a store behind it, listen: false", { create: () => stores.create(), sequences: 15 });

  it("lets one process run what another one creates, and cancel it", async () => {
    const started = Promise.withResolvers<void>();
    const aborted = Promise.withResolvers<unknown>();
    const echo = defineJobType({ type: "echo", input: z.string(), result: z.string() });
    const open = () => postgresStore({ connectionString: bouncer.url(database.url), listen: false });
    const [askers, workers] = [open(), open()];
    const asker = createTaskManager({ store: askers, runs: false, pollMs: 100 }).register(echo);
    const worker = createTaskManager({ store: workers, pollMs: 100, leaseMs: 3_000 }).register(
      echo.handle(async (input, { signal }) => {
        if (input === "quick") return input;
        started.resolve();
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        aborted.resolve(signal.reason);
        return input;
      }),
    );
    const quick = await asker.createJob("echo", "quick");
    expect(await asker.waitForJob(quick.job.id)).toMatchObject({ result: "quick" });
    const slow = await asker.createJob("echo", "slow");
    await started.promise;
    await asker.cancelJob(slow.job.id);
    expect(await aborted.promise).toMatchObject({ code: "JOB_CANCELLED" });
    await Promise.all([asker.close(), worker.close()]);
    await Promise.all([askers.close(), workers.close()]);
  });
});
