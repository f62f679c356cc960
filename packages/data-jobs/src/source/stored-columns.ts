import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { FileStorage, StoredFile } from "@rowmill/core";
import { detectFormat, type DetectOptions } from "@rowmill/tables";
import { storedFileError } from "./stored-file-error.ts";

/** How a stored file is to be read, and what its columns are called. Reads its beginning, where it lies on a disk of this machine. */
export async function detectStoredFile(files: FileStorage, file: StoredFile, options: DetectOptions) {
  const path = await files.localPath?.(file.id);
  if (path !== undefined) {
    try {
      return await detectFormat(path, { fileName: file.name, ...options });
    } catch (error) {
      throw storedFileError(error, file.id, path);
    }
  }
  const folder = await mkdtemp(join(tmpdir(), "rowmill-detect-"));
  try {
    const copy = join(folder, "file");
    const { signal } = options;
    await pipeline(files.open(file.id, { signal }), createWriteStream(copy), { ...(signal && { signal }) });
    return await detectFormat(copy, { fileName: file.name, ...options });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
