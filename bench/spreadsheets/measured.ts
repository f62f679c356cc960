import type { Figures } from "../harness/figures.ts";

/** Runs a task once and says what it cost. The harness adds the peak of resident memory. */
export async function measured(rows: number, run: () => Promise<Figures>): Promise<Figures> {
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  const figures = await run();
  const seconds = (performance.now() - startMs) / 1_000;
  const cpu = process.cpuUsage(cpuBefore);
  return { seconds, cpuSeconds: (cpu.user + cpu.system) / 1e6, rowsPerSecond: rows / seconds, ...figures };
}
