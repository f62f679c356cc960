import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { readRows } from "@rowmill/tables";
import ExcelJS from "exceljs";
import type { Figures } from "../harness/figures.ts";
import { defineScenario, type Scenario } from "../harness/scenario.ts";
import { measured } from "./measured.ts";
import { describePeers } from "./describe-peers.ts";

/** Each cell of a workbook that exceljs wrote, with its texts in their cells or in the list of shared ones. */
export function readScenario(useSharedStrings: boolean): Scenario {
  const read =
    (count: (path: string) => Promise<number>) =>
    async ({ rows }: { rows: number }): Promise<Figures> => {
      const path = await workbookFile(rows, useSharedStrings);
      return measured(rows, async () => ({ cells: await count(path) }));
    };
  return defineScenario({
    options: { rows: 100_000 },
    peers: { rowmill: read(countWithRowmill), "exceljs-stream": read(countWithExcelJsStream), exceljs: read(countWithExcelJs) },
    summarize: (results) => describePeers(results, ["rowmill", "exceljs-stream", "exceljs"]),
  });
}

/** Written once for each size, by the peer, into the system's folder for temporary files. */
export async function workbookFile(rows: number, useSharedStrings: boolean): Promise<string> {
  const path = join(tmpdir(), `rowmill-bench-${useSharedStrings ? "shared" : "inline"}-${rows}.xlsx`);
  if (existsSync(path)) return path;
  const args = [...process.execArgv, MAKER, `${path}.part`, String(rows), useSharedStrings ? "shared" : "inline"];
  await promisify(execFile)(process.execPath, args);
  await rename(`${path}.part`, path);
  return path;
}

const MAKER = join(import.meta.dirname, "make-workbook-file.ts");

async function countWithRowmill(path: string): Promise<number> {
  let cells = 0;
  for await (const { rows } of readRows(path)) for (const row of rows) cells += row.length;
  return cells;
}

async function countWithExcelJsStream(path: string): Promise<number> {
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(path, { worksheets: "emit", sharedStrings: "cache", styles: "cache" });
  let cells = -COLUMNS_OF_HEADER;
  for await (const sheet of reader) for await (const row of sheet) cells += row.cellCount;
  return cells;
}

async function countWithExcelJs(path: string): Promise<number> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  let cells = -COLUMNS_OF_HEADER;
  workbook.worksheets[0]?.eachRow((row) => (cells += row.cellCount));
  return cells;
}

/** Rowmill takes the header off. */
const COLUMNS_OF_HEADER = 20;
