import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findBinaries } from "./binaries.ts";
import { freePort } from "./free-port.ts";

/** A PostgreSQL server of our own, in a folder of its own. */
export interface PostgresServer {
  /** Connects to its database `postgres`. */
  readonly url: string;
  readonly port: number;
  /** Starts it again after `stop` or `kill`, on the same port. Resolves when it takes connections. */
  start(): Promise<void>;
  /** Ends its connections, then the server. */
  stop(): Promise<void>;
  /** Ends it as a power cut would, as far as a process can tell. */
  kill(): Promise<void>;
  /** Ends it and removes its folder. */
  remove(): Promise<void>;
}

/** What `startServer` takes. */
export interface ServerOptions {
  /** Whether a commit reaches the disk: for benches and crash tests. @defaultValue false, which is faster */
  readonly fsync?: boolean;
  readonly port?: number;
}

const FOLDER_PREFIX = "rowmill-postgres-";

/** Starts a server. Ready in less than a second. */
export async function startServer({ fsync = false, port: givenPort }: ServerOptions = {}): Promise<PostgresServer> {
  await sweepStaleFolders();
  const folder = await mkdtemp(join(tmpdir(), FOLDER_PREFIX));
  await writeFile(join(folder, "owner.pid"), String(process.pid));
  const user = unprivilegedUser();
  const { bin } = await findBinaries(folder);
  const data = join(folder, "data");
  await mkdir(data, { mode: 0o700 });
  if (user) await Promise.all([folder, data].map((path) => chown(path, user.uid, user.gid)));
  await promisify(execFile)(join(bin, "initdb"), ["--no-sync", "--locale=C", "-E", "UTF8", "-U", "postgres", "--auth=trust", "-D", data], {
    ...user,
    cwd: folder,
    env: {},
  });
  const port = givenPort ?? (await freePort());
  const settings = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${folder}`,
    "max_connections=200",
    ...(fsync ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
  ];
  let child: ChildProcess | undefined;

  const server: PostgresServer = {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    port,

    async start() {
      const started = spawn(join(bin, "postgres"), ["-D", data, ...settings.flatMap((setting) => ["-c", setting])], {
        ...user,
        cwd: folder,
        env: {},
        stdio: ["ignore", "ignore", "pipe"],
      });
      child = started;
      await untilReady(started);
    },
    stop: () => end("SIGINT"),
    kill: () => end("SIGQUIT"),

    async remove() {
      await end("SIGQUIT");
      await rm(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }
}

/** Resolves with the line of the log that says so. The pipe goes on being read, or the server would block on it. */
function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      if (log.length < 100_000) log += String(chunk);
      if (log.includes("is ready to accept connections")) resolve();
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`PostgreSQL did not start:\n${log}`)));
  });
}

/** PostgreSQL refuses to run as root: then it runs as `nobody`. */
function unprivilegedUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

/** Removes what a run left behind that was killed. A folder whose owner lives is in use. */
async function sweepStaleFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(FOLDER_PREFIX)) continue;
    const folder = join(tmpdir(), name);
    // A folder without an owner yet is one that another run makes in this moment.
    const owner = await readFile(join(folder, "owner.pid"), "utf8").catch(() => undefined);
    if (owner === undefined || isAlive(Number(owner))) continue;
    const postmaster = await readFile(join(folder, "data", "postmaster.pid"), "utf8").catch(() => "");
    const pid = Number(postmaster.split("\n")[0]);
    if (pid > 0 && isAlive(pid)) process.kill(pid, "SIGQUIT");
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
