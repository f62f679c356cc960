import { rm } from "node:fs/promises";
import { defineScenario } from "./harness/scenario.ts";
import { measureFile } from "./tables/measure-file.ts";
import { profileWithRowmill } from "./tables/peers/profile-columns.ts";
import { tableFile } from "./tables/table-file.ts";

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

export const scenarios = { analyze };
