// Runs jobs until it is ended. A SIGTERM ends it in order.
import { postgresStore } from "@rowmill/adapter-postgres";
import { createTaskManager } from "@rowmill/core";
import { openJournal } from "../harness/journal.ts";
import { handlers, writeDownEvents } from "./handlers.ts";
import { isDone, logger, readOptions } from "./options.ts";

const { database, leaseMs, concurrency, waitMs, pollMs, drainMs, ...options } = readOptions();
const journal = openJournal(options.journal);
const store = postgresStore({ connectionString: database, waitMs, logger });
const manager = createTaskManager({ store, concurrency, leaseMs, pollMs, progressIntervalMs: 50, logger });
writeDownEvents(manager, journal);
const { work, poison } = handlers(journal);
manager.register(work).register(poison);
journal.write("ready");

process.once("SIGTERM", () => void end());

async function end(): Promise<void> {
  await manager.drain({ timeoutMs: drainMs });
  await manager.close();
  await store.close();
  journal.write("closed");
  isDone();
}
