import type { Finding } from "../../table/finding.ts";
import type { DetectedFormat, OtherTable } from "../../table/detected-format.ts";
import type { ExpansionBudget } from "../../table/expansion-budget.ts";
import { columnName, headerNames } from "../../table/header-names.ts";
import { isBlankRow } from "../../table/blank-row.ts";
import { frameOf } from "../../frame/table-frame.ts";
import type { TextSource } from "../../text/text-source.ts";
import type { OpenedTable } from "../../table/opened-table.ts";
import type { Row } from "../../table/table-reader.ts";
import type { DetectedJson } from "./detect-json.ts";
import { JsonColumns } from "./json-columns.ts";
import type { RecordSink } from "../../kernel/record-sink.ts";
import { KEYED_PATH, listOfKeyed } from "./keyed-records.ts";
import { readJson, type ReadJsonOptions } from "./read-json.ts";

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
export async function openJson(
  { input, head, decodeAs }: TextSource,
  json: DetectedJson,
  options: OpenJsonOptions,
  say: (finding: Finding) => void,
): Promise<OpenedJson> {
  const { form } = json;
  const { flattenDepth, maxRecordLength, budget } = options;
  const columns = new JsonColumns();
  // The bytes are changed while they are UTF-8.
  const isKeyed = json.isKeyed === true && (decodeAs === undefined || decodeAs === "utf-8");
  const arranged = (bytes: AsyncIterable<Uint8Array>) => (isKeyed ? listOfKeyed(bytes) : bytes);
  const read: ReadJsonOptions = { form, encoding: decodeAs, isRewritten: isKeyed, flattenDepth, maxRecordLength, budget };
  const sample = await firstRows(arranged(only(head.bytes)), columns, { ...read, rows: form.kind === "row" });
  if (options.allColumns && form.kind === "object" && input.rereadable && !head.complete)
    await passAll(arranged(input.open()), columns, { ...read, keysOnly: true });
  if (json.otherKeys.length > 0) say(valuesOutside(json));
  const common = {
    recordsPath: json.format === "json" ? (isKeyed ? KEYED_PATH : form.path) : null,
    otherTables: json.others.map(({ path }): OtherTable => ({ kind: "array", name: path })),
    batches: () => readJson(arranged(head.open()), columns, read),
    batchesBeside: (sink: RecordSink, look?: Look) =>
      readJson(arranged(look ? lookAt(head.open(), look) : head.open()), columns, { ...read, sink }),
  };
  if (form.kind === "row") {
    const { names } = json;
    const isNamed = names !== undefined && options.header !== true;
    return { ...common, ...(isNamed ? namedForm(names) : rowsForm(sample, options.header)) };
  }
  if (form.kind === "value") columns.columnOf(columns.key(columns.root, VALUE_COLUMN) ?? columns.root);
  return { ...common, ...namedForm(columns.names) };
}

/** A table whose columns have their names from elsewhere than a row. */
function namedForm(names: readonly string[]): Omit<OpenedJson, "batches" | "batchesBeside" | "recordsPath" | "otherTables"> {
  return { preambleRows: 0, headerRows: 0, hasHeader: true, headerConfidence: 1, columns: names, columnCount: names.length };
}

/** What the column of a list of single values is called. */
const VALUE_COLUMN = "value";

const SAMPLE_ROWS = 300;

async function firstRows(bytes: AsyncIterable<Uint8Array>, columns: JsonColumns, read: ReadJsonOptions): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of readJson(bytes, columns, read)) {
    if (rows.length < SAMPLE_ROWS) rows.push(...batch.rows.slice(0, SAMPLE_ROWS));
  }
  return rows;
}

async function passAll(bytes: AsyncIterable<Uint8Array>, columns: JsonColumns, read: ReadJsonOptions): Promise<void> {
  for await (const batch of readJson(bytes, columns, read)) void batch;
}

type Look = (chunk: Uint8Array) => void;

async function* lookAt(chunks: AsyncIterable<Uint8Array>, look: Look): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    look(chunk);
    yield chunk;
  }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function rowsForm(
  sample: readonly Row[],
  header: boolean | undefined,
): Omit<OpenedJson, "batches" | "batchesBeside" | "recordsPath" | "otherTables"> {
  const texts = sample.map((row) => row.map((cell) => cell ?? ""));
  const frame = frameOf(texts, { header });
  const table = sample.slice(frame.preambleRows).filter((row) => row.length > 0 && !isBlankRow(row));
  const names = headerNames(table.slice(0, frame.headerRows));
  return {
    preambleRows: frame.preambleRows,
    headerRows: frame.headerRows,
    hasHeader: frame.headerRows > 0,
    headerConfidence: frame.headerConfidence,
    columns: Array.from({ length: Math.max(names.length, frame.width) }, (_, index) => columnName(names[index], index)),
    columnCount: frame.width,
  };
}

function valuesOutside({ otherKeys, form }: DetectedJson): Finding {
  const shown = otherKeys.slice(0, 5).join(", ");
  const message = `The records were read from "${form.path}". The document has values beside them that are in no row: ${shown}${otherKeys.length > 5 ? " and more" : ""}.`;
  return { code: "values_outside", severity: "info", message, count: otherKeys.length, rows: [] };
}
