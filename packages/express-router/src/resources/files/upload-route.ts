import { type FileStorage, RowmillError, type StoredFile } from "@rowmill/core";
import type { FileQuota, PutOptions } from "@rowmill/core/adapter";
import { defineRoute, type RequestBytes, type Route } from "@rowmill/core/http";
import { z } from "zod";
import type { RouterContext } from "../../router-context.ts";
import { fileSchema, fileToJson } from "./file-json.ts";
import { digest, fileName } from "./file-values.ts";
import { readFilePart } from "./read-multipart.ts";
import type { Transfers } from "../../limits/transfers.ts";

const query = z.strictObject({
  name: fileName.optional().meta({ description: "The file's name. A form says it by itself." }),
  sha256: digest.optional().meta({ description: "The SHA-256 that the content must have." }),
});

/** The request headers that a body of bytes must not have. */
export const plainHeaders = z.object({ "content-encoding": z.string().optional() });

/** Refuses compressed bodies: they would be stored as they are. @throws RowmillError `MEDIA_TYPE_UNSUPPORTED` */
export function checkPlain({ "content-encoding": encoding = "identity" }: z.output<typeof plainHeaders>): void {
  if (encoding.toLowerCase() !== "identity") throw new RowmillError("MEDIA_TYPE_UNSUPPORTED", "The body must not be compressed");
}

/** `POST /files` */
export function uploadRoute(
  files: FileStorage,
  { limits }: Pick<RouterContext, "limits">,
  transfers: Transfers,
  quota: FileQuota | undefined,
): Route {
  return defineRoute({
    name: "uploadFile",
    method: "POST",
    path: "/files",
    summary: "Upload a file in one request",
    description:
      "The body is the file itself, or a form (`multipart/form-data`) with one file in it. What takes more than a few minutes is better sent " +
      "in pieces (`POST /files/uploads`): Node's servers cut a request off after five.",
    tag: "files",
    creates: true,
    query,
    headers: plainHeaders,
    body: { bytes: ["*"] },
    answers: { 201: { description: "The file is stored.", json: fileSchema, headers: { Location: "Where the file is." } } },
    problems: [
      "FILE_TOO_LARGE",
      "FILE_QUOTA_EXCEEDED",
      "FILE_INCOMPLETE",
      "FILE_CHECKSUM_MISMATCH",
      "STORAGE_FULL",
      "UPLOAD_STALLED",
      "LIMIT_REACHED",
      "DRAINING",
    ],
    async handle({ query: { name, sha256 }, headers, body, userId, signal, href }) {
      checkPlain(headers);
      const file = await transfers.receive(userId, body, signal, async (stopped) => {
        const options = { name, sha256, userId: userId ?? undefined, quota, maxSizeBytes: limits.fileBytes, signal: stopped };
        return isForm(body) ? await putFromForm(files, body, options) : await putRaw(files, body, options);
      });
      return { status: 201, headers: { Location: href(`/files/${file.id}`), "Cache-Control": "no-store" }, json: fileToJson(file) };
    },
  });
}

function isForm({ contentType }: RequestBytes): boolean {
  return /^\s*multipart\/form-data\b/i.test(contentType ?? "");
}

function saidType(contentType: string | undefined): string | undefined {
  return contentType === undefined || contentType.length > 255 || SAYS_NOTHING.test(contentType) ? undefined : contentType;
}

/** What programs send that do not say what they send: curl's `--data-binary` calls everything a form. */
const SAYS_NOTHING = /^\s*application\/(?:x-www-form-urlencoded|octet-stream)\b/i;

async function putRaw(files: FileStorage, { stream, contentType, sizeBytes }: RequestBytes, options: PutOptions): Promise<StoredFile> {
  return await files.put(stream, { ...options, contentType: saidType(contentType), sizeBytes });
}

async function putFromForm(files: FileStorage, body: RequestBytes, options: PutOptions): Promise<StoredFile> {
  const { name, contentType, content, rest } = await readFilePart(body, options.signal);
  const file = await files.put(content, { ...options, name: options.name ?? name, contentType: saidType(contentType) });
  try {
    await rest;
  } catch (error) {
    await files.delete(file.id);
    throw error;
  }
  return file;
}
