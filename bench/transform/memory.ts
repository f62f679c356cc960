import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RowStep } from "@rowmill/tables";
import { peakMemory } from "../harness/peak-memory.ts";
import { defineScenario } from "../harness/scenario.ts";
import { tableFile } from "../tables/table-file.ts";
import { type TargetFormat, TASKS } from "./task.ts";

const PROGRAM = `
  const { transformFile } = await import("@rowmill/tables");
  const { rm } = await import("node:fs/promises");
  const [from, to, format, threads, columns, lower, upper, rows] = args;
  const fields = JSON.parse(columns).map((column) => ({
    target: column, from: column, steps: column === lower ? ["lowercase"] : column === upper ? ["uppercase"] : [] }));
  await transformFile(from, { fields, rows: JSON.parse(rows) }, { path: to, format }, { threads: Number(threads) });
  await rm(to);`;

/** The peak of resident memory of programs that transform a file, with the built packages. */
export function memory(format: TargetFormat, rows: readonly RowStep[] = []) {
  const { columns, lower, upper } = TASKS.mixed;
  const peers = [1, 2].map((threads) => [
    threads === 1 ? "rowmill" : `rowmill-${threads}-threads`,
    async ({ megabytes }: { megabytes: number }) => {
      const to = join(tmpdir(), `rowmill-bench-memory.${format}`);
      const task = [JSON.stringify(columns), lower, upper, JSON.stringify(rows)];
      return peakMemory(PROGRAM, [await tableFile("mixed", megabytes), to, format, String(threads), ...task]);
    },
  ]);
  return defineScenario({
    options: { megabytes: 200 },
    peers: Object.fromEntries(peers),
    summarize: ({ median }) =>
      ["rowmill", "rowmill-2-threads"].map((peer) => `${peer.padEnd(18)} ${median(peer, "programPeakMb").toFixed(0)} MB`),
  });
}
