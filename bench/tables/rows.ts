import type { Results } from "../harness/results.ts";
import { defineScenario, type Scenario } from "../harness/scenario.ts";
import { measureFile } from "./measure-file.ts";
import {
  type Cells,
  countWithCsvParse,
  countWithPapaparse,
  countWithRowmill,
  countWithRowmillTold,
  countWithUdsv,
} from "./peers/count-cells.ts";
import { countWithDuckDbRows, countWithDuckDbSql } from "./peers/duckdb.ts";
import { countWithPolars, hasPolars } from "./peers/polars.ts";
import type { FileKindName } from "./table-file.ts";

/** Every cell of a file as a text, on one thread; DuckDB and polars use all that they like. */
export function rows(kind: FileKindName): Scenario {
  return defineScenario({
    options: { megabytes: 200 },
    peers: Object.fromEntries(
      Object.entries(READERS).map(([peer, count]) => [
        peer,
        ({ megabytes }: { megabytes: number }) => measureFile(kind, megabytes, async (path) => ({ ...(await count(path)) })),
      ]),
    ),
    summarize: (results) => [...Object.keys(READERS).map((peer) => line(results, peer)), ...differences(results), ...missing()],
  });
}

const READERS: Readonly<Record<string, (path: string) => Promise<Cells>>> = {
  rowmill: countWithRowmillTold,
  "rowmill-detecting": countWithRowmill,
  "csv-parse": countWithCsvParse,
  papaparse: countWithPapaparse,
  udsv: countWithUdsv,
  "duckdb-sql": countWithDuckDbSql,
  "duckdb-rows": countWithDuckDbRows,
  ...(hasPolars() && { polars: countWithPolars }),
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

/** Who read other cells than csv-parse did. */
function differences({ median }: Results): string[] {
  const cells = (peer: string) => median(peer, "cells");
  return Object.keys(READERS)
    .filter((peer) => cells(peer) !== cells("csv-parse"))
    .map((peer) => `${peer} read ${cells(peer)} cells, csv-parse ${cells("csv-parse")}`);
}

function missing(): string[] {
  return hasPolars() ? [] : ["nodejs-polars was not measured: its native part is not installed on this machine"];
}
