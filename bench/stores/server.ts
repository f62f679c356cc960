import { fork } from "node:child_process";
import { once } from "node:events";

/** Where the measuring processes find the address of the server; set it to measure on a server of your own. */
const ADDRESS = "ROWMILL_BENCH_POSTGRES";

/**
 * Starts the PostgreSQL of this run, fsync on and everything else as it comes, unless there is one. It runs under a process of its own,
 * which ends it when this one has ended, however that was.
 */
export async function provideServer(): Promise<void> {
  if (process.env[ADDRESS] !== undefined) return;
  const keeper = fork(new URL("keep-server.ts", import.meta.url), { stdio: ["ignore", process.stderr, process.stderr, "ipc"] });
  const [url] = (await Promise.race([once(keeper, "message"), once(keeper, "exit")])) as [unknown];
  if (typeof url !== "string") throw new Error("PostgreSQL could not be started");
  process.env[ADDRESS] = url;
  keeper.unref();
  keeper.channel?.unref();
}

/** The address of the server. */
export function serverUrl(): string {
  const url = process.env[ADDRESS];
  if (url === undefined) throw new Error("There is no server: see provideServer");
  return url;
}
