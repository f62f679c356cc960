import type { RejectedRow } from "../validate/reject.ts";

/** A rejected row as a line of the file of rejects. */
export function rejectText({ rowNumber, byteOffset, cells, problems }: RejectedRow): string {
  return `${JSON.stringify({ rowNumber, byteOffset, cells, problems })}\n`;
}
