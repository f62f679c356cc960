// npm run demo -- batch FILES: stores files, analyzes all of them in one batch, and shows a bar for each.
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, type Job } from "@rowmill/core";
import { analyzeHandler, batchHandler, batchJob } from "@rowmill/data-jobs";
import { localDiskStorage } from "@rowmill/file-storage";
import { printTable, short } from "./print-table.ts";
import { progressBars } from "./progress-bars.ts";
import { reportEnd } from "./run-job.ts";

/** Returns the exit code. */
export async function batch(paths: readonly string[], interrupted: AbortSignal): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), "rowmill-demo-"));
  const files = localDiskStorage({ directory });
  const manager = createTaskManager({ store: memoryStore(), files, concurrency: 2, progressIntervalMs: 100 })
    .register(analyzeHandler({ files }))
    .register(batchHandler());
  try {
    const names = new Map<string, string>();
    for (const path of paths) {
      const file = await files.put(createReadStream(path), { name: basename(path), signal: interrupted }).catch((error: unknown) => {
        console.error(interrupted.aborted ? "\nCancelled before there was a job." : `That did not work: ${String(error)}`);
        return undefined;
      });
      if (!file) return interrupted.aborted ? 130 : 1;
      names.set(file.id, file.name);
    }
    console.log(`\nStored ${names.size} files.\n`);

    const { job } = await manager.createJob(batchJob, { file_ids: [...names.keys()], operation: "analyze" });
    const cancel = () => void manager.cancelJob(job.id).catch(() => {});
    if (interrupted.aborted) cancel();
    else interrupted.addEventListener("abort", cancel, { once: true });
    const bars = progressBars(process.stdout, [...names.values()]);
    const show = async (): Promise<readonly Job[]> => {
      const { jobs } = await manager.listJobs({ parentId: job.id, limit: 200 });
      for (const child of jobs) bars.show([...names.keys()].indexOf(child.inputFileId ?? ""), child.progress, child.status);
      return jobs;
    };
    for await (const _ of manager.watchJob(job.id)) await show();
    const jobs = await show();
    bars.end();

    const finished = await manager.waitForJob(job);
    if (finished.status !== "completed") return reportEnd(finished);
    console.log();
    printTable(
      ["file", "rows", "columns", ""],
      [...names].map(([id, name]) =>
        rowOf(
          name,
          jobs.find((one) => one.inputFileId === id),
        ),
      ),
    );
    const { total, processed, failed } = finished.result!;
    console.log(`\n  ${total} files: ${processed} analyzed, ${failed} failed.`);
    return failed === 0 ? 0 : 1;
  } finally {
    await manager.close();
    await rm(directory, { recursive: true, force: true });
  }
}

function rowOf(name: string, job: Job | undefined): string[] {
  const { row_count: rows, columns } = (job?.result ?? {}) as { row_count?: number; columns?: readonly unknown[] };
  return [short(name, 40), rows?.toLocaleString("en") ?? "", columns ? String(columns.length) : "", short(job?.error?.message ?? "", 80)];
}
