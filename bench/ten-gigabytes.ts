import { rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figures } from "./harness/figures.ts";
import { defineScenario } from "./harness/scenario.ts";
import { measureFile } from "./tables/measure-file.ts";
import { profileWithRowmill } from "./tables/peers/profile-columns.ts";
import { tableFile } from "./tables/table-file.ts";
import { transformWithRowmill } from "./transform/peers/rowmill.ts";
import { TASKS } from "./transform/task.ts";

const SMALL_MB = 200;

/** A file of ten gigabytes beside a small one: the speed and the memory should be the same. It needs the room on the disk, and deletes its file. */
const analyze = defineScenario({
  options: { megabytes: 10_000, threads: 2 },
  peers: {
    small: ({ threads }) => measureFile("mixed", SMALL_MB, async (path) => ({ ...(await profileWithRowmill(path, threads)) })),
    async big({ megabytes, threads }) {
      try {
        return await measureFile("mixed", megabytes, async (path) => ({ ...(await profileWithRowmill(path, threads)) }));
      } finally {
        await rm(await tableFile("mixed", megabytes), { force: true });
      }
    },
  },
  summarize: ({ median, ratio }, { megabytes }) => [
    `${megabytes} MB at ${median("big", "megabytesPerSecond").toFixed(0)} MB/s, ${ratio("big", "small", "megabytesPerSecond").toFixed(2)} times the speed of ${SMALL_MB} MB`,
    `peak of memory ${median("big", "peakRssMb").toFixed(0)} MB, with ${SMALL_MB} MB it is ${median("small", "peakRssMb").toFixed(0)} MB`,
  ],
});

/** The same for a transform to CSV: eight columns in another order, two of them changed. It needs the room for its output, too. */
const transform = defineScenario({
  options: { megabytes: 10_000, threads: 2 },
  peers: {
    small: ({ threads }) => transformed(SMALL_MB, threads),
    async big({ megabytes, threads }) {
      try {
        return await transformed(megabytes, threads);
      } finally {
        await rm(await tableFile("mixed", megabytes), { force: true });
      }
    },
  },
  summarize: ({ median, ratio }, { megabytes }) => [
    `${megabytes} MB to ${median("big", "outputMegabytes").toFixed(0)} MB of CSV at ${median("big", "megabytesPerSecond").toFixed(0)} MB/s, ${ratio("big", "small", "megabytesPerSecond").toFixed(2)} times the speed of ${SMALL_MB} MB`,
    `peak of memory ${median("big", "peakRssMb").toFixed(0)} MB, with ${SMALL_MB} MB it is ${median("small", "peakRssMb").toFixed(0)} MB`,
  ],
});

async function transformed(megabytes: number, threads: number): Promise<Figures> {
  return measureFile("mixed", megabytes, async (from) => {
    const to = join(tmpdir(), `rowmill-bench-ten-gigabytes-${process.pid}.csv`);
    try {
      await transformWithRowmill(threads)(from, to, TASKS.mixed, "csv");
      return { outputMegabytes: (await stat(to)).size / 1e6 };
    } finally {
      await rm(to, { force: true });
    }
  });
}

export const scenarios = { analyze, transform };
