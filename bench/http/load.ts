import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { quantile } from "../harness/results.ts";
import type { Figures } from "../harness/figures.ts";

/** What is asked, and for how long. */
export interface Load {
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

/** How long each answer took. */
export interface LoadResult {
  readonly takenMs: readonly number[];
}

/** Asks the same on many connections, as fast as the answers come. */
export async function load(options: Load): Promise<Figures> {
  const worker = new Worker(new URL("load-worker.ts", import.meta.url), { workerData: options });
  const cpuBefore = process.threadCpuUsage();
  const [{ takenMs }] = (await once(worker, "message")) as [LoadResult];
  const { user, system } = process.threadCpuUsage(cpuBefore);
  await worker.terminate();
  return {
    requestsPerSecond: takenMs.length / (options.measureMs / 1_000),
    p50Ms: quantile(takenMs, 0.5),
    p99Ms: quantile(takenMs, 0.99),
    // Of the server's thread, warm-up included, for machines where others work, too.
    serverCpuUsPerRequest: ((user + system) / takenMs.length) * (options.measureMs / (options.measureMs + options.warmUpMs)),
  };
}
