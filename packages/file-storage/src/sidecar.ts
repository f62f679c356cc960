import { RowmillError, type StoredFile, type Upload } from "@rowmill/core";
import { z } from "zod";

/** What is kept about an upload beside its bytes. How far it has come, the bytes say; when it expires, when they were last written. */
export type UploadDescription = Omit<Upload, "offset" | "expiresAt">;

/** Writes what is known about a file, or an upload, as the JSON that lies beside it, with snake_case keys. */
export function writeSidecar(file: StoredFile | UploadDescription): string {
  const sidecar: z.input<typeof sidecarSchema> = {
    id: file.id,
    name: file.name,
    size_bytes: file.sizeBytes,
    sha256: file.sha256,
    content_type: file.contentType,
    user_id: file.userId,
    created_at: file.createdAt.toISOString(),
  };
  return JSON.stringify(sidecar);
}

/**
 * Reads back what `writeSidecar` wrote about a file.
 * @param path - names the text in errors
 * @throws RowmillError `FILE_UNREADABLE` where the text is something else
 */
export function parseSidecar(json: string, path: string): StoredFile {
  try {
    const file = parseUploadSidecar(json);
    return { ...file, sha256: z.string().parse(file.sha256) };
  } catch (cause) {
    const message = `The description of a stored file in ${path} is damaged: restore it, or delete it together with the file beside it`;
    throw new RowmillError("FILE_UNREADABLE", message, { cause, details: { path } });
  }
}

/** Reads back what `writeSidecar` wrote about an upload. Throws where the text is something else. */
export function parseUploadSidecar(json: string): UploadDescription {
  const sidecar = sidecarSchema.parse(JSON.parse(json));
  return {
    id: sidecar.id,
    name: sidecar.name,
    sizeBytes: sidecar.size_bytes,
    sha256: sidecar.sha256,
    contentType: sidecar.content_type,
    userId: sidecar.user_id,
    createdAt: new Date(sidecar.created_at),
  };
}

const sidecarSchema = z.object({
  id: z.string(),
  name: z.string(),
  size_bytes: z.int(),
  sha256: z.string().nullable(),
  content_type: z.string().nullable(),
  user_id: z.string().nullable(),
  created_at: z.iso.datetime(),
});
