import { type FormatOptions, MAX_COLUMNS, TABLE_FORMATS } from "@rowmill/tables";
import { z } from "zod";

/** What an input says about the file that it names. What is left out is detected. */
export const readOptionsShape = {
  format: z.enum(TABLE_FORMATS).optional(),
  encoding: z.string().max(40).optional(),
  /** One to four characters; `null` for a file with one column. */
  delimiter: z.string().min(1).max(4).nullable().optional(),
  /** One character; `null` for a file without quotes. */
  quote: z.string().length(1).nullable().optional(),
  /** Whether blanks after a delimiter do not belong to the cell. */
  skip_initial_space: z.boolean().optional(),
  /** Of several tables in a text, which one to read: its index from 0, or its name among `other_tables` (`rows 12-30`). Of a workbook, as `sheet`. */
  table: z.union([z.string().max(200), z.int().min(0)]).optional(),
  /** The sheet of a workbook, by its name or its index from 0. */
  sheet: z.union([z.string().max(200), z.int().min(0)]).optional(),
  /** Whether each cell of a workbook under a merged one has its text, instead of only the first. */
  fill_merged_cells: z.boolean().optional(),
  /** Where the fields of fixed-width text stand, in characters from 1, from left to right. */
  layout: z
    .array(z.strictObject({ name: z.string().max(1_000).optional(), start: z.int().min(1), width: z.int().min(1) }))
    .min(1)
    .max(MAX_COLUMNS)
    .optional(),
  /** The file in an archive, by its full name there. */
  entry: z.string().max(1_000).optional(),
  /** Where the records of a JSON document lie: keys joined by dots. */
  records_path: z.string().max(1_000).optional(),
  /** Rows that are left out: the header again, notes under a long table, rows that add up others. */
  omit: z
    .array(z.enum(["repeated_headers", "notes", "totals"]))
    .max(3)
    .optional(),
  has_header: z.boolean().optional(),
  /** How many rows name the columns, and how many stand above the table. */
  header_rows: z.int().min(0).max(20).optional(),
  preamble_rows: z.int().min(0).max(1_000).optional(),
  /** What starts a line that is a comment; `null` for a file without comments. */
  comment: z.string().min(1).max(4).nullable().optional(),
};

const readOptionsSchema = z.object(readOptionsShape);

/** The same options as the table engine names them. */
export function toFormatOptions(options: z.output<typeof readOptionsSchema>): FormatOptions {
  return {
    format: options.format,
    encoding: options.encoding,
    delimiter: options.delimiter,
    quote: options.quote,
    skipInitialSpace: options.skip_initial_space,
    table: options.table,
    header: options.has_header,
    headerRows: options.header_rows,
    preambleRows: options.preamble_rows,
    comment: options.comment,
    sheet: options.sheet,
    fillMergedCells: options.fill_merged_cells,
    layout: options.layout,
    entry: options.entry,
    recordsPath: options.records_path,
    omit: options.omit,
  };
}
