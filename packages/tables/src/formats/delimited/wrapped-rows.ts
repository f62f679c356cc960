import type { Finding } from "../../table/finding.ts";
import type { Dialect } from "../../table/dialect.ts";
import { detectTable, type TableSample } from "./detect-table.ts";
import { readSample } from "./read-sample.ts";

/** What is worth saying about lines that are quoted as a whole: each is one cell, and holds a row of cells with quotes of their own. */
export function wrappedRows({ text }: TableSample, dialect: Dialect): Finding[] {
  const { delimiter, quote } = dialect;
  if (delimiter !== null || quote === null) return [];
  const lines = text.split(/\r\n|\n|\r/, SAMPLE_ROWS).filter((line) => line !== "");
  const isWrapped = (line: string) => line.length > 2 && line.startsWith(quote) && line.endsWith(quote);
  if (lines.length < 2 || !lines.every(isWrapped)) return [];
  const rows = readSample(text, dialect, SAMPLE_ROWS).rows.map(([cell = ""]) => cell);
  const { dialect: inner, columnCount, frame } = detectTable({ text: rows.join("\n"), complete: true });
  if (inner.delimiter === null || columnCount < 2 || frame.consistency < 0.9) return [];
  // A list of names has commas as well, with a blank behind.
  const hasQuotes = rows.some((row) => row.includes(quote));
  if (!hasQuotes && (columnCount < 3 || rows.some((row) => row.includes(`${inner.delimiter} `)))) return [];
  const message = `Each line is in quotes as a whole and holds ${columnCount} cells, separated by ${JSON.stringify(inner.delimiter)}. It was read as one column: write the file without the outer quotes.`;
  return [{ code: "wrapped_rows", severity: "warning", message, count: lines.length, rows: [1] }];
}

const SAMPLE_ROWS = 200;
