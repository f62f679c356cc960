import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Job } from "@rowmill/core";
import { transformResultSchema } from "@rowmill/data-jobs";
import { localDiskStorage } from "@rowmill/file-storage";
import { transformFile, type TransformResult } from "@rowmill/tables";
import { nowMs } from "../harness/journal.ts";
import { seededRandom } from "../harness/random.ts";
import { TRANSFORM_CASES, type TransformCase, writeOrders } from "./transform-cases.ts";

/** How big a run is. */
export interface TransformSize {
  readonly mb: number;
  /** How often each case is killed. */
  readonly kills: number;
}

/** What is printed of a run. */
export interface TransformReport {
  readonly scenario: "transform";
  readonly seed: number;
  readonly mb: number;
  readonly cases: number;
  readonly kills: number;
  /** Attempts that began with a mark of an earlier one, or with all rows written. */
  readonly continued: number;
  readonly different: number;
  readonly seconds: number;
  readonly ok: boolean;
}

/** A transform that was not killed. */
interface Expected extends Pick<TransformResult, "counts"> {
  readonly sha256: string;
  readonly rejects: number;
  readonly ms: number;
}

/**
 * Transforms a file into every format, in a process that is killed at moments that the seed chooses, and compares with a transform that was not
 * killed: the same bytes, the same counts, and nothing left behind.
 */
export async function playTransform(
  { mb, kills }: TransformSize,
  seed: number,
  cases: readonly TransformCase[] = TRANSFORM_CASES,
): Promise<{ report: TransformReport; complaints: readonly string[] }> {
  const random = seededRandom(seed);
  const startedAtMs = nowMs();
  const root = await mkdtemp(join(tmpdir(), "rowmill-chaos-transform-"));
  const complaints: string[] = [];
  let [killed, continued] = [0, 0];
  try {
    const source = join(root, "orders.csv");
    await writeOrders(source, mb * 1024 * 1024);
    for (const one of cases) {
      const folder = join(root, one.name.replaceAll(/\W/g, "-"));
      const [directory, temporary] = [join(folder, "files"), join(folder, "tmp")];
      await mkdir(temporary, { recursive: true });
      const files = localDiskStorage({ directory });
      const file = await files.put(createReadStream(source), { name: "orders.csv" });
      const expected = await transformWhole(source, one, folder, file.sha256);
      const job = await runKilled(one, { folder, directory, temporary, fileId: file.id, expected });
      complaints.push(...(await complaintsOf(job, expected, { directory, temporary })).map((what) => `${one.name}: ${what}`));
      await rm(folder, { recursive: true, force: true });
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  const seconds = Math.round((nowMs() - startedAtMs) / 100) / 10;
  const different = new Set(complaints.map((what) => what.split(":")[0])).size;
  const report = { scenario: "transform", seed, mb, cases: cases.length, kills: killed, continued, different, seconds } as const;
  return { report: { ...report, ok: complaints.length === 0 }, complaints };

  /** Starts the process again until its job has ended. The last process is not killed. */
  async function runKilled(
    { mapping, output }: TransformCase,
    {
      folder,
      directory,
      temporary,
      fileId,
      expected,
    }: { folder: string; directory: string; temporary: string; fileId: string; expected: Expected },
  ): Promise<Job> {
    const { format: output_format, ...output_options } = output;
    const input = { input_file_id: fileId, mapping, output_format, output_options };
    const options = {
      database: join(folder, "jobs.db"),
      directory,
      input,
      checkpointEveryMs: Math.min(1_000, Math.ceil(expected.ms / 20)),
    };
    for (let left = kills; ; left -= 1) {
      const child = startApp(options, temporary);
      let job: Job | undefined;
      let dying: Promise<boolean> | undefined;
      for await (const line of createInterface({ input: child.stdout! })) {
        const said = JSON.parse(line) as {
          readonly job?: Job;
          readonly checkpoint?: { readonly mark: unknown; readonly storing: unknown } | null;
        };
        ({ job } = said);
        if (said.checkpoint && (said.checkpoint.mark ?? said.checkpoint.storing) !== null) continued += 1;
        if (said.checkpoint !== undefined && left > 0) dying = killAfter(child, random.between(0, 300 + 1.5 * expected.ms));
      }
      if (await dying) killed += 1;
      if (job) return job;
      if (left === 0) throw new Error("The process that was not killed ended without its job");
    }
  }
}

/** Kills a process, unless it ends before. Returns whether it did. */
async function killAfter(child: ChildProcess, ms: number): Promise<boolean> {
  await Promise.race([delay(ms, undefined, { ref: false }), once(child, "exit")]);
  return child.exitCode === null && child.kill("SIGKILL");
}

function startApp(options: object, temporary: string): ChildProcess {
  const program = fileURLToPath(new URL("../programs/transform-app.ts", import.meta.url));
  return spawn(process.execPath, ["--conditions=@rowmill/source", program, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, TMPDIR: temporary },
  });
}

async function transformWhole(source: string, { mapping, output }: TransformCase, folder: string, fileId: string): Promise<Expected> {
  const path = join(folder, "whole");
  const rejectsPath = join(folder, "whole.rejects");
  const startMs = nowMs();
  const { counts } = await transformFile(source, mapping, { ...output, path }, { rejectsPath, fileId, fileName: "orders.csv" });
  const ms = nowMs() - startMs;
  const rejects = (await readFile(rejectsPath, "utf8")).split("\n").length - 1;
  const sha256 = await sha256Of(path);
  await Promise.all([rm(path), rm(rejectsPath)]);
  return { counts, sha256, rejects, ms };
}

async function complaintsOf(
  job: Job,
  { counts, sha256, rejects }: Expected,
  { directory, temporary }: { readonly directory: string; readonly temporary: string },
): Promise<string[]> {
  if (job.status !== "completed") return [`the job is ${job.status}: ${job.error?.code} ${job.error?.message}`];
  const result = transformResultSchema.parse(job.result);
  const wrong: string[] = [];
  if (result.checksum !== sha256) wrong.push("the output has other bytes");
  if ((await sha256Of(join(directory, result.result_file_id))) !== sha256) wrong.push("the stored file has other bytes");
  if (result.rows_written !== counts.written || result.rows_rejected !== rejects || result.rows_processed !== counts.read) {
    wrong.push(`the counts differ: ${JSON.stringify({ expected: counts, result: { ...result, rejects: [], warnings: [] } })}`);
  }
  const left = await readdir(join(directory, "outputs")).catch(() => []);
  if (left.length > 0) wrong.push(`outputs were left behind: ${left.join(", ")}`);
  const inTemporary = (await readdir(temporary)).filter((name) => !/^rowmill(-\d+)?$/.test(name) && name !== "node-compile-cache");
  if (inTemporary.length > 0) wrong.push(`temporary files were left behind: ${inTemporary.join(", ")}`);
  return wrong;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
