import { readWithCsvParse } from "./csv-parse-reader.ts";
import { readCsv } from "./csv-reader.ts";
import { detectTable } from "./detect-table.ts";
import type { DetectedDialect, DetectedFormat } from "../../table/detected-format.ts";
import type { Dialect, DialectOptions } from "../../table/dialect.ts";
import type { FormatOptions } from "../../table/format-options.ts";
import type { TextSource } from "../../text/text-source.ts";
import { columnName } from "../../table/header-names.ts";
import { notesAtEnd, type TableFrame } from "../../frame/table-frame.ts";
import { blocksOf, frameFindings, notesFindings } from "../../frame/frame-findings.ts";
import { onlyTable } from "../../frame/only-table.ts";
import type { DelimitedSource, OpenedTable } from "../../table/opened-table.ts";
import { wrappedRows } from "./wrapped-rows.ts";
import { readSample } from "./read-sample.ts";

/** What is known about a table that stands in delimited text. */
export interface OpenedDelimited
  extends
    Pick<
      DetectedFormat,
      "preambleRows" | "headerRows" | "hasHeader" | "headerConfidence" | "columns" | "columnCount" | "otherTables" | "findings"
    >,
    Pick<OpenedTable, "batches"> {
  readonly dialect: DetectedDialect;
  /** `undefined` if something follows the table that is not to be read, or if another engine reads it. */
  readonly delimited: DelimitedSource | undefined;
}

/** What `openDelimited` takes beside the text. */
export interface OpenDelimitedOptions extends DialectOptions, Pick<FormatOptions, "engine"> {
  readonly maxRecordLength: number;
  /** Whether rows below the table come, too. */
  readonly raw?: boolean | undefined;
  readonly maxColumns: number;
}

/** Finds out how a delimited text is written, and opens it. */
export function openDelimited(source: TextSource, options: OpenDelimitedOptions): OpenedDelimited {
  const { head, sample, decodeAs } = source;
  const table = detectTable(sample, options);
  const { dialect, lineEnd, confidence, preambleRows, hasHeader, headerConfidence, columnCount } = table;
  const { maxRecordLength, maxColumns, engine } = options;
  const readWith = engine === "csv-parse" ? readWithCsvParse : readCsv;
  const { headerRows } = table.frame;
  const width = sample.cutInLine ? 0 : columnCount;
  const isCut = options.raw !== true && sample.complete && table.frame.dataEnd < table.rowCount;
  const read = () => readWith(head.open(), { dialect, encoding: decodeAs, maxRecordLength, maxColumns });
  return {
    dialect: { ...dialect, lineEnd, confidence },
    preambleRows,
    headerRows,
    hasHeader,
    headerConfidence,
    columns: sample.cutInLine ? [] : columnsOf(table.frame),
    columnCount: width,
    otherTables: blocksOf(table.frame),
    findings: [...wrappedRows(sample, dialect), ...frameFindings(table.frame), ...notesFindings(countNotes(sample.end, dialect, width))],
    batches: () => (isCut ? onlyTable(read(), table.frame.dataEnd) : read()),
    delimited:
      isCut || engine === "csv-parse"
        ? undefined
        : { dialect, decodeAs, maxRecordLength, maxColumns, path: source.input.path, open: () => head.open() },
  };
}

/** A piece that starts within quotes tells nothing. */
function countNotes(end: string | undefined, dialect: Dialect, width: number): number {
  if (end === undefined || width < 2) return 0;
  const { rows, repairs } = readSample(end, dialect);
  const isOdd = repairs.some(({ kind }) => kind === "unclosed_quote" || kind === "malformed_quotes");
  return isOdd ? 0 : notesAtEnd(rows, width);
}

function columnsOf({ headerRows, columnNames, width }: TableFrame): string[] {
  return headerRows === 0 ? Array.from({ length: width }, (_, index) => columnName(undefined, index)) : columnNames.map(columnName);
}
