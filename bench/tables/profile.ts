import type { Results } from "../harness/results.ts";
import { defineScenario, type Scenario } from "../harness/scenario.ts";
import { measureFile } from "./measure-file.ts";
import {
  type Profiled,
  profileWithCsvParse,
  profileWithDuckDb,
  profileWithRowmill,
  profileWithSummarize,
} from "./peers/profile-columns.ts";
import type { FileKindName } from "./table-file.ts";

/** What is in each column of a file, all of it read. */
export function profile(kind: FileKindName): Scenario {
  return defineScenario({
    options: { megabytes: 200 },
    peers: Object.fromEntries(
      Object.entries(PROFILERS).map(([peer, run]) => [
        peer,
        ({ megabytes }: { megabytes: number }) => measureFile(kind, megabytes, async (path) => ({ ...(await run(path)) })),
      ]),
    ),
    summarize: (results) => Object.keys(PROFILERS).map((peer) => line(results, peer)),
  });
}

const PROFILERS: Readonly<Record<string, (path: string) => Promise<Profiled>>> = {
  rowmill: (path) => profileWithRowmill(path, 1),
  "rowmill-2-threads": (path) => profileWithRowmill(path, 2),
  "csv-parse-by-hand": profileWithCsvParse,
  "duckdb-query": profileWithDuckDb,
  "duckdb-summarize": profileWithSummarize,
};

function line({ median, ratio }: Results, peer: string): string {
  const figure = (name: string, digits = 0) => median(peer, name).toFixed(digits);
  return [
    `${peer.padEnd(18)} ${figure("megabytesPerSecond").padStart(5)} MB/s`,
    `${figure("cpuSeconds", 2).padStart(6)} s of CPU`,
    `${figure("peakRssMb").padStart(5)} MB`,
    `event loop late by ${figure("hostDelayP99Ms", 1)} ms at p99`,
    `rowmill is ${ratio("rowmill", peer, "megabytesPerSecond").toFixed(1)} times as fast`,
  ].join(", ");
}
