// Creates jobs, runs none, and ends when all are acknowledged.
import { postgresStore } from "@rowmill/adapter-postgres";
import { createTaskManager } from "@rowmill/core";
import { openJournal } from "../harness/journal.ts";
import { createJobs } from "./create-jobs.ts";
import { work } from "./job-types.ts";
import { isDone, logger, readOptions } from "./options.ts";

const options = readOptions();
const journal = openJournal(options.journal);
const store = postgresStore({ connectionString: options.database, waitMs: options.waitMs, logger });
const manager = createTaskManager({ store, runs: false, leaseMs: options.leaseMs, maxCrashes: 100, logger }).register(work);
journal.write("ready");
await createJobs((input, jobOptions) => manager.createJob("work", { ...input }, jobOptions), journal, options);
await manager.close();
await store.close();
journal.write("closed");
isDone();
