import { RowmillError } from "@rowmill/core/errors";

/** The error for a part of a workbook that cannot be read. `what` is the second half of a sentence. */
export function corruptWorkbook(part: string, what: string, details: Readonly<Record<string, unknown>> = {}): RowmillError {
  return new RowmillError(
    "FILE_CORRUPT",
    `${JSON.stringify(part)} in the workbook ${what}: open the file in a spreadsheet program and save it again, or get it again`,
    { details: { part, ...details }, retriable: false },
  );
}
