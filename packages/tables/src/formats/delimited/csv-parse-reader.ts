import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { RowmillError } from "@rowmill/core/errors";
import type { Dialect } from "../../table/dialect.ts";
import { engineMissing } from "../../table/engine-missing.ts";
import type { ReadOptions, ReadProblem, RowBatch } from "../../table/table-reader.ts";
import { utf8Chunks } from "../../text/utf8-chunks.ts";

/**
 * `engine: "csv-parse"`: reads delimited text with csv-parse, an optional peer dependency that is loaded here. For whoever wants to read exactly what csv-parse
 * reads, at its speed. It is lenient about quotes (`relax_quotes`) without saying where, gives up at a quote that nobody closed, and
 * leaves comment lines out of the numbering of rows.
 *
 * Its traps are avoided: rows are arrays, so that no column is lost to another of the same name; a record has a bound, so that
 * an open quote does not take the rest of a file into memory; each of LF, CR and CRLF ends a record.
 *
 * @throws RowmillError `OPTION_INVALID` for a dialect that it does not know and if csv-parse is not installed, `FILE_RECORD_TOO_LARGE`, `FILE_CORRUPT`
 */
export async function* readWithCsvParse(bytes: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<RowBatch> {
  const { dialect, maxRecordLength } = options;
  const settings = csvParseOptions(dialect);
  const { parse } = await loadCsvParse();
  const parser = parse({ ...settings, max_record_size: maxRecordLength });
  let taken = 0;
  const source = Readable.from(pieces());
  // The parser tells of its errors, and of those of the source, to its reader.
  const piping = pipeline(source, parser).catch(() => {});
  let rows: string[][] = [];
  let firstRow = 1;
  try {
    for await (const row of parser as AsyncIterable<string[]>) {
      rows.push(row);
      if (rows.length === BATCH_ROWS) yield batch();
    }
    if (rows.length > 0) yield batch();
  } catch (error) {
    throw readError(error, maxRecordLength);
  } finally {
    source.destroy();
    parser.destroy();
    await piping;
  }

  async function* pieces(): AsyncGenerator<Uint8Array> {
    for await (const { chunk, bytes: soFar } of utf8Chunks(bytes, options.encoding)) {
      taken = soFar;
      // A copy: the stream reads ahead, and the parser keeps the start of a record.
      if (chunk.length > 0) yield Uint8Array.from(chunk);
    }
  }

  function batch(): RowBatch {
    const complete = { firstRow, rows, bytes: taken, problems: [...replacementSigns(rows, firstRow)] };
    firstRow += rows.length;
    rows = [];
    return complete;
  }
}

async function loadCsvParse(): Promise<typeof import("csv-parse")> {
  try {
    return await import("csv-parse");
  } catch (cause) {
    throw engineMissing("csv-parse", cause);
  }
}

const BATCH_ROWS = 1_000;

function csvParseOptions({ delimiter, quote, escape, skipInitialSpace, mergeDelimiters, comment }: Dialect) {
  if (mergeDelimiters === true) throw unknownDialect("columns that are parted by runs of a delimiter");
  if (quote === null && escape !== null) throw unknownDialect("escapes without quotes");
  return {
    delimiter: delimiter ?? NO_DELIMITER,
    quote,
    escape,
    ltrim: skipInitialSpace,
    comment: comment ?? null,
    comment_no_infix: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
  };
}

/** A file of one column has no delimiter, but csv-parse must have one: no line has a line end inside. */
const NO_DELIMITER = "\u001e\n";

function unknownDialect(what: string): RowmillError {
  return new RowmillError("OPTION_INVALID", `csv-parse cannot read ${what}: leave the option "engine" out`, { retriable: false });
}

function readError(error: unknown, maxRecordLength: number): unknown {
  const { code, records } = error as { readonly code?: unknown; readonly records?: unknown };
  if (typeof code !== "string" || !code.startsWith("CSV_")) return error;
  const row = Number(records ?? 0) + 1;
  const options = { cause: error, details: { row }, retriable: false };
  if (code === "CSV_MAX_RECORD_SIZE") {
    const message = `The file cannot be read on: row ${row} is longer than ${maxRecordLength} bytes, or a quote in it is never closed`;
    return new RowmillError("FILE_RECORD_TOO_LARGE", message, options);
  }
  const message = `csv-parse gave up at row ${row} (${code}): mend the file, or leave the option "engine" out`;
  return new RowmillError("FILE_CORRUPT", message, options);
}

/** The rows with bytes that are not valid in the encoding, or with the sign that an earlier conversion left for such. */
function* replacementSigns(rows: readonly (readonly string[])[], firstRow: number): Generator<ReadProblem> {
  for (const [index, row] of rows.entries()) {
    if (row.some((cell) => cell.includes("\ufffd"))) yield { code: "invalid_bytes", row: firstRow + index, line: firstRow + index };
  }
}
