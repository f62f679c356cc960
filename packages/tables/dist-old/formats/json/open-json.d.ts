import type { Finding } from "../../table/finding.ts";
import type { DetectedFormat } from "../../table/detected-format.ts";
import type { ExpansionBudget } from "../../table/expansion-budget.ts";
import type { TextSource } from "../../text/text-source.ts";
import type { OpenedTable } from "../../table/opened-table.ts";
import type { DetectedJson } from "./detect-json.ts";
/** What is known about a table that is written in JSON. */
export type OpenedJson = Pick<
  DetectedFormat,
  "preambleRows" | "headerRows" | "hasHeader" | "headerConfidence" | "columns" | "columnCount" | "recordsPath" | "otherTables"
> &
  Pick<OpenedTable, "batches" | "batchesBeside">;
/** How JSON is opened. */
export interface OpenJsonOptions {
  readonly header?: boolean | undefined;
  readonly flattenDepth: number;
  readonly maxRecordLength: number;
  /** Whether all columns are to be known before the first row is read: an input that can be read twice is, then. */
  readonly allColumns: boolean;
  readonly budget: ExpansionBudget;
}
/**
 * Opens a table in JSON. The columns are the keys in the order in which they come first. Those in the first megabyte are known at
 * once, and those behind it too if `allColumns` asks for it; otherwise they are added to `columns` as they come.
 */
export declare function openJson(
  { input, head, decodeAs }: TextSource,
  json: DetectedJson,
  options: OpenJsonOptions,
  say: (finding: Finding) => void,
): Promise<OpenedJson>;
//# sourceMappingURL=open-json.d.ts.map
