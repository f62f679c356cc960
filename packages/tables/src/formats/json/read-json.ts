import { RowmillError } from "@rowmill/core/errors";
import { type ExpansionBudget, UNLIMITED } from "../../table/expansion-budget.ts";
import type { RowBatch } from "../../table/table-reader.ts";
import { JsonBatch } from "./json-batch.ts";
import type { JsonColumns } from "./json-columns.ts";
import { JsonFault } from "./json-fault.ts";
import { JsonReader, MAX_SCANS } from "./json-reader.ts";
import { JsonRecords, type RecordKind } from "./json-records.ts";
import { JsonScanner } from "./json-scanner.ts";
import { JsonSource } from "./json-source.ts";
import type { RecordSink } from "../../kernel/record-sink.ts";
import { KnownRecords } from "./known-records.ts";
import { passRest, type RecordsPlace, seekRecords, somethingFollows } from "./seek-records.ts";

/** How the records of a JSON file lie. */
export interface JsonForm {
  /** A record in each line; values one after the other, also over several lines; or a document that has them in an array. */
  readonly records: "lines" | "values" | "document";
  readonly kind: RecordKind;
  /** Where in a document they lie: keys joined by dots, `""` for the document itself. */
  readonly path: string;
}

/** How JSON is read. */
export interface ReadJsonOptions {
  readonly form: JsonForm;
  readonly encoding: string | undefined;
  readonly flattenDepth: number;
  readonly maxRecordLength: number;
  /** @defaultValue without limits */
  readonly budget?: ExpansionBudget | undefined;
  /** Whether the keys of the objects are all that is wanted: three times as fast, and the rows have nothing. @defaultValue false */
  readonly keysOnly?: boolean | undefined;
  /** Whether the rows are wanted; else some have nothing. @defaultValue true */
  readonly rows?: boolean | undefined;
  /** Whether the scanner reads every record: for tests, which compare. @defaultValue false */
  readonly scanOnly?: boolean | undefined;
  /** Whether the kernel tries every record, also after it read few: for tests of small files. @defaultValue false */
  readonly walkAlways?: boolean | undefined;
  /** Is told how many records the kernel has read at a time: for tests, which expect some. */
  readonly onWalked?: ((count: number) => void) | undefined;
  /** Whether the bytes are others than those of the file, so that places in them are none in it. @defaultValue false */
  readonly isRewritten?: boolean | undefined;
  /** Takes records as they are in the kernel; then they are in no batch, but counted. */
  readonly sink?: RecordSink | undefined;
}

/**
 * Reads JSON Lines, values one after the other, and documents, record by record: of a document, too, no more is in memory than
 * a block and the record at hand. Where the bytes are cut makes no difference.
 *
 * A record that is no JSON is a row without cells and a `bad_record`; the others are read. Of lines, each one, blank or bad, is a
 * row; otherwise each record is.
 *
 * @param columns - gets the names of the columns as they come
 * @throws RowmillError `FILE_RECORD_TOO_LARGE`; `OPTION_INVALID` if a document has nothing at `form.path`
 */
export async function* readJson(
  bytes: AsyncIterable<Uint8Array>,
  columns: JsonColumns,
  options: ReadJsonOptions,
): AsyncGenerator<RowBatch> {
  const { form } = options;
  const batch = new JsonBatch();
  const budget = options.budget ?? UNLIMITED;
  const notice = (code: Parameters<JsonBatch["notice"]>[0], at: number, detail: string) =>
    batch.notice(code, scanner.line, source.byteOffset(at), detail);
  const scanner = new JsonScanner(notice);
  const source = new JsonSource(scanner, bytes, options);
  const records = new JsonRecords(
    scanner,
    columns,
    form.kind,
    { flattenDepth: options.flattenDepth, keysOnly: options.keysOnly === true, rows: options.rows !== false, budget },
    notice,
  );
  let known: KnownRecords | undefined;
  try {
    await source.begin();
    const place = form.records === "document" ? await seek() : undefined;
    if (place?.what === "nothing") return;
    const lie = place?.what ?? (form.records === "lines" ? "lines" : "values");
    if (form.kind === "object" && !options.scanOnly && (lie === "lines" || lie === "list")) {
      const { flattenDepth, keysOnly = false, rows = true, sink, onWalked } = options;
      known = new KnownRecords(columns, { lines: lie === "lines", flattenDepth, rows: rows && !keysOnly, sink, onWalked });
      source.lend(known);
    }
    const reader = new JsonReader(lie, {
      scanner,
      source,
      records,
      columns,
      batch,
      budget,
      known,
      maxScans: options.walkAlways === true ? 0 : MAX_SCANS,
    });
    let state = reader.read();
    for (; state === "full" || state === "more"; state = reader.read()) {
      if (!batch.isEmpty) yield batch.take(source.passed);
      if (state === "more") await source.more(known);
    }
    if (place && state === "end") await leave(place);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    batch.forget();
    batch.notice("truncated_file", error.line, source.byteOffset(error.at), error.message);
    batch.settle();
  } finally {
    known?.release();
    await source.close();
  }
  if (!batch.isEmpty) yield batch.take(source.passed);

  async function seek(): Promise<RecordsPlace> {
    const place = await seekRecords(source, scanner, form.path);
    if (place.what === "nothing" && form.path !== "") {
      const message = `The document has no records at ${JSON.stringify(form.path)}: check recordsPath, which is keys joined by dots`;
      throw new RowmillError("OPTION_INVALID", message, { details: { recordsPath: form.path }, retriable: false });
    }
    return place;
  }

  async function leave({ depth }: RecordsPlace): Promise<void> {
    const closed = await passRest(source, scanner, depth);
    if (!closed) notice("truncated_file", scanner.at, "the document is not closed");
    else if (await somethingFollows(source, scanner)) notice("trailing_data", scanner.at, "the document has ended before");
    batch.settle();
  }
}
