import { RowmillError } from "@rowmill/core/errors";

/** The error for an archive that is not as the ZIP format has it. `what` is the second half of a sentence. */
export function corruptZip(what: string, options: { readonly entry?: string; readonly cause?: unknown } = {}): RowmillError {
  const { entry, cause } = options;
  const where = entry === undefined ? "The archive" : `${JSON.stringify(entry)} in the archive`;
  return new RowmillError("FILE_CORRUPT", `${where} ${what}: get the file again, or repack it`, {
    ...(cause !== undefined && { cause }),
    ...(entry !== undefined && { details: { entry } }),
    retriable: false,
  });
}
