import type { ByteInput } from "./byte-input.ts";
import { readCsv } from "./csv-reader.ts";
import { detectTable } from "./detect-table.ts";
import type { DetectedDialect, DetectedFormat } from "./detected-format.ts";
import type { DialectOptions } from "./dialect.ts";
import type { Head } from "./head.ts";
import { columnName, headerNames } from "./header-names.ts";
import { isBlankRow } from "./blank-row.ts";
import type { DelimitedSource, OpenedTable } from "./opened-table.ts";
import { readSample } from "./read-sample.ts";
import type { TextSample } from "./sample-text.ts";

/** Text whose encoding is known, and its start. */
export interface TextSource {
  readonly input: ByteInput;
  readonly head: Head;
  readonly sample: TextSample;
  /** For `utf8Chunks`. */
  readonly decodeAs: string | undefined;
}

/** What is known about a table that stands in delimited text. */
export interface OpenedDelimited
  extends
    Pick<DetectedFormat, "preambleRows" | "headerRows" | "hasHeader" | "headerConfidence" | "columns" | "columnCount">,
    Pick<OpenedTable, "batches"> {
  readonly dialect: DetectedDialect;
  readonly delimited: DelimitedSource;
}

/** Finds out how a delimited text is written, and opens it. */
export function openDelimited(source: TextSource, options: DialectOptions & { readonly maxRecordLength: number }): OpenedDelimited {
  const { head, sample, decodeAs } = source;
  const table = detectTable(sample, options);
  const { dialect, lineEnd, confidence, preambleRows, hasHeader, headerConfidence, columnCount } = table;
  const { maxRecordLength } = options;
  const { headerRows } = table.layout;
  const width = sample.cutInLine ? 0 : columnCount;
  return {
    dialect: { ...dialect, lineEnd, confidence },
    preambleRows,
    headerRows,
    hasHeader,
    headerConfidence,
    columns: sample.cutInLine ? [] : firstColumns(sample.text, { dialect, preambleRows, headerRows, width }),
    columnCount: width,
    batches: () => readCsv(head.open(), { dialect, encoding: decodeAs, maxRecordLength }),
    delimited: { dialect, decodeAs, maxRecordLength, path: source.input.path, open: () => head.open() },
  };
}

interface Form extends Pick<DetectedFormat, "preambleRows" | "headerRows"> {
  readonly dialect: DetectedDialect | DelimitedSource["dialect"];
  readonly width: number;
}

function firstColumns(text: string, { dialect, preambleRows, headerRows, width }: Form): string[] {
  if (headerRows === 0) return Array.from({ length: width }, (_, index) => columnName(undefined, index));
  const rows = readSample(text, dialect)
    .rows.slice(preambleRows)
    .filter((row) => row.length > 0 && !isBlankRow(row));
  return headerNames(rows.slice(0, headerRows)).map(columnName);
}
