import { readCsv, withDuckDb } from "../../tables/peers/duckdb.ts";
import type { Transformer } from "../task.ts";

/** DuckDB's COPY, all columns as texts. */
export const transformWithDuckDb: Transformer = (from, to, { columns, lower, upper }, format) =>
  withDuckDb(2, async (connection) => {
    const selected = columns.map((column) => {
      if (column === lower) return `lower("${column}") AS "${column}"`;
      return column === upper ? `upper("${column}") AS "${column}"` : `"${column}"`;
    });
    const target = format === "csv" ? "FORMAT csv, HEADER" : "FORMAT json";
    const source = readCsv(from, "header = true, all_varchar = true");
    await connection.run(`COPY (SELECT ${selected.join(", ")} FROM ${source}) TO '${to.replaceAll("'", "''")}' (${target})`);
  });
