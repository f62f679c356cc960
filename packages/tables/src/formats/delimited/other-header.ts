import { namesOf } from "../../frame/other-names.ts";
import type { TableFrame } from "../../frame/table-frame.ts";

/**
 * The same table, with names that another delimiter separates than its records: `id,name` over `1;Ada`. Such a line is directly above records without
 * a header, and falls into as many different names as they have cells.
 */
export function withOtherHeader(frame: TableFrame, rows: readonly (readonly string[])[]): TableFrame {
  const above = frame.preambleRows - 1;
  const names = above < 0 || frame.headerRows > 0 ? undefined : namesOf(rows[above] ?? [], frame.width);
  if (!names) return frame;
  return { ...frame, preambleRows: above, headerRows: 1, headerConfidence: OTHER_HEADER_CONFIDENCE, columnNames: names };
}

const OTHER_HEADER_CONFIDENCE = 0.9;
