import type { NumberedReject } from "./run-chunks.ts";

/** A rejected row as a line of the file of rejects. */
export function rejectText({ rowNumber, byteOffset, cells, problems }: NumberedReject): string {
  return `${JSON.stringify({ row: rowNumber, byteOffset, cells, problems })}\n`;
}
