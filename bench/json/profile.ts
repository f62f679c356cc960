import { stat } from "node:fs/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { analyzeFile } from "@rowmill/tables";
import type { Figures } from "../harness/figures.ts";
import { defineScenario, type Scenario } from "../harness/scenario.ts";
import { ALL_THREADS, withDuckDb } from "../tables/peers/duckdb.ts";
import { type JsonFileKind, jsonFile } from "./json-file.ts";

/** How a peer profiles a file: it answers how many records and columns there are. */
type Profiler = (path: string, kind: JsonFileKind) => Promise<{ readonly records: number; readonly columns: number }>;

const PROFILERS: Readonly<Record<string, Profiler>> = {
  rowmill: (path) => byRowmill(path, 1),
  "rowmill-2-threads": (path) => byRowmill(path, 2),
  "duckdb-query-1-thread": (path, kind) => byDuckDb(path, kind, 1),
  "duckdb-query": (path, kind) => byDuckDb(path, kind, ALL_THREADS),
};

/** What is in each column of a made-up file: everything that `analyzeFile` tells, and a query of DuckDB that tells a part of it. */
export function profileJsonFiles(kind: JsonFileKind): Scenario {
  return defineScenario({
    options: { megabytes: 200 },
    peers: Object.fromEntries(
      Object.entries(PROFILERS).map(([peer, run]) => [peer, ({ megabytes }: { megabytes: number }) => measure(kind, megabytes, run)]),
    ),
    summarize: ({ median, ratio }) =>
      Object.keys(PROFILERS).map((peer) => {
        const figure = (name: string, digits = 0) => median(peer, name).toFixed(digits);
        const times = ratio("rowmill", peer, "megabytesPerSecond").toFixed(1);
        return `${peer.padEnd(21)} ${figure("megabytesPerSecond")} MB/s, ${figure("cpuSeconds", 2)} s of CPU, ${figure("peakRssMb")} MB, event loop late by ${figure("hostDelayP99Ms", 1)} ms at p99; rowmill is ${times} times as fast`;
      }),
  });
}

async function measure(kind: JsonFileKind, megabytes: number, run: Profiler): Promise<Figures> {
  const path = await jsonFile(kind, megabytes);
  const { size } = await stat(path);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  delay.enable();
  const found = await run(path, kind);
  delay.disable();
  const seconds = (performance.now() - startMs) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    ...found,
    seconds,
    megabytesPerSecond: size / 1e6 / seconds,
    cpuSeconds: (user + system) / 1e6,
    hostDelayP99Ms: delay.percentile(99) / 1e6,
  };
}

async function byRowmill(path: string, threads: number) {
  const { rowCount, columnCount } = await analyzeFile(path, { threads });
  return { records: rowCount, columns: columnCount };
}

const NUMBERS = ["id", "total"];
const OTHERS = ["created_at", "customer", "email", "city", "paid", "note", "address.street", "address.zip", "tags"];

/** Like for like: of each column the count, bounds, mean of the numbers, mean length, and an estimate of the different values. */
function byDuckDb(path: string, kind: JsonFileKind, threads: number) {
  return withDuckDb(threads, async (connection) => {
    const figures = [...NUMBERS, ...OTHERS].flatMap((column) => {
      const mean = NUMBERS.includes(column) ? `avg(${column})` : `avg(length(${column}::VARCHAR))`;
      return [`count(${column})`, `min(${column})`, `max(${column})`, `approx_count_distinct(${column})`, mean];
    });
    const format = kind === "jsonl" ? "newline_delimited" : "array";
    const query = `SELECT count(*), ${figures.join(", ")} FROM read_json('${path.replaceAll("'", "''")}', format = '${format}')`;
    const [row] = (await connection.runAndReadAll(query)).getRows();
    return { records: Number(row?.[0]), columns: NUMBERS.length + OTHERS.length };
  });
}
