import { postgresStore } from "@rowmill/adapter-postgres";
import { createTaskManager, defineJobType, type HandlerContext, RowmillError, silentLogger } from "@rowmill/core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";
import { newJob } from "./new-job.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

let schemas = 0;

/** Runs a job beside another one, on tables that have a rule of the host's. Returns it, and how often its handler ran. */
async function runAgainst(rule: string, handler: (context: HandlerContext) => Promise<string>) {
  const schema = `ruled_${(schemas += 1)}`;
  const store = postgresStore({ connectionString: database.url, schema });
  await store.ready();
  await database.query(rule.replaceAll("JOBS", `${schema}.jobs`).replaceAll("LOG", `${schema}.job_log`));
  const ruled = defineJobType({ type: "ruled", input: z.null(), retry: { maxAttempts: 2, firstDelayMs: 1 } });
  const other = defineJobType({ type: "other", input: z.null() });
  let runs = 0;
  // Leases are short: a job whose end is not recorded runs again during the test.
  const manager = createTaskManager({ store, leaseMs: 1_000, progressIntervalMs: 20, logger: silentLogger })
    .register(
      ruled.handle(async (_, context) => {
        runs += 1;
        return await handler(context);
      }),
    )
    .register(other.handle(() => "fine"));
  onTestFinished(async () => {
    await manager.close();
    await store.close();
  });
  const creations = await manager.createJobs([
    { type: "ruled", input: null },
    { type: "other", input: null },
  ]);
  const [job, neighbour] = await Promise.all(creations.map((creation) => manager.waitForJob(creation.job.id, { timeoutMs: 120_000 })));
  expect(neighbour).toMatchObject({ status: "completed", result: "fine" });
  return { job: job!, runs };
}

describe("a rule of the host's on Rowmill's tables", () => {
  it("that rejects a result fails the job once, with the reason", async () => {
    const rule = "alter table JOBS add constraint house check (result is null or length(result) < 20)";
    const { job, runs } = await runAgainst(rule, async () => "x".repeat(100));
    expect(job).toMatchObject({
      status: "failed",
      error: { code: "JOB_RESULT_INVALID", message: expect.stringContaining("house") as string },
    });
    expect(runs).toBe(1);
  });

  it("that rejects a stage drops the report, and keeps lease and result", async () => {
    const rule = "alter table JOBS add constraint house check (stage is null or stage in ('reading', 'writing'))";
    const { job, runs } = await runAgainst(rule, async ({ progress, signal }) => {
      progress(10, "reading");
      progress(20, "thinking");
      const renewed = async () => {
        const [row] = await database.query(
          `select lease_until > started_at + interval '1.5 s' as yes from ruled_${schemas}.jobs where type = 'ruled'`,
        );
        return row;
      };
      await expect.poll(renewed, { interval: 50 }).toEqual({ yes: true });
      return signal.aborted ? "lost" : "kept";
    });
    expect(job).toMatchObject({ status: "completed", result: "kept" });
    expect(runs).toBe(1);
  });

  it("that rejects log lines drops them", async () => {
    const rule = "alter table LOG add constraint house check (message not like '%secret%')";
    const { job, runs } = await runAgainst(rule, async ({ log }) => {
      log("a secret");
      return "kept";
    });
    expect(job).toMatchObject({ status: "completed", result: "kept" });
    expect(runs).toBe(1);
  });

  it("that rejects the text of an error fails the job with one that it takes", async () => {
    const rule = "alter table JOBS add constraint house check (length(error_message) < 100)";
    const { job, runs } = await runAgainst(rule, async () => {
      throw new RowmillError("HANDLER_FAILED", "x".repeat(500));
    });
    expect(job).toMatchObject({ status: "failed", error: { code: "JOB_RESULT_INVALID" } });
    expect(runs).toBe(1);
  });

  it("that rejects a checkpoint rejects the call of the handler", async () => {
    const rule = "alter table JOBS add constraint house check (checkpoint is null)";
    const { job, runs } = await runAgainst(rule, async ({ checkpoint }) => {
      await expect(checkpoint(1)).rejects.toMatchObject({ code: "STORE_REFUSED", retriable: false });
      return "kept";
    });
    expect(job).toMatchObject({ status: "completed", result: "kept" });
    expect(runs).toBe(1);
  });

  it("that rejects what becomes of one lapsed job lets the others be taken back", async () => {
    const schema = "lapsed";
    const store = postgresStore({ connectionString: database.url, schema });
    onTestFinished(() => store.close());
    const claim = { runnerId: "dead", leaseMs: 0 };
    const jobs = [newJob({ claim, type: "ruled" }), newJob({ claim }), newJob({ claim })];
    await store.insert(jobs);
    await database.query(`alter table ${schema}.jobs add constraint house check (type <> 'ruled' or status <> 'pending')`);
    const reclaimed = await store.reclaim([], 10);
    expect(reclaimed.map(({ id }) => id).toSorted()).toEqual(
      jobs
        .slice(1)
        .map(({ id }) => id)
        .toSorted(),
    );
  });

  it("that lets no job complete or fail cancels it, so that it does not run again", async () => {
    const rule = `
      create function house() returns trigger language plpgsql as $$
        begin
          if new.type = 'ruled' and new.status in ('completed', 'failed') then raise exception 'never'; end if;
          return new;
        end $$;
      create trigger house before update on JOBS for each row execute function house()`;
    const { job, runs } = await runAgainst(rule, async () => "kept");
    expect(job).toMatchObject({ status: "cancelled" });
    expect(runs).toBe(1);
  });
});
