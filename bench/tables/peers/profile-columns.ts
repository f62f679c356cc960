import { createReadStream } from "node:fs";
import { analyzeFile } from "@rowmill/tables";
import { parse } from "csv-parse";
import { ALL_THREADS, readCsv, withDuckDb } from "./duckdb.ts";

/** What a profile found, so that it can be seen whether all peers read the same. */
export interface Profiled {
  readonly rows: number;
  readonly columns: number;
}

/** Everything that `analyzeFile` tells, the detection included. */
export async function profileWithRowmill(path: string, threads: number): Promise<Profiled> {
  const { rowCount, columnCount } = await analyzeFile(path, { threads });
  return { rows: rowCount, columns: columnCount };
}

/**
 * What people write by hand: csv-parse, and for each column empty cells, whole numbers, decimals, dates, bounds, mean, lengths, and the
 * different values in a `Set` of up to 10,000.
 */
export async function profileWithCsvParse(path: string): Promise<Profiled> {
  const parser = createReadStream(path, { highWaterMark: 1024 * 1024 }).pipe(parse({ from: 2 }));
  let columns: ColumnStatistics[] = [];
  let rows = 0;
  for await (const row of parser as AsyncIterable<string[]>) {
    if (rows === 0) columns = row.map(() => new ColumnStatistics());
    rows += 1;
    for (const [index, cell] of row.entries()) columns[index]?.add(cell);
  }
  return { rows, columns: columns.length };
}

class ColumnStatistics {
  empty = 0;
  integers = 0;
  decimals = 0;
  dates = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  sum = 0;
  shortest = Number.POSITIVE_INFINITY;
  longest = 0;
  readonly different = new Set<string>();

  add(cell: string): void {
    if (cell === "") {
      this.empty += 1;
      return;
    }
    this.shortest = Math.min(this.shortest, cell.length);
    this.longest = Math.max(this.longest, cell.length);
    if (this.different.size < 10_000) this.different.add(cell);
    if (/^[+-]?\d{1,15}$/.test(cell)) this.integers += 1;
    else if (/^[+-]?\d*\.\d+$/.test(cell)) this.decimals += 1;
    else {
      if (/^\d{4}-\d{2}-\d{2}/.test(cell)) this.dates += 1;
      return;
    }
    const number = Number(cell);
    this.min = Math.min(this.min, number);
    this.max = Math.max(this.max, number);
    this.sum += number;
  }
}

/** Like for like: of each column the count, bounds, mean of the numbers, mean length, and an estimate of the different values. */
export function profileWithDuckDb(path: string, threads: number = ALL_THREADS): Promise<Profiled> {
  return withDuckDb(threads, async (connection) => {
    const source = readCsv(path, "header = true");
    const described = (await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`)).getRows();
    const figures = described.flatMap(([name, type]) => {
      const column = `"${String(name).replaceAll('"', '""')}"`;
      const isNumber = /INT|DOUBLE|DECIMAL|FLOAT/.test(String(type));
      return [
        `count(${column})`,
        `min(${column})`,
        `max(${column})`,
        `approx_count_distinct(${column})`,
        isNumber ? `avg(${column})` : `avg(length(${column}::VARCHAR))`,
      ];
    });
    const [row] = (await connection.runAndReadAll(`SELECT count(*), ${figures.join(", ")} FROM ${source}`)).getRows();
    return { rows: Number(row?.[0]), columns: described.length };
  });
}

/** DuckDB's own profile: types, bounds, distinct estimate, mean, deviation, quartiles. */
export function profileWithSummarize(path: string, threads: number = ALL_THREADS): Promise<Profiled> {
  return withDuckDb(threads, async (connection) => {
    const rows = (await connection.runAndReadAll(`SUMMARIZE SELECT * FROM ${readCsv(path, "header = true")}`)).getRowObjects();
    return { rows: Number(rows[0]?.["count"]), columns: rows.length };
  });
}
