import { RowmillError } from "@rowmill/core/errors";

/**
 * The error for a temporary file that cannot be written or read. Its message reaches users, so the path is in the cause only.
 *
 * @param what - what needs the file, as the subject of a sentence
 */
export function temporaryFileFailed(what: string, cause: unknown): RowmillError {
  const code = (cause as NodeJS.ErrnoException).code ?? "no code";
  const message = `${what} needs a temporary file, and the server cannot write or read one (${code}): make room in its temporary folder`;
  return new RowmillError("FILE_UNREADABLE", message, { cause });
}
