import type { Finding } from "../../table/finding.ts";
import type { DetectedFormat } from "../../table/detected-format.ts";
import type { FixedLayout } from "../../table/fixed-layout.ts";
import type { TextSource } from "../../text/text-source.ts";
import type { OpenedTable } from "../../table/opened-table.ts";
import type { DetectedLayout } from "./detect-layout.ts";
/** What is known about a table whose rows are lines. */
export type OpenedLines = Pick<
  DetectedFormat,
  "preambleRows" | "headerRows" | "hasHeader" | "headerConfidence" | "columns" | "columnCount" | "layout"
> &
  Pick<OpenedTable, "batches">;
/** How lines are opened. */
export interface OpenLinesOptions {
  readonly header?: boolean | undefined;
  readonly maxRecordLength: number;
}
/** How lines with more to say about them are opened. */
export interface OpenLayoutOptions extends OpenLinesOptions {
  readonly say: (finding: Finding) => void;
}
/** Opens free text: each line, blank ones too, is a row of one cell. */
export declare function openFreeText({ head, decodeAs }: TextSource, { maxRecordLength }: OpenLinesOptions): OpenedLines;
/** Opens fixed-width text whose layout was detected, with or without a line under its header. */
export declare function openDetectedLayout(source: TextSource, detected: DetectedLayout, options: OpenLayoutOptions): OpenedLines;
/** Opens fixed-width text whose layout the caller gave. */
export declare function openGivenLayout(source: TextSource, layout: FixedLayout, options: OpenLinesOptions): OpenedLines;
/** The first lines of a text. */
export declare function sampleLines({ sample }: TextSource, most?: number): string[];
//# sourceMappingURL=open-lines.d.ts.map
