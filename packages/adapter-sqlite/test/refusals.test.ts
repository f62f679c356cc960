import { DatabaseSync } from "node:sqlite";
import { sqliteStore } from "@rowmill/adapter-sqlite";
import { createTaskManager, defineJobType, type HandlerContext, NonRetriableError, silentLogger } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { newJob } from "./new-job.ts";
import { tempFolder } from "./temp-folder.ts";

/** Runs one job, in a file that has a rule of the host's own beside Rowmill's tables. */
async function runAgainst(rule: string, handler: (input: string, context: HandlerContext) => string = (input) => input) {
  using folder = tempFolder();
  const path = folder.file("jobs.db");
  await sqliteStore({ path }).close?.();
  const host = new DatabaseSync(path);
  host.exec(rule);
  host.close();
  let runs = 0;
  const echo = defineJobType({ type: "echo", input: z.string() });
  const manager = createTaskManager({ store: sqliteStore({ path }), logger: silentLogger }).register(
    echo.handle((input, context) => {
      runs += 1;
      return handler(input, context);
    }),
  );
  try {
    const job = await manager.waitForJob((await manager.createJob("echo", "kept")).job.id);
    return { status: job.status, error: job.error, runs };
  } finally {
    await manager.close();
  }
}

describe("a rule of the host's on Rowmill's tables", () => {
  it("that rejects a result fails the job once, with SQLite's reason", async () => {
    const rule = `create trigger house before update of result on rowmill_jobs when new.result is not null
      begin select raise(abort, 'results stand elsewhere'); end`;
    expect(await runAgainst(rule)).toMatchObject({
      status: "failed",
      error: { code: "JOB_RESULT_INVALID", message: expect.stringContaining("results stand elsewhere") as unknown },
      runs: 1,
    });
  });

  it("that rejects a stage drops the report, and keeps the result", async () => {
    const rule = `create trigger house before update of stage on rowmill_jobs when new.stage = 'thinking'
      begin select raise(abort, 'no such stage'); end`;
    const handler = (input: string, { progress }: HandlerContext) => {
      progress(10, "thinking");
      return input;
    };
    expect(await runAgainst(rule, handler)).toMatchObject({ status: "completed", error: null, runs: 1 });
  });

  it("that rejects the text of an error fails the job with one that it takes", async () => {
    const rule = `create trigger house before update of error_message on rowmill_jobs when length(new.error_message) > 100
      begin select raise(abort, 'too long'); end`;
    const handler = () => {
      throw new NonRetriableError("x".repeat(500));
    };
    expect(await runAgainst(rule, handler)).toMatchObject({ status: "failed", error: { code: "JOB_RESULT_INVALID" }, runs: 1 });
  });

  it("that rejects a job refuses its creation, and says that trying again is of no use", async () => {
    const rule = "create trigger house before insert on rowmill_jobs begin select raise(abort, 'closed today'); end";
    await expect(runAgainst(rule)).rejects.toMatchObject({
      code: "STORE_REFUSED",
      retriable: false,
      message: expect.stringContaining("closed today") as unknown,
    });
  });

  it("that rejects what becomes of one lapsed job lets the others be taken back", async () => {
    using folder = tempFolder();
    const path = folder.file("jobs.db");
    const store = sqliteStore({ path });
    const claim = { runnerId: "dead", leaseMs: 0 };
    const jobs = [newJob({ claim, type: "ruled" }), newJob({ claim }), newJob({ claim })];
    await store.insert(jobs);
    const host = new DatabaseSync(path);
    host.exec(`create trigger house before update of status on rowmill_jobs when new.type = 'ruled' and new.status = 'pending'
      begin select raise(abort, 'not this one'); end`);
    host.close();
    const reclaimed = await store.reclaim([], 10);
    await store.close();
    expect(reclaimed.map(({ id }) => id).toSorted()).toEqual(
      jobs
        .slice(1)
        .map(({ id }) => id)
        .toSorted(),
    );
  });
});
