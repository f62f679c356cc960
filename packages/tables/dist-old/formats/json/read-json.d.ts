import { type ExpansionBudget } from "../../table/expansion-budget.ts";
import type { RowBatch } from "../../table/table-reader.ts";
import type { JsonColumns } from "./json-columns.ts";
import { type RecordKind } from "./json-records.ts";
import type { RecordSink } from "../../kernel/record-sink.ts";
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
export declare function readJson(
  bytes: AsyncIterable<Uint8Array>,
  columns: JsonColumns,
  options: ReadJsonOptions,
): AsyncGenerator<RowBatch>;
//# sourceMappingURL=read-json.d.ts.map
