import type { DetectedFormat } from "./detected-format.ts";
import type { Dialect } from "./dialect.ts";
import type { RecordSink } from "../kernel/record-sink.ts";
import type { RowBatch } from "./table-reader.ts";
/** A table that was detected and can be read once, from its start. */
export interface OpenedTable extends DetectedFormat {
  /** The size of the file, packed as it is; `undefined` for a stream of unknown length. */
  readonly sizeBytes: number | undefined;
  /**
   * Every record of the table, see `RowBatch`. Call it once, and not after `delimited.open`.
   *
   * Where the names are no row (`headerRows` is 0 and `hasHeader` is true), `columns` is what is known until now: a stream of
   * JSON may add names to its end before it yields the batch that first has a value for them.
   */
  batches(): AsyncIterable<RowBatch>;
  /**
   * The same for whoever takes rows where the kernel has them: what `sink` was given is in no batch. There is a batch after each.
   *
   * @param look - is told every chunk of the text, and may throw to stop
   */
  readonly batchesBeside?: ((sink: RecordSink, look?: (chunk: Uint8Array) => void) => AsyncIterable<RowBatch>) | undefined;
  /** How many bytes of the file, packed as it is, were taken in until now. */
  bytesTaken(): number;
  /** For a caller that does not read the batches to their end. Closing twice does no harm. */
  close(): Promise<void>;
  /** Whether only samples of the file were looked at to find its encoding, because of `trustSamples`. */
  readonly encodingIsSampled: boolean;
  /** For delimited text: what it takes to read it without making texts. */
  readonly delimited: DelimitedSource | undefined;
}
/** Delimited text, as bytes. */
export interface DelimitedSource {
  readonly dialect: Dialect;
  /** For `utf8Chunks`: `undefined` if what was seen is ASCII and the rest could not be seen. */
  readonly decodeAs: string | undefined;
  readonly maxRecordLength: number;
  /** The most cells of a row; what follows them is one more cell. */
  readonly maxColumns: number;
  /** The path, if the bytes lie there just as they are to be read: then ranges of them can be read side by side. */
  readonly path: string | undefined;
  /** The bytes, unpacked, from the start. Call it once, and not after `batches`. */
  open(): AsyncIterable<Uint8Array>;
}
//# sourceMappingURL=opened-table.d.ts.map
