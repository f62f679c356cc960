// npm run demo [-- path/to/file.csv]: stores a file, analyzes it in a background job, and shows what the job found.
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager } from "@rowmill/core";
import { analyzeJobs } from "@rowmill/data-jobs";
import { localDiskStorage } from "@rowmill/file-storage";
import { orders } from "./orders.ts";
import { printProfile } from "./print-profile.ts";
import { progressBar } from "./progress-bar.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: "string", default: "200000" }, seed: { type: "string", default: "7" } },
});
const directory = await mkdtemp(join(tmpdir(), "rowmill-demo-"));
const files = localDiskStorage({ directory });
const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());
const manager = createTaskManager({ store: memoryStore(), progressIntervalMs: 100 }).register(analyzeJobs({ files }));

try {
  process.exitCode = await demo(positionals[0]);
} finally {
  await manager.close();
  await rm(directory, { recursive: true, force: true });
}

/** Answers the exit code. */
async function demo(path: string | undefined): Promise<number> {
  const name = path === undefined ? "orders.csv" : basename(path);
  console.log(
    path === undefined ? `\nWriting ${Number(values.rows).toLocaleString("en")} orders (seed ${values.seed}) ...` : `\nStoring ${path} ...`,
  );
  const content = path === undefined ? orders(Number(values.rows), Number(values.seed)) : createReadStream(path);
  const file = await files.put(content, { name, signal: interrupted.signal }).catch((error: unknown) => {
    console.error(interrupted.signal.aborted ? "\nCancelled before there was a job." : `That did not work: ${String(error)}`);
    return undefined;
  });
  if (!file) return interrupted.signal.aborted ? 130 : 1;
  console.log(`Stored ${name}: ${(file.sizeBytes / 1e6).toFixed(1)} MB, sha256 ${file.sha256.slice(0, 12)}…\n`);

  const { job } = await manager.createJob("analyze", { file_id: file.id, sample_rows: 3, top_values: 3 });
  // Too late is no error: the job has finished.
  const cancel = () => void manager.cancelJob(job.id).catch(() => {});
  if (interrupted.signal.aborted) cancel();
  else interrupted.signal.addEventListener("abort", cancel, { once: true });

  const bar = progressBar(process.stdout);
  const startedAtMs = performance.now();
  for await (const { progress, stage, counters } of manager.watchJob(job.id)) {
    const seconds = (performance.now() - startedAtMs) / 1_000;
    const { rows = 0, bytes = 0 } = counters;
    const rate = `${Math.round(rows / seconds).toLocaleString("en")} rows/s  ${(bytes / 1e6 / seconds).toFixed(1)} MB/s`;
    bar.show(progress, stage, rows === 0 ? "" : `${rows.toLocaleString("en")} rows  ${rate}`);
  }
  bar.end();
  interrupted.signal.removeEventListener("abort", cancel);

  const finished = await manager.waitForJob(job.id);
  if (finished.status === "cancelled")
    console.log("\nCancelled. The job is recorded as such, its thread has ended, and nothing is left behind.");
  if (finished.status === "failed") console.error(`\nThe job failed (${finished.error?.code}): ${finished.error?.message}`);
  if (finished.status !== "completed") return finished.status === "cancelled" ? 130 : 1;
  printProfile(finished.result);
  return 0;
}
