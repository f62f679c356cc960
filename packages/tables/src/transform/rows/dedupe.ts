import type { Cell } from "../../table/table-reader.ts";
import { keyDigest } from "../../validate/keys/key-digest.ts";
import { KeySet } from "../../validate/keys/key-set.ts";
import { lastOnes } from "./last-ones.ts";
import type { RowReport, RowStage, SourceRow } from "./row-stage.ts";
import type { RowStepCompiler } from "./row-step-compiler.ts";

/** Leaves out rows that have the same keys as another. */
export const compileDedupe: RowStepCompiler<"dedupe"> = ({ keys, keep = "first", ignoreCase = false }, context) => {
  const { scope, temporaryFolder } = context;
  const places = keys?.map((name) => scope.find(name, "keys")) ?? scope.columns.map((_, place) => place);
  const digest = (row: SourceRow) => keyDigest(places.map((place) => keyCell(row.cells[place] ?? null)));
  const keyCell = (cell: Cell): Cell => (ignoreCase && cell !== null ? cell.trim().toLowerCase() : cell);
  const start = (report: RowReport) => (keep === "last" ? lastOnes(digest, temporaryFolder, report) : firstOnes(report));
  return { step: { op: "dedupe", start }, scope };

  function firstOnes(report: RowReport): RowStage {
    const seen = new KeySet(temporaryFolder);
    return {
      push: (rows) =>
        rows.filter((row) => {
          if (seen.add(digest(row))) return true;
          report.leftOut(row, "dedupe");
          return false;
        }),
      end: () => [],
      close: async () => seen.close(),
    };
  }
};
