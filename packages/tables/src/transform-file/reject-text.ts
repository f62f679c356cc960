import { jsonLine } from "../table/json-line.ts";
import type { RejectedRow } from "../validate/reject.ts";

/** A rejected row as a line of the file of rejects. */
export function rejectText({ rowNumber, byteOffset, cells, problems }: RejectedRow): string {
  return jsonLine({ rowNumber, byteOffset, cells, problems });
}
