import { RowmillError } from "@rowmill/core";
import { fileNotFound } from "@rowmill/core/adapter";

/**
 * The error to throw for a stored file that cannot be read. Users see the errors of their jobs: where the server keeps files is not for them.
 *
 * @param path - where the storage has the file on this machine's disk, if it has it there
 */
export function storedFileError(error: unknown, id: string, path: string | undefined): unknown {
  if (path === undefined || !RowmillError.is(error) || error.details["path"] !== path) return error;
  if (error.code === "FILE_NOT_FOUND") return fileNotFound(id);
  const code = (error.cause as NodeJS.ErrnoException | undefined)?.code;
  const why = code === undefined ? "what is stored is no file" : code;
  return new RowmillError(error.code, `The stored file ${id} cannot be read (${why}). Check the folder of the file storage`, {
    details: { fileId: id },
    retriable: error.retriable,
  });
}
