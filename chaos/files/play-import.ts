import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Job } from "@rowmill/core";
import { importResultSchema } from "@rowmill/data-jobs";
import { localDiskStorage } from "@rowmill/file-storage";
import pg from "pg";
import { nowMs } from "../harness/journal.ts";
import { seededRandom } from "../harness/random.ts";
import { writeOrders } from "./transform-cases.ts";

/** What is printed of a run. */
export interface ImportReport {
  readonly scenario: "import";
  readonly seed: number;
  readonly mb: number;
  readonly rows: number;
  readonly kills: number;
  readonly lost: number;
  readonly double: number;
  readonly seconds: number;
  readonly ok: boolean;
}

/** Imports a file into a table, in a process that is killed at moments that the seed chooses: no row may be missing, or be there twice. */
export async function playImport(
  { mb, kills }: { readonly mb: number; readonly kills: number },
  seed: number,
  serverUrl: string,
): Promise<{ report: ImportReport; complaints: readonly string[] }> {
  const random = seededRandom(seed);
  const startedAtMs = nowMs();
  const root = await mkdtemp(join(tmpdir(), "rowmill-chaos-import-"));
  const pool = new pg.Pool({ connectionString: serverUrl });
  pool.on("error", () => {});
  let killed = 0;
  try {
    await pool.query("create table orders (id integer, amount text)");
    const source = join(root, "orders.csv");
    await writeOrders(source, mb * 1024 * 1024);
    const directory = join(root, "files");
    const file = await localDiskStorage({ directory }).put(createReadStream(source), { name: "orders.csv" });
    const job = await runKilled({ url: serverUrl, directory, fileId: file.id });
    const result = importResultSchema.safeParse(job.result).data;
    const { rows } = await pool.query<{ rows: number; ids: number }>(
      "select count(*)::int as rows, count(distinct id)::int as ids from orders",
    );
    const [{ rows: found, ids }] = rows as [{ rows: number; ids: number }];
    const written = result?.rows_written ?? -1;
    const complaints = [
      ...(result ? [] : [`the job is ${job.status}: ${job.error?.message}`]),
      ...(found === written ? [] : [`${found} rows are in the table, and ${written} were written`]),
      ...(found === ids ? [] : [`${found - ids} rows are there twice`]),
      ...(result?.created === written ? [] : [`${result?.created} rows are counted as created`]),
    ];
    const report = {
      scenario: "import",
      seed,
      mb,
      rows: found,
      kills: killed,
      lost: Math.max(0, written - ids),
      double: found - ids,
    } as const;
    return { report: { ...report, seconds: Math.round((nowMs() - startedAtMs) / 100) / 10, ok: complaints.length === 0 }, complaints };
  } finally {
    await pool.end();
    await rm(root, { recursive: true, force: true });
  }

  async function runKilled(options: object): Promise<Job> {
    for (let left = kills; ; left -= 1) {
      const program = fileURLToPath(new URL("../programs/import-app.ts", import.meta.url));
      const child = spawn(process.execPath, ["--conditions=@rowmill/source", program, JSON.stringify(options)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      let dying: Promise<boolean> | undefined;
      let job: Job | undefined;
      for await (const line of createInterface({ input: child.stdout })) {
        const said = JSON.parse(line) as { readonly job?: Job };
        ({ job } = said);
        if (!job && left > 0) dying ??= killAfter(child, random.between(0, 200 + 40 * mb));
      }
      if (await dying) killed += 1;
      if (job) return job;
      if (left === 0) throw new Error("The process that was not killed ended without its job");
    }
  }
}

async function killAfter(child: ChildProcess, ms: number): Promise<boolean> {
  await Promise.race([delay(ms, undefined, { ref: false }), once(child, "exit")]);
  return child.exitCode === null && child.kill("SIGKILL");
}
