import type { DialectOptions } from "../../table/dialect.ts";
import { namesOf } from "../../frame/other-names.ts";
import type { TableFrame } from "../../frame/table-frame.ts";

/**
 * The same table, with names that another delimiter separates than its records: `id,name` over `1;Ada`. Such a line is directly above records without
 * a header, or with one that is a guess, and falls into as many different names as they have cells.
 * A caller that says how many rows name the columns, or that none does, counts more.
 */
export function withOtherHeader(
  frame: TableFrame,
  rows: readonly (readonly string[])[],
  { header, headerRows }: Pick<DialectOptions, "header" | "headerRows">,
): TableFrame {
  if (header === false || headerRows !== undefined) return frame;
  const isFirst = frame.headerRows === 1 && frame.width > 1 && rows[frame.preambleRows]?.length === 1;
  const above = isFirst ? frame.preambleRows : frame.preambleRows - 1;
  const isGuess = frame.headerRows === 0 || (frame.headerRows === 1 && (header === true || frame.headerConfidence < SURE));
  const line = above < 0 || !isGuess ? [] : (rows[above] ?? []);
  const names = namesOf(line, frame.width);
  if (!names || (frame.headerRows > 0 && HAS_BLANK.test(line[0] ?? ""))) return frame;
  return { ...frame, preambleRows: above, headerRows: 1, headerConfidence: OTHER_HEADER_CONFIDENCE, columnNames: names };
}

const OTHER_HEADER_CONFIDENCE = 0.9;
const SURE = 0.75;
/** A comma in a title has a blank behind it. */
const HAS_BLANK = /[,;|] /;
