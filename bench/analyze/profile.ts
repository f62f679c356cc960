import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { analyzeFile } from "@rowmill/tables";
import { parse } from "csv-parse";
import { defineScenario } from "../harness/scenario.ts";
import { tableFile } from "../tables/table-file.ts";

/**
 * A whole profile of a file, beside csv-parse that only cuts the same file into fields: what is on top of parsing. `hostDelay` is
 * how late the timers of the host's event loop were meanwhile.
 */
export const profile = defineScenario({
  options: { megabytes: 100 },
  peers: {
    rowmill: ({ megabytes }) => measure(megabytes, async (path) => void (await analyzeFile(path))),

    "csv-parse": ({ megabytes }) =>
      measure(megabytes, async (path) => {
        const rows = createReadStream(path, { highWaterMark: 1024 * 1024 }).pipe(parse());
        for await (const row of rows) void row;
      }),
  },
  summarize: ({ median, ratio }) => [
    `rowmill ${median("rowmill", "megabytesPerSecond").toFixed(1)} MB/s, csv-parse ${median("csv-parse", "megabytesPerSecond").toFixed(1)} MB/s`,
    `rowmill is ${ratio("rowmill", "csv-parse", "megabytesPerSecond").toFixed(2)} times as fast as csv-parse alone`,
    `the host's event loop was late by ${median("rowmill", "hostDelayP99Ms").toFixed(1)} ms at p99`,
  ],
});

async function measure(megabytes: number, run: (path: string) => Promise<void>) {
  const path = await tableFile("mixed", megabytes);
  const { size } = await stat(path);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const startMs = performance.now();
  await run(path);
  const seconds = (performance.now() - startMs) / 1_000;
  delay.disable();
  return { megabytesPerSecond: size / 1e6 / seconds, seconds, hostDelayP99Ms: delay.percentile(99) / 1e6 };
}
