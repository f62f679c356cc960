import { checkOptions, RowmillError } from "@rowmill/core/errors";
import type { OutputCell, OutputColumn, OutputRows } from "../../../table/output.ts";
import { type ParquetColumn, parquetColumn, type ParquetValue } from "./parquet-column.ts";

/** How Parquet is written. */
export interface ParquetOptions {
  /** The rows of a row group, which is held in memory until it is written. @defaultValue 50,000, fewer for wide tables */
  readonly rowGroupRows?: number | undefined;
}

/**
 * Writes rows as Parquet, as a stream of bytes, one row group in memory at a time. Needs the package hyparquet-writer, an optional
 * peer dependency. Columns have the types of `columns`; a value that its type cannot hold ends the writing.
 *
 * @throws RowmillError `OPTION_INVALID`, also if hyparquet-writer is not installed; `VALUE_UNWRITABLE`
 *
 * @example
 * ```ts
 * const columns = [{ name: "id", type: "integer" }, { name: "day", type: "date" }] as const;
 * await pipeline(writeParquet([[["1", "2026-11-30"]]], columns), createWriteStream("orders.parquet"));
 * ```
 */
export async function* writeParquet(
  rows: OutputRows,
  columns: readonly OutputColumn[],
  options: ParquetOptions = {},
): AsyncGenerator<Uint8Array> {
  checkOptions(options, ["rowGroupRows"], "writeParquet");
  const groupRows = options.rowGroupRows ?? Math.max(1_000, Math.min(50_000, Math.floor(MOST_CELLS / Math.max(1, columns.length))));
  if (!Number.isSafeInteger(groupRows) || groupRows < 1) throw invalid("rowGroupRows must be a whole number of at least 1");
  refuseEqualNames(columns);
  const { ByteWriter, ParquetWriter } = await loadWriter();
  const bytes = new ByteWriter();
  let group: (readonly OutputCell[])[] = [];
  let stored: readonly ParquetColumn[] | undefined;
  let writer: InstanceType<typeof ParquetWriter> | undefined;
  let rowsBefore = 0;

  for await (const batch of rows) {
    for (const row of batch) {
      group.push(row);
      if (group.length === groupRows) yield writeGroup();
    }
  }
  if (group.length > 0) yield writeGroup();
  begin();
  await writer?.finish();
  yield takeBytes();

  function begin(): readonly ParquetColumn[] {
    if (stored) return stored;
    stored = columns.map((column, index) => parquetColumn(column, group.find((row) => row[index])?.[index] ?? undefined));
    const elements = stored.map(({ name, element }) => ({ ...element, name, repetition_type: "OPTIONAL" }));
    writer = new ParquetWriter({
      writer: bytes,
      schema: [{ name: "root", num_children: columns.length }, ...elements] as never,
      createdBy: "rowmill",
    });
    return stored;
  }

  function writeGroup(): Uint8Array {
    const columnData = begin().map((column, index) => ({
      name: column.name,
      data: group.map((row, at): ParquetValue => column.value(row[index] ?? null, { row: rowsBefore + at + 1, column: column.name })),
    }));
    // Of a writer that only collects bytes it is synchronous.
    void writer?.write({ columnData, rowGroupSize: groupRows });
    rowsBefore += group.length;
    group = [];
    return takeBytes();
  }

  function takeBytes(): Uint8Array {
    const taken = Uint8Array.from(bytes.getBytes());
    bytes.index = 0;
    return taken;
  }
}

/** The cells of a row group: about 100 MB of short texts. */
const MOST_CELLS = 1_000_000;

async function loadWriter(): Promise<typeof import("hyparquet-writer")> {
  try {
    return await import("hyparquet-writer");
  } catch (cause) {
    throw invalid('The format "parquet" needs the package hyparquet-writer: install it', cause);
  }
}

/** A reader finds columns by their names. */
function refuseEqualNames(columns: readonly OutputColumn[]): void {
  const equal = columns.find(({ name }, index) => columns.findIndex((other) => other.name === name) < index);
  if (equal) throw invalid(`Two columns are called ${JSON.stringify(equal.name)}, which Parquet does not allow`);
}

function invalid(message: string, cause?: unknown): RowmillError {
  return new RowmillError("OPTION_INVALID", message, { cause, retriable: false });
}
