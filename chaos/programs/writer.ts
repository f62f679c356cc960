// Creates jobs, runs none, and ends when all are acknowledged.
import { postgresStore } from "@rowmill/adapter-postgres";
import { createTaskManager } from "@rowmill/core";
import { openJournal } from "../harness/journal.ts";
import { type Create, createJobs } from "./create-jobs.ts";
import { work } from "./job-types.ts";
import { isDone, logger, readOptions } from "./options.ts";

const options = readOptions();
const journal = openJournal(options.journal);
const store = postgresStore({ connectionString: options.database, waitMs: options.waitMs, logger });
const manager = createTaskManager({ store, runs: false, leaseMs: options.leaseMs, maxCrashes: 100, logger }).register(work);
const asked = new Set<string | undefined>();
journal.write("ready");
await createJobs(create, journal, options);
await manager.close();
await store.close();
journal.write("closed");
isDone();

/** A job that this call stored must not be reported as an earlier one: its key is new, unless a call with it failed before. */
async function create(...[input, jobOptions]: Parameters<Create>): ReturnType<Create> {
  const { idempotencyKey } = jobOptions;
  const isNew = !asked.has(idempotencyKey);
  asked.add(idempotencyKey);
  const creation = await manager.createJob("work", { ...input }, jobOptions);
  if (isNew && !creation.created) throw new Error(`Job ${creation.job.id} was reported as an earlier one`);
  return creation;
}
