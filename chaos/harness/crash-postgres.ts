import { setTimeout as delay } from "node:timers/promises";
import type { PostgresServer } from "../../test/postgres/server.ts";
import type { PostgresDatabase } from "./postgres-database.ts";

/**
 * Kills every process of a server with SIGKILL, so that none of them can still write anything; `SIGQUIT`, PostgreSQL's own immediate
 * shutdown, leaves them that moment.
 */
export async function crashPostgres({ query }: PostgresDatabase): Promise<void> {
  const [main] = await query<{ pid: string }>("select split_part(pg_read_file('postmaster.pid'), e'\\n', 1) as pid");
  const others = await query<{ pid: number }>("select pid from pg_stat_activity");
  // The first one first: it would start the others again.
  for (const pid of [Number(main!.pid), ...others.map((other) => other.pid)]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Gone by itself meanwhile.
    }
  }
}

/** Starts it again. PostgreSQL refuses while the last of the dead still holds its shared memory. */
export async function restartPostgres(server: PostgresServer): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await server.start();
    } catch (error) {
      if (tries === 20) throw error;
      await delay(100);
    }
  }
}
