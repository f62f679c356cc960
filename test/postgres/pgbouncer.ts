import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { freePort } from "./free-port.ts";

/** A PgBouncer in transaction mode: each transaction gets whatever connection to the server is free. */
export interface PgBouncer {
  /** Connects to a database of the server through it. */
  url(databaseUrl: string): string;
  stop(): Promise<void>;
}

/** Where PgBouncer is: `PGBOUNCER`, or on the PATH; `undefined` if it is not installed. */
export function findPgBouncer(): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin"];
  return [process.env["PGBOUNCER"], ...folders.map((folder) => join(folder, "pgbouncer"))].find(
    (path) => path !== undefined && existsSync(path),
  );
}

/** Starts one before a server, with fewer connections to it than clients will open, so that they really share them. */
export async function startPgBouncer(program: string, serverUrl: string): Promise<PgBouncer> {
  const folder = await mkdtemp(join(tmpdir(), "rowmill-pgbouncer-"));
  const { hostname, port: serverPort, username } = new URL(serverUrl);
  const port = await freePort();
  const config = join(folder, "pgbouncer.ini");
  await writeFile(
    config,
    `[databases]
* = host=${hostname} port=${serverPort} user=${username}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
`,
  );
  // It refuses to run as root, like PostgreSQL.
  const user = process.getuid?.() === 0 ? { uid: idOfNobody("-u"), gid: idOfNobody("-g") } : undefined;
  if (user) await Promise.all([folder, config].map((path) => chown(path, user.uid, user.gid)));
  const child = spawn(program, [config], { ...user, cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  await untilReady(child);

  return {
    url(databaseUrl) {
      const url = new URL(databaseUrl);
      url.host = `127.0.0.1:${port}`;
      return url.href;
    },
    async stop() {
      const exited = once(child, "exit");
      child.kill("SIGQUIT");
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      if (log.length < 100_000) log += String(chunk);
      if (log.includes("process up")) resolve();
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`PgBouncer did not start:\n${log}`)));
  });
}

function idOfNobody(flag: string): number {
  return Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
}
