import type { OutputFileOptions } from "@rowmill/core/adapter";
import { checkOptions, RowmillError } from "@rowmill/core/errors";
import { isFileId, newFileId } from "../file-id.ts";
import { checkAnnounced } from "../new-file.ts";

/**
 * Checks what an output begins with, and returns its id: the caller's, or a new one.
 * @throws RowmillError `OPTION_INVALID`
 */
export function checkOutput(options: OutputFileOptions): string {
  checkOptions(options, ["id", "name", "contentType", "userId", "expiresInMs"], "an output");
  const { id = newFileId(), ...announced } = options;
  checkAnnounced(announced);
  if (isFileId(id)) return id;
  throw invalid(`The id of an output must be a random UUID (version 4) in lower case, not ${JSON.stringify(id)}`);
}

/** The error for an output that would replace a file. */
export function isFileAlready(id: string): RowmillError {
  return invalid(`There is a file with the id ${id} already`);
}

function invalid(message: string): RowmillError {
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}
