import type { DetectedDialect } from "../../table/detected-format.ts";
import { columnName } from "../../table/header-names.ts";
import { footerFindings } from "../../frame/frame-findings.ts";
import { lineEndOf } from "../../text/line-end.ts";
import { onlyTable } from "../../frame/only-table.ts";
import type { TextSource } from "../../text/text-source.ts";
import { cutDrawnRow, detectDrawnTable, mayBeRuling } from "./drawn-table.ts";
import { type OpenedLines, type OpenLayoutOptions, sampleLines } from "./open-lines.ts";
import { readLines } from "./read-lines.ts";

/** A drawn table, which has a dialect like other delimited text. */
export type OpenedDrawn = OpenedLines & { readonly dialect: DetectedDialect };

/** Opens a table that is drawn with bars and lines, or answers `undefined` if the text is none. */
export function openDrawn(source: TextSource, { maxRecordLength, say }: OpenLayoutOptions): OpenedDrawn | undefined {
  const { head, decodeAs, sample } = source;
  if (!sampleLines(source).some(mayBeRuling)) return undefined;
  const lines = sampleLines(source, sample.complete ? Number.POSITIVE_INFINITY : undefined);
  // The last line of a sample may be cut, and the table goes on.
  const drawn = detectDrawnTable(sample.complete ? lines : lines.slice(0, -1));
  if (!drawn) return undefined;
  const { bar, header, end } = drawn;
  const columns = cutDrawnRow(lines[header] ?? "", bar).map((name, index) => columnName(name, index));
  const notes = sample.complete ? lines.findIndex((line, index) => index >= end && line.trim() !== "") : -1;
  if (notes >= 0)
    for (const finding of footerFindings({ from: notes, to: lines.findLastIndex((line) => line.trim() !== "") + 1 })) say(finding);
  const read = () =>
    readLines(head.open(), { encoding: decodeAs, maxRecordLength }, (line, note) => {
      if (line.trim() !== "" && !mayBeRuling(line)) return line.includes(bar) ? cutDrawnRow(line, bar) : [line];
      note(line.trim() === "" ? "blank_lines" : "ruling_lines", "drawn");
      return [];
    });
  return {
    dialect: { delimiter: bar, quote: null, escape: null, skipInitialSpace: true, lineEnd: lineEndOf(sample.text, null), confidence: 0.95 },
    preambleRows: header,
    headerRows: 1,
    hasHeader: true,
    headerConfidence: 1,
    columns,
    columnCount: columns.length,
    layout: null,
    batches: () => (sample.complete ? onlyTable(read(), end) : read()),
  };
}
