import type { FileStorage, StoredFile } from "@rowmill/core";
import { analyzeFile, type AnalyzeOptions, type FileProfile } from "@rowmill/tables";
import { storedFileError } from "./stored-file-error.ts";

/** Profiles a stored file: where it lies on a disk, by its path, so that several threads can read it. */
export async function profileStoredFile(files: FileStorage, file: StoredFile, options: AnalyzeOptions): Promise<FileProfile> {
  const path = await files.localPath?.(file.id);
  const source = path ?? files.open(file.id, { signal: options.signal });
  try {
    return await analyzeFile(source, { sizeBytes: file.sizeBytes, fileName: file.name, ...options });
  } catch (error) {
    throw storedFileError(error, file.id, path);
  }
}
