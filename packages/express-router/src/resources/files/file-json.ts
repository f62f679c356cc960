import type { StoredFile } from "@rowmill/core";
import type { Upload } from "@rowmill/core/adapter";
import { z } from "zod";

/** A file in JSON. */
export const fileSchema = z
  .strictObject({
    id: z.string().meta({ description: "What jobs call it: their file_id." }),
    user_id: z.string().nullable().meta({ description: "The user that the file belongs to; null: no user." }),
    name: z.string().meta({ description: "The name that it came with." }),
    size_bytes: z.int(),
    sha256: z.string().meta({ description: "SHA-256 of the content, in hexadecimal digits." }),
    content_type: z.string().nullable().meta({ description: "The media type that it came with." }),
    created_at: z.iso.datetime(),
    expires_at: z.iso
      .datetime()
      .optional()
      .meta({ description: "From then on the file may be deleted, unless a job needs it. Absent: it does not expire." }),
  })
  .meta({ id: "File" });

/** Converts a file to JSON. */
export function fileToJson(file: StoredFile): z.output<typeof fileSchema> {
  return {
    id: file.id,
    user_id: file.userId,
    name: file.name,
    size_bytes: file.sizeBytes,
    sha256: file.sha256,
    content_type: file.contentType,
    created_at: file.createdAt.toISOString(),
    ...(file.expiresAt && { expires_at: file.expiresAt.toISOString() }),
  };
}

/** An upload in JSON. */
export const uploadSchema = z
  .strictObject({
    id: z.string().meta({ description: "Becomes the id of the file." }),
    user_id: z.string().nullable(),
    name: z.string(),
    size_bytes: z.int().meta({ description: "How many bytes will have come in the end." }),
    offset: z.int().meta({ description: "How many have come, and are on the disk." }),
    sha256: z.string().nullable().meta({ description: "What the content must have, if that was announced." }),
    content_type: z.string().nullable(),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime().meta({ description: "When it is forgotten if nothing more comes." }),
  })
  .meta({ id: "Upload" });

/** Converts an upload to JSON. */
export function uploadToJson(upload: Upload): z.output<typeof uploadSchema> {
  return {
    id: upload.id,
    user_id: upload.userId,
    name: upload.name,
    size_bytes: upload.sizeBytes,
    offset: upload.offset,
    sha256: upload.sha256,
    content_type: upload.contentType,
    created_at: upload.createdAt.toISOString(),
    expires_at: upload.expiresAt.toISOString(),
  };
}
