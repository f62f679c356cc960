import { stat } from "node:fs/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Figures } from "../harness/figures.ts";
import { type FileKindName, tableFile } from "./table-file.ts";

/**
 * Runs a task on a made-up file and says what it cost: megabytes of the file per second, the CPU time of all threads, and how late
 * the timers of the host's event loop were. The harness adds the peak of resident memory.
 *
 * @param run - answers more figures, such as how many cells it read
 */
export async function measureFile(kind: FileKindName, megabytes: number, run: (path: string) => Promise<Figures>): Promise<Figures> {
  const path = await tableFile(kind, megabytes);
  const { size } = await stat(path);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  delay.enable();
  const figures = await run(path);
  delay.disable();
  const seconds = (performance.now() - startMs) / 1_000;
  const cpu = process.cpuUsage(cpuBefore);
  const cpuSeconds = (cpu.user + cpu.system) / 1e6;
  return {
    megabytesPerSecond: size / 1e6 / seconds,
    megabytesPerCpuSecond: size / 1e6 / cpuSeconds,
    seconds,
    cpuSeconds,
    hostDelayP99Ms: delay.percentile(99) / 1e6,
    ...figures,
  };
}
