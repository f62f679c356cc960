import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { peakMemory } from "../harness/peak-memory.ts";
import type { Figures } from "../harness/figures.ts";
import { defineScenario } from "../harness/scenario.ts";
import { workbookFile } from "./read.ts";

const READ = `
  const { readRows } = await import("@rowmill/tables");
  let cells = 0;
  for await (const { rows } of readRows(args[0])) for (const row of rows) cells += row.length;`;

/** The rows of `orders.ts`, in plain JavaScript. */
const WRITE = `
  const { writeXlsx } = await import("@rowmill/tables");
  const { pipeline } = await import("node:stream/promises");
  const { createWriteStream } = await import("node:fs");
  const columns = Array.from({ length: 20 }, (_, column) => ({ name: "column " + column, type: column % 5 === 3 ? "date" : "text" }));
  const kinds = [(row, column) => row * 20 + column, (row, column) => Math.round(row * 137) / 100 + column,
    (row, column) => "text " + row + " of column " + column,
    (row) => new Date(Date.UTC(2020, 0, 1 + (row % 2000))).toISOString().slice(0, 10), (row) => row % 2 === 0];
  function* batches() {
    for (let from = 0; from < Number(args[1]); from += 1000)
      yield Array.from({ length: 1000 }, (_, index) => columns.map((_, column) => kinds[column % 5](from + index, column)));
  }
  await pipeline(writeXlsx(batches(), { columns }), createWriteStream(args[0]));`;

type Measure = (options: { rows: number }) => Promise<Figures>;

const PEERS: Readonly<Record<string, Measure>> = {
  "node-alone": () => peakMemory("", []),
  "read-inline": async ({ rows }) => peakMemory(READ, [await workbookFile(rows, false)]),
  "read-shared": async ({ rows }) => peakMemory(READ, [await workbookFile(rows, true)]),
  write: ({ rows }) => write(rows),
  "write-4-times": ({ rows }) => write(rows * 4),
  "write-8-times": ({ rows }) => write(rows * 8),
};

/** The peak of resident memory of programs that read and write workbooks with the built packages. */
export const memoryScenario = defineScenario({
  options: { rows: 100_000 },
  peers: PEERS,
  summarize: ({ median }) => Object.keys(PEERS).map((peer) => `${peer.padEnd(14)} ${median(peer, "programPeakMb").toFixed(0)} MB`),
});

async function write(rows: number): Promise<Figures> {
  const path = join(tmpdir(), `rowmill-bench-memory-${process.pid}.xlsx`);
  try {
    return await peakMemory(WRITE, [path, String(rows)]);
  } finally {
    await rm(path, { force: true });
  }
}
