import type { FileStorage, StoredFile } from "@rowmill/core";
import { fileNotFound } from "@rowmill/core/adapter";
import { z } from "zod";

/** The parameter of a path that names a file or an upload. */
export const fileParams = z.object({ id: z.string().max(200) });

/** The name of a file: data, shown to people and never a path. */
export const fileName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^\P{Cc}*$/u, "It has no control characters.");

/** A SHA-256. */
export const digest = z.string().regex(/^[\da-fA-F]{64}$/, "It is 64 hexadecimal digits.");

/** Reads a user's file. @throws RowmillError `FILE_NOT_FOUND`, also for another user's file */
export async function requireFile(files: FileStorage, id: string, userId: string | null): Promise<StoredFile> {
  const file = await files.stat(id);
  if (!file || file.userId !== userId) throw fileNotFound(id);
  return file;
}
