// npm run demo [-- FILE]: stores a file, analyzes it in a background job, and shows what the job found.
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager } from "@rowmill/core";
import { analyzeHandler } from "@rowmill/data-jobs";
import { localDiskStorage } from "@rowmill/file-storage";
import { orders } from "./orders.ts";
import { printProfile } from "./print-profile.ts";
import { reportEnd, runJob } from "./run-job.ts";

/** A file of the user's, or how many orders to make up. */
export type AnalyzeSource = { readonly path: string } | { readonly rows: number; readonly seed: number };

/** Returns the exit code. */
export async function analyze(source: AnalyzeSource, interrupted: AbortSignal): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), "rowmill-demo-"));
  const files = localDiskStorage({ directory });
  const manager = createTaskManager({ store: memoryStore(), progressIntervalMs: 100 }).register(analyzeHandler({ files }));
  try {
    const isMadeUp = "rows" in source;
    const name = isMadeUp ? "orders.csv" : basename(source.path);
    console.log(
      isMadeUp ? `\nWriting ${source.rows.toLocaleString("en")} orders (seed ${source.seed}) ...` : `\nStoring ${source.path} ...`,
    );
    const content = isMadeUp ? orders(source.rows, source.seed) : createReadStream(source.path);
    const file = await files.put(content, { name, signal: interrupted }).catch((error: unknown) => {
      console.error(interrupted.aborted ? "\nCancelled before there was a job." : `That did not work: ${String(error)}`);
      return undefined;
    });
    if (!file) return interrupted.aborted ? 130 : 1;
    console.log(`Stored ${name}: ${(file.sizeBytes / 1e6).toFixed(1)} MB, sha256 ${file.sha256.slice(0, 12)}…\n`);

    const { job } = await manager.createJob("analyze", { file_id: file.id, sample_rows: 3, top_values: 3 });
    const finished = await runJob(manager, job.id, interrupted);
    if (finished.status !== "completed") return reportEnd(finished);
    printProfile(finished.result);
    return 0;
  } finally {
    await manager.close();
    await rm(directory, { recursive: true, force: true });
  }
}
