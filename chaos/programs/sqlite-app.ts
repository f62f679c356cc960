// Creates jobs in a SQLite file and runs them, until it is killed.
import { sqliteStore } from "@rowmill/adapter-sqlite";
import { createTaskManager } from "@rowmill/core";
import { openJournal } from "../harness/journal.ts";
import { createJobs } from "./create-jobs.ts";
import { handlers, writeDownEvents } from "./handlers.ts";
import { logger, readOptions } from "./options.ts";

const options = readOptions();
const { leaseMs, concurrency, pollMs } = options;
const journal = openJournal(options.journal);
const store = sqliteStore({ path: options.database, waitMs: 2_000 });
const manager = createTaskManager({ store, concurrency, leaseMs, pollMs, progressIntervalMs: 50, maxCrashes: 100, logger });
writeDownEvents(manager, journal);
const working = manager.register(handlers(journal).work);
journal.write("ready");
await createJobs((input, jobOptions) => working.createJob("work", { ...input }, jobOptions), journal, options);
