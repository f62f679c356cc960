import type { FileStorage, StoredFile } from "@rowmill/core";
import { analyzeFile, type AnalyzeOptions, type FileProfile } from "@rowmill/tables";

/** Profiles a stored file: where it lies on a disk, by its path, so that several threads can read it. */
export async function profileStoredFile(files: FileStorage, file: StoredFile, options: AnalyzeOptions): Promise<FileProfile> {
  const source = (await files.localPath?.(file.id)) ?? files.open(file.id, { signal: options.signal });
  return analyzeFile(source, { sizeBytes: file.sizeBytes, fileName: file.name, ...options });
}
