import { createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { writeXlsx } from "@rowmill/tables";
import type { Figures } from "../harness/figures.ts";
import { defineScenario } from "../harness/scenario.ts";
import { describePeers } from "./describe-peers.ts";
import { writeWithExcelJs, writeWithExcelJsStream } from "./exceljs-write.ts";
import { measured } from "./measured.ts";
import { batches, COLUMN_NAMES, isDay } from "./orders.ts";

type Write = (path: string, rows: number) => Promise<void>;

const WRITERS: Readonly<Record<string, Write>> = {
  rowmill: writeWithRowmill,
  "rowmill-400000": (path) => writeWithRowmill(path, 400_000),
  "exceljs-stream": (path, rows) => writeWithExcelJsStream(path, rows, false),
  exceljs: writeWithExcelJs,
};

/** The same rows into a file. `rowmill-400000` writes 400,000 of them, to show what that takes of memory. */
export const writeScenario = defineScenario({
  options: { rows: 100_000 },
  peers: Object.fromEntries(Object.entries(WRITERS).map(([peer, write]) => [peer, measuredWrite(write)])),
  summarize: (results) => describePeers(results, Object.keys(WRITERS)),
});

function measuredWrite(write: Write): (options: { rows: number }) => Promise<Figures> {
  return async ({ rows }) => {
    const path = join(tmpdir(), `rowmill-bench-write-${process.pid}.xlsx`);
    try {
      return await measured(rows, async () => {
        await write(path, rows);
        return { fileMegabytes: (await stat(path)).size / 1e6 };
      });
    } finally {
      await rm(path, { force: true });
    }
  };
}

async function writeWithRowmill(path: string, rows: number): Promise<void> {
  const columns = COLUMN_NAMES.map((name, column) => ({ name, type: isDay(column) ? ("date" as const) : ("text" as const) }));
  await pipeline(writeXlsx(batches(rows), { columns, sheetName: "Orders" }), createWriteStream(path));
}
