import { styleText } from "node:util";
import type { TransformJobResult } from "@rowmill/data-jobs";
import { printTable, short } from "./print-table.ts";

/** How many rejected rows are shown. */
const SHOWN = 5;

/** Prints where the rows went, the first that were rejected, and where the files are. */
export function printTransform(result: TransformJobResult, saved: readonly string[]): void {
  const number = (count: number) => count.toLocaleString("en");
  console.log();
  printTable(
    ["rows", ""],
    [
      ["in the file", number(result.rows_processed)],
      ["made of others", number(result.rows_added)],
      ["written", number(result.rows_written)],
      ["rejected", number(result.rows_rejected)],
      ["left out", number(result.rows_filtered)],
      ["merged", number(result.rows_merged)],
    ],
  );
  const into = result.rows_processed + result.rows_added;
  const ends = result.rows_written + result.rows_rejected + result.rows_filtered + result.rows_merged;
  console.log(styleText("gray", `  ${number(into)} = ${number(ends)}: each row is accounted for (engine: ${result.engine})`));
  if (result.rejects.length > 0) {
    console.log(`\n  The first rejected rows`);
    printTable(
      ["row", "column", "value", "problem"],
      result.rejects
        .slice(0, SHOWN)
        .flatMap(({ row, problems }) =>
          problems.map(({ column, value, message }) => [String(row), short(column ?? "", 20), short(value ?? "", 24), short(message, 60)]),
        ),
    );
  }
  for (const { message } of result.warnings.slice(0, SHOWN)) console.log(styleText("yellow", `  ${short(message, 100)}`));
  console.log(`\n  SHA-256 ${result.checksum}`);
  for (const path of saved) console.log(`  ${path}`);
}
