import { type Options, parse } from "csv-parse/sync";
import type { Dialect } from "./dialect.ts";
import type { FieldParser } from "./record-splitter.ts";

/**
 * Lets csv-parse cut the records into cells that `cutQuoted` can not. `RecordSplitter` has found the records already, so they
 * are parted by a sign that no text has by chance, and csv-parse never sees the line ends between them.
 */
export function createFieldParser(dialect: Dialect): FieldParser {
  const options: Options = {
    delimiter: dialect.delimiter ?? RECORD_SEPARATOR,
    quote: dialect.quote,
    escape: dialect.escape,
    ltrim: dialect.skipInitialSpace,
    record_delimiter: [RECORD_SEPARATOR],
    relax_column_count: true,
    relax_quotes: true,
  };
  return (records) => {
    const joined = records.join(RECORD_SEPARATOR);
    const rows: string[][] = parse(joined, options);
    if (rows.length === records.length) return rows;
    // Some cell holds the separator.
    return records.map((record) => parse(record, { ...options, record_delimiter: [separatorNotIn(record)] })[0] as unknown as string[]);
  };
}

/** RECORD SEPARATOR of ASCII, with a line end, so that the delimiter of an odd dialect is not mistaken for it. */
const RECORD_SEPARATOR = "\u001e\n";

function separatorNotIn(record: string): string {
  let separator = RECORD_SEPARATOR;
  while (record.includes(separator)) separator = `\u001e${separator}`;
  return separator;
}
