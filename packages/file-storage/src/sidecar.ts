import { RowmillError, type StoredFile } from "@rowmill/core";
import type { Upload } from "@rowmill/core/adapter";
import { z } from "zod";

/** What is kept about an upload beside its bytes. How far it has come, the bytes say; when it expires, when they were last written. */
export type UploadDescription = Omit<Upload, "offset" | "expiresAt">;

/** Writes what is known about a file, or an upload, as the JSON that lies beside it, with snake_case keys. */
export function writeSidecar(described: StoredFile | UploadDescription): string {
  const sidecar: z.input<typeof sidecarSchema> = {
    id: described.id,
    name: described.name,
    size_bytes: described.sizeBytes,
    sha256: described.sha256,
    content_type: described.contentType,
    user_id: described.userId,
    created_at: described.createdAt.toISOString(),
    ...("expiresInMs" in described
      ? { expires_in_ms: described.expiresInMs ?? undefined }
      : { expires_at: described.expiresAt?.toISOString() }),
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
    const { sha256, expires_at: expiresAt, ...sidecar } = sidecarSchema.parse(JSON.parse(json));
    return { ...common(sidecar), sha256: z.string().parse(sha256), expiresAt: expiresAt === undefined ? null : new Date(expiresAt) };
  } catch (cause) {
    const message = `The description of a stored file in ${path} is damaged: restore it, or delete it together with the file beside it`;
    throw new RowmillError("FILE_UNREADABLE", message, { cause, details: { path } });
  }
}

/** Reads back what `writeSidecar` wrote about an upload. Throws where the text is something else. */
export function parseUploadSidecar(json: string): UploadDescription {
  const { sha256, expires_in_ms: expiresInMs = null, ...sidecar } = sidecarSchema.parse(JSON.parse(json));
  return { ...common(sidecar), sha256, expiresInMs };
}

/** What files and uploads have in common. */
function common(sidecar: Omit<z.output<typeof sidecarSchema>, "sha256">) {
  return {
    id: sidecar.id,
    name: sidecar.name,
    sizeBytes: sidecar.size_bytes,
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
  /** Of a file that expires. */
  expires_at: z.iso.datetime().optional(),
  /** Of an upload whose file will. */
  expires_in_ms: z.number().optional(),
});
