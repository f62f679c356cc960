import { rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Results } from "../harness/results.ts";
import { defineScenario, type Scenario } from "../harness/scenario.ts";
import { measureFile } from "../tables/measure-file.ts";
import { hasPolars } from "../tables/peers/polars.ts";
import { transformWithCsvParse } from "./peers/csv-parse.ts";
import { transformWithExcelJs } from "./peers/exceljs.ts";
import { transformWithDuckDb } from "./peers/duckdb.ts";
import { transformWithPapaparse } from "./peers/papaparse.ts";
import { transformWithPolars } from "./peers/polars.ts";
import { FILTER, FIVE_RULES, transformWithRowmill } from "./peers/rowmill.ts";
import { type TargetFormat, TASKS, type Transformer, type TransformKind } from "./task.ts";

const TRANSFORMERS: Readonly<Record<string, Transformer>> = {
  rowmill: transformWithRowmill(1),
  "rowmill-2-threads": transformWithRowmill(2),
  "duckdb-2-threads": transformWithDuckDb,
  ...(hasPolars() && { polars: transformWithPolars }),
  papaparse: transformWithPapaparse,
  "csv-parse": transformWithCsvParse,
};

/** A file of columns in another order, two of them changed. */
export function transform(kind: TransformKind, format: TargetFormat): Scenario {
  return measured(kind, format, TRANSFORMERS);
}

/** The same to a workbook. */
export function workbook(kind: TransformKind): Scenario {
  return measured(kind, "xlsx", { rowmill: transformWithRowmill(1), "csv-parse and exceljs": transformWithExcelJs });
}

/** The same with a step on rows, which runs over rows of texts, beside the usual pipeline of Node. */
export function rowSteps(format: TargetFormat): Scenario {
  return measured("mixed", format, { rowmill: transformWithRowmill(1, [], FILTER), "csv-parse": transformWithCsvParse });
}

/** The same with five rules, beside none. */
export function rules(format: TargetFormat): Scenario {
  return measured("mixed", format, {
    rowmill: transformWithRowmill(1),
    "rowmill-5-rules": transformWithRowmill(1, FIVE_RULES),
    "rowmill-2-threads": transformWithRowmill(2),
    "rowmill-2-threads-5-rules": transformWithRowmill(2, FIVE_RULES),
  });
}

function measured(kind: TransformKind, format: TargetFormat, transformers: Readonly<Record<string, Transformer>>): Scenario {
  return defineScenario({
    options: { megabytes: 200 },
    peers: Object.fromEntries(
      Object.entries(transformers).map(([peer, run]) => [
        peer,
        ({ megabytes }: { megabytes: number }) =>
          measureFile(kind, megabytes, async (from) => {
            const to = join(tmpdir(), `rowmill-bench-${process.pid}.${format}`);
            try {
              await run(from, to, TASKS[kind], format);
              return { outputMegabytes: (await stat(to)).size / 1e6 };
            } finally {
              await rm(to, { force: true });
            }
          }),
      ]),
    ),
    summarize: (results) => Object.keys(transformers).map((peer) => line(results, peer, "rowmill-2-threads" in transformers)),
  });
}

function line({ median, ratio }: Results, peer: string, hasTwoThreads: boolean): string {
  const figure = (name: string, digits = 0) => median(peer, name).toFixed(digits);
  return [
    `${peer.padEnd(26)} ${figure("megabytesPerSecond").padStart(5)} MB/s`,
    `${figure("cpuSeconds", 2).padStart(6)} s of CPU`,
    `${figure("peakRssMb").padStart(5)} MB`,
    `event loop late by ${figure("hostDelayP99Ms", 1)} ms at p99`,
    ...(hasTwoThreads
      ? [`two threads of rowmill are ${ratio("rowmill-2-threads", peer, "megabytesPerSecond").toFixed(2)} times as fast`]
      : []),
    `one takes ${(ratio("rowmill", peer, "cpuSeconds") * 100).toFixed(0)} % of its CPU`,
  ].join(", ");
}
