// Runs jobs until it is ended. A SIGTERM ends it in order.
import { postgresStore } from "@rowmill/adapter-postgres";
import { createTaskManager } from "@rowmill/core";
import pg from "pg";
import { openJournal } from "../harness/journal.ts";
import { handlers, writeDownEvents } from "./handlers.ts";
import { isDone, logger, readOptions } from "./options.ts";

const { database, leaseMs, concurrency, sharedPool, waitMs, pollMs, drainMs, ...options } = readOptions();
const journal = openJournal(options.journal);
const pool = sharedPool > 0 ? new pg.Pool({ connectionString: database, max: sharedPool, application_name: "rowmill" }) : undefined;
const store = postgresStore({ ...(pool ? { pool } : { connectionString: database }), waitMs, logger });
const manager = createTaskManager({ store, concurrency, leaseMs, pollMs, progressIntervalMs: 50, logger });
writeDownEvents(manager, journal);
const { work, poison } = handlers(journal, pool && (async () => await connectTo(pool)));
manager.register(work).register(poison);
journal.write("ready");

process.once("SIGTERM", () => void end());

async function end(): Promise<void> {
  await manager.drain({ timeoutMs: drainMs });
  await manager.close();
  await store.close();
  await pool?.end();
  journal.write("closed");
  isDone();
}

async function connectTo(shared: pg.Pool): Promise<() => void> {
  const client = await shared.connect();
  return () => client.release();
}
