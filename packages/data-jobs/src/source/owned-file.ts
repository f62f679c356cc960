import { type FileStorage, mayUse, type StoredFile } from "@rowmill/core";
import { fileNotFound } from "@rowmill/core/adapter";

/**
 * A stored file that a user may use, when a job of theirs begins: it may have been deleted since the job was created.
 * @throws RowmillError `FILE_NOT_FOUND`, also for another user's file
 */
export async function ownedFile(files: FileStorage, id: string, userId: string | null): Promise<StoredFile> {
  const file = await files.stat(id);
  if (!file || !mayUse(file, userId)) throw fileNotFound(id);
  return file;
}
