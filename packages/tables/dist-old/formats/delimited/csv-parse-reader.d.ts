import type { ReadOptions, RowBatch } from "../../table/table-reader.ts";
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
export declare function readWithCsvParse(bytes: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<RowBatch>;
//# sourceMappingURL=csv-parse-reader.d.ts.map
