import { availableParallelism } from "node:os";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Cells } from "./count-cells.ts";

/** Runs a task with a DuckDB in memory. */
export async function withDuckDb<Result>(threads: number, run: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connection = await instance.connect();
  try {
    return await run(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

export const ALL_THREADS = Math.max(2, availableParallelism());

/** A CSV file as a relation. DuckDB is told the dialect, as the other peers are. */
export function readCsv(path: string, options: string = "header = false, all_varchar = true"): string {
  return `read_csv('${path.replaceAll("'", "''")}', delim = ',', quote = '"', escape = '"', ${options})`;
}

/** Touches every cell inside DuckDB; nothing but the sums comes to JavaScript. */
export function countWithDuckDbSql(path: string, threads: number = ALL_THREADS): Promise<Cells> {
  return withDuckDb(threads, async (connection) => {
    const columns = (await connection.runAndReadAll(`SELECT * FROM ${readCsv(path)} LIMIT 0`)).columnNames();
    const lengths = columns.map((name) => `coalesce(length("${name}"), 0)`).join(" + ");
    const reader = await connection.runAndReadAll(`SELECT count(*), sum(${lengths}) FROM ${readCsv(path)}`);
    const [rows, characters] = reader.getRows()[0] ?? [];
    return { cells: Number(rows) * columns.length, characters: Number(characters) };
  });
}

/** Brings every row to JavaScript, as a Node program that wants rows must. */
export function countWithDuckDbRows(path: string, threads: number = ALL_THREADS): Promise<Cells> {
  return withDuckDb(threads, async (connection) => {
    const result = await connection.stream(`SELECT * FROM ${readCsv(path)}`);
    let cells = 0;
    let characters = 0;
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      for (const row of chunk.getRows()) {
        cells += row.length;
        for (const cell of row) characters += typeof cell === "string" ? cell.length : 0;
      }
    }
    return { cells, characters };
  });
}
