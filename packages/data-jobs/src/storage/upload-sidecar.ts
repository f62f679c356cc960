import type { Upload } from "@rowmill/core";
import { z } from "zod";

/** What is kept about an upload beside its bytes. How far it has come, the bytes say; when it expires, when they were last written. */
export type UploadDescription = Omit<Upload, "offset" | "expiresAt">;

/** Writes it as JSON, with snake_case keys. */
export function writeUploadSidecar(upload: UploadDescription): string {
  const sidecar: z.input<typeof sidecarSchema> = {
    id: upload.id,
    name: upload.name,
    size_bytes: upload.sizeBytes,
    sha256: upload.sha256,
    content_type: upload.contentType,
    user_id: upload.userId,
    created_at: upload.createdAt.toISOString(),
  };
  return JSON.stringify(sidecar);
}

/** Reads back what `writeUploadSidecar` wrote. Throws where the text is something else. */
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
