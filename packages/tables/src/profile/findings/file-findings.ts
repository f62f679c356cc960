import type { DetectedFormat } from "../../table/detected-format.ts";
import type { Finding } from "../../table/finding.ts";

/**
 * What is worth saying about a file as a whole, once it was read.
 *
 * @param width - how many cells the table has in a row, 0 if the file has none at all
 */
export function fileFindings({ preambleRows, dialect }: DetectedFormat, width: number, rowCount: number): Finding[] {
  const findings: Finding[] = [];
  const say = (code: Finding["code"], severity: Finding["severity"], message: string, count = 1, rows: readonly number[] = []) =>
    findings.push({ code, severity, message, count, rows });
  if (width === 0) say("empty_file", "warning", "The file holds no cell: it is empty, or has nothing but blank lines.");
  else if (rowCount === 0) say("no_rows", "warning", "The file has a header and no rows under it.");
  if (preambleRows > 0 && width > 0) {
    const message = `${preambleRows} ${preambleRows === 1 ? "row" : "rows"} above the table (titles, notes, blank or "sep=" lines) were skipped.`;
    say("preamble_skipped", "info", message, preambleRows, firstRows(preambleRows));
  }
  if (dialect?.lineEnd === "mixed")
    say("mixed_line_ends", "info", "Lines end in different ways (LF, CRLF, CR). Each of them was taken as the end of a row.");
  return findings;
}

function firstRows(count: number): number[] {
  return Array.from({ length: Math.min(count, 5) }, (_, index) => index + 1);
}
