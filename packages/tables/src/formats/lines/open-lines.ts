import type { Finding } from "../../table/finding.ts";
import type { DetectedFormat } from "../../table/detected-format.ts";
import type { FixedLayout } from "../../table/fixed-layout.ts";
import { columnName, headerNames } from "../../table/header-names.ts";
import { frameOf } from "../../frame/table-frame.ts";
import { footerFindings } from "../../frame/frame-findings.ts";
import { onlyTable } from "../../frame/only-table.ts";
import type { TextSource } from "../../text/text-source.ts";
import type { OpenedTable } from "../../table/opened-table.ts";
import { createFieldCutter } from "./cut-fields.ts";
import type { DetectedLayout } from "./detect-layout.ts";
import { noteLines } from "./note-lines.ts";
import { readLines } from "./read-lines.ts";

const SAMPLE_LINES = 300;

/** What is known about a table whose rows are lines. */
export type OpenedLines = Pick<
  DetectedFormat,
  "preambleRows" | "headerRows" | "hasHeader" | "headerConfidence" | "columns" | "columnCount" | "layout"
> &
  Pick<OpenedTable, "batches">;

/** How lines are opened. */
export interface OpenLinesOptions {
  readonly header?: boolean | undefined;
  readonly headerRows?: number | undefined;
  readonly preambleRows?: number | undefined;
  readonly maxRecordLength: number;
}

/** How lines with more to say about them are opened. */
export interface OpenLayoutOptions extends OpenLinesOptions {
  readonly say: (finding: Finding) => void;
}

/** Opens free text: each line, blank ones too, is a row of one cell. */
export function openFreeText({ head, decodeAs }: TextSource, { maxRecordLength }: OpenLinesOptions): OpenedLines {
  return {
    preambleRows: 0,
    headerRows: 0,
    hasHeader: true,
    headerConfidence: 1,
    columns: ["text"],
    columnCount: 1,
    layout: null,
    batches: () => readLines(head.open(), { encoding: decodeAs, maxRecordLength }, (line) => [line]),
  };
}

/** Opens fixed-width text whose layout was detected, with or without a line under its header. */
export function openDetectedLayout(source: TextSource, detected: DetectedLayout, options: OpenLayoutOptions): OpenedLines {
  const { layout, rulerLine } = detected;
  const firstLine = options.preambleRows ?? detected.firstLine;
  const cut = createFieldCutter(layout, true);
  const rows = sampleLines(source).map((line) => cut(line, () => {}).map((cell) => cell ?? ""));
  const found = frameOf(rows.slice(firstLine), {
    header: options.header,
    headerRows: options.headerRows,
    preambleRows: options.preambleRows === undefined ? undefined : 0,
    complete: false,
  });
  // A header stands right above the line that is drawn under it.
  const isSaid = options.headerRows !== undefined || options.preambleRows !== undefined;
  const ruled = rulerLine !== undefined && rulerLine > 0 && !isSaid;
  const preambleRows = ruled ? rulerLine - 1 : firstLine + found.preambleRows;
  const headerRows = ruled ? 2 : found.headerRows;
  const names = headerNames(rows.slice(preambleRows, preambleRows + headerRows));
  const notes = source.sample.complete ? noteLines(sampleLines(source, Number.POSITIVE_INFINITY), layout) : { from: 0, to: 0 };
  const hasNotes = notes.to > notes.from;
  for (const finding of footerFindings(notes)) options.say(finding);
  const read = () => readFields(source, layout, true, options, preambleRows);
  const batches = () => (hasNotes ? onlyTable(read(), notes.from) : read());
  return {
    preambleRows,
    headerRows,
    hasHeader: headerRows > 0,
    headerConfidence: ruled ? 1 : found.headerConfidence,
    columns: layout.map((_, index) => columnName(names[index], index)),
    columnCount: layout.length,
    layout: layout.map((field, index) => (names[index] ? { ...field, name: names[index] } : field)),
    batches,
  };
}

/** Opens fixed-width text whose layout the caller gave. */
export function openGivenLayout(source: TextSource, layout: FixedLayout, options: OpenLinesOptions): OpenedLines {
  const cut = createFieldCutter(layout, false);
  const rows = sampleLines(source).map((line) => cut(line, () => {}).map((cell) => cell ?? ""));
  const found = frameOf(rows, { header: options.header, headerRows: options.headerRows, complete: false });
  const names = headerNames(rows.slice(found.preambleRows, found.preambleRows + found.headerRows));
  const isNamed = layout.some(({ name }) => name !== undefined);
  const columns = layout.map(({ name }, index) => columnName(name ?? names[index], index));
  return {
    // With names of the caller's own, what the file says about them is no row of data, either.
    preambleRows: isNamed ? found.preambleRows + found.headerRows : found.preambleRows,
    headerRows: isNamed ? 0 : found.headerRows,
    hasHeader: isNamed || found.headerRows > 0,
    headerConfidence: isNamed ? 1 : found.headerConfidence,
    columns,
    columnCount: columns.length,
    layout,
    batches: () => readFields(source, layout, false, options),
  };
}

/** @param linesAbove - lines above the table, of which nothing is said */
function readFields(
  { head, decodeAs }: TextSource,
  layout: FixedLayout,
  hasGutters: boolean,
  { maxRecordLength }: OpenLinesOptions,
  linesAbove = 0,
) {
  const cut = createFieldCutter(layout, hasGutters);
  let lines = 0;
  return readLines(head.open(), { encoding: decodeAs, maxRecordLength }, (line, note) => {
    lines += 1;
    if (line.trim() !== "") return cut(line, lines > linesAbove ? note : () => {});
    note("blank_lines", "a blank line");
    return [];
  });
}

/** The first lines of a text. */
export function sampleLines({ sample }: TextSource, most: number = SAMPLE_LINES): string[] {
  return sample.text.split(/\r\n|\n|\r/, Math.min(most, 2 ** 32 - 1));
}
