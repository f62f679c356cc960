import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import { readRows } from "@rowmill/tables";
import type { Figures } from "../harness/figures.ts";
import { defineScenario, type Scenario } from "../harness/scenario.ts";
import { type JsonFileKind, jsonFile } from "./json-file.ts";

/** How a peer reads a file: it answers how many records there are. */
type Reader = (path: string) => Promise<number>;

/** Reads a made-up file with Rowmill, and by JSON.parse, which answers objects and not rows. */
export function readJsonFiles(kind: JsonFileKind): Scenario {
  const readers: Readonly<Record<string, Reader>> =
    kind === "jsonl" ? { rowmill: byRowmill, "json-parse": byLines } : { rowmill: byRowmill, "json-parse": atOnce };
  return defineScenario({
    options: { megabytes: 100 },
    peers: Object.fromEntries(
      Object.entries(readers).map(([peer, read]) => [peer, ({ megabytes }: { megabytes: number }) => measure(kind, megabytes, read)]),
    ),
    summarize: ({ median, ratio }) =>
      Object.keys(readers).map((peer) => {
        const figure = (name: string) => median(peer, name).toFixed(0);
        const times = ratio("rowmill", peer, "megabytesPerCpuSecond").toFixed(2);
        return `${peer.padEnd(10)} ${figure("megabytesPerSecond")} MB/s, ${figure("megabytesPerCpuSecond")} MB per second of CPU, ${figure("peakRssMb")} MB; rowmill takes 1/${times} of its CPU time`;
      }),
  });
}

async function measure(kind: JsonFileKind, megabytes: number, read: Reader): Promise<Figures> {
  const path = await jsonFile(kind, megabytes);
  const { size } = await stat(path);
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  const records = await read(path);
  const seconds = (performance.now() - startMs) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { records, seconds, megabytesPerSecond: size / 1e6 / seconds, megabytesPerCpuSecond: size / (user + system) };
}

/** Detection and a first pass for the columns included. */
async function byRowmill(path: string): Promise<number> {
  let records = 0;
  for await (const { rows } of readRows(path)) records += rows.length;
  return records;
}

async function byLines(path: string): Promise<number> {
  let records = 0;
  for await (const line of createInterface({ input: createReadStream(path, { highWaterMark: 1024 * 1024 }) })) {
    if (JSON.parse(line) !== null) records += 1;
  }
  return records;
}

async function atOnce(path: string): Promise<number> {
  return (JSON.parse(await readFile(path, "utf8")) as unknown[]).length;
}
