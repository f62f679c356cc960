import { type FileStorage, RowmillError } from "@rowmill/core";
import type { FileQuota, FileUploads, Upload } from "@rowmill/core/adapter";
import { defineRoute, type Route } from "@rowmill/core/http";
import { z } from "zod";
import { createOwnTurn } from "../../limits/own-turn.ts";
import type { RouterContext } from "../../router-context.ts";
import { fileSchema, fileToJson, uploadSchema, uploadToJson } from "./file-json.ts";
import { digest, fileName, fileParams } from "./file-values.ts";
import type { Transfers } from "../../limits/transfers.ts";
import { checkPlain, plainHeaders } from "./upload-route.ts";

/** What the routes of resumable uploads work with. */
export interface ResumableOptions extends Pick<RouterContext, "limits"> {
  readonly files: FileStorage;
  readonly uploads: FileUploads;
  readonly transfers: Transfers;
  readonly quota: FileQuota | undefined;
}

/** The routes by which a file comes in several requests. */
export function resumableRoutes(options: ResumableOptions): readonly Route[] {
  return [beginRoute(options), listRoute(options), readRoute(options), appendRoute(options), completeRoute(options), abortRoute(options)];
}

const announced = z
  .strictObject({
    name: fileName.optional(),
    size_bytes: z.int().min(0).meta({ description: "How many bytes will come in all." }),
    content_type: z.string().max(255).optional(),
    sha256: digest.optional().meta({ description: "The SHA-256 that the content must have." }),
  })
  .meta({ id: "NewUpload" });

const offsetHeader = { "Upload-Offset": "How many bytes have come, and are on the disk." };

function beginRoute({ uploads, limits, quota }: ResumableOptions): Route {
  const ownTurn = createOwnTurn();

  return defineRoute({
    name: "beginUpload",
    method: "POST",
    path: "/files/uploads",
    summary: "Begin to upload a file in several requests",
    description:
      "Send the bytes with `PATCH`, in as many pieces as you like; ask with `HEAD` how far they came when something broke off; then `complete` it. " +
      "An upload to which nothing comes for 24 hours is forgotten.",
    tag: "files",
    creates: true,
    body: { json: announced },
    answers: {
      201: { description: "The bytes may come.", json: uploadSchema, headers: { Location: "Where the upload is.", ...offsetHeader } },
    },
    problems: ["FILE_TOO_LARGE", "FILE_QUOTA_EXCEEDED", "STORAGE_FULL", "LIMIT_REACHED", "DRAINING"],
    async handle({ body, userId, href }) {
      // One after the other, because fifty requests at the same moment would all find room for one more.
      const upload = await ownTurn.take(userId, async () => {
        if ((await uploads.list(userId)).length >= limits.uploadsPerUser) {
          const message = `You have ${limits.uploadsPerUser} uploads under way, as many as you may have: complete or delete one`;
          throw new RowmillError("LIMIT_REACHED", message);
        }
        return await uploads.begin({
          name: body.name,
          sizeBytes: body.size_bytes,
          contentType: body.content_type,
          sha256: body.sha256,
          userId: userId ?? undefined,
          maxSizeBytes: limits.fileBytes,
          quota,
        });
      });
      const headers = { ...headersOf(upload), Location: href(`/files/uploads/${upload.id}`) };
      return { status: 201, headers, json: uploadToJson(upload) };
    },
  });
}

function listRoute({ uploads }: ResumableOptions): Route {
  return defineRoute({
    name: "listUploads",
    method: "GET",
    path: "/files/uploads",
    summary: "List your uploads that are under way, newest first",
    tag: "files",
    answers: {
      200: { description: "All of them.", json: z.strictObject({ items: z.array(uploadSchema) }).meta({ id: "UploadList" }) },
    },
    async handle({ userId }) {
      return { status: 200, headers: NOT_STORED, json: { items: (await uploads.list(userId)).map(uploadToJson) } };
    },
  });
}

function readRoute({ uploads }: ResumableOptions): Route {
  return defineRoute({
    name: "getUpload",
    method: "GET",
    path: "/files/uploads/{id}",
    summary: "How far an upload has come",
    tag: "files",
    params: fileParams,
    answers: { 200: { description: "The upload.", json: uploadSchema, headers: offsetHeader } },
    problems: ["UPLOAD_NOT_FOUND"],
    async handle({ params, userId }) {
      const upload = await requireUpload(uploads, params.id, userId);
      return { status: 200, headers: headersOf(upload), json: uploadToJson(upload) };
    },
  });
}

function appendRoute({ uploads, transfers }: ResumableOptions): Route {
  return defineRoute({
    name: "appendToUpload",
    method: "PATCH",
    path: "/files/uploads/{id}",
    summary: "Send bytes of an upload",
    description:
      "From the upload's own offset on: a request that says another is refused, and `Upload-Offset` says where to go on. What comes before a " +
      "connection breaks stays. A later request takes the place of an earlier one that still hangs.",
    tag: "files",
    creates: true,
    params: fileParams,
    headers: plainHeaders.extend({
      "upload-offset": z
        .string({ error: "It is needed: where the bytes begin." })
        .regex(/^\d{1,16}$/, "It is a whole number of bytes.")
        .transform(Number)
        .meta({ description: "Where the bytes begin." }),
    }),
    body: { bytes: ["*"] },
    answers: { 204: { description: "The bytes are on the disk.", headers: offsetHeader } },
    problems: [
      "UPLOAD_NOT_FOUND",
      "UPLOAD_OFFSET_CONFLICT",
      "FILE_TOO_LARGE",
      "STORAGE_FULL",
      "UPLOAD_STALLED",
      "LIMIT_REACHED",
      "DRAINING",
    ],
    async handle({ params, headers, body, userId, signal }) {
      checkPlain(headers);
      const { id } = await requireUpload(uploads, params.id, userId);
      const upload = await transfers.receive(userId, body, signal, (stopped) =>
        uploads.append(id, { offset: headers["upload-offset"], content: body.stream, signal: stopped }),
      );
      return { status: 204, headers: headersOf(upload) };
    },
  });
}

function completeRoute({ files, uploads, quota }: ResumableOptions): Route {
  return defineRoute({
    name: "completeUpload",
    method: "POST",
    path: "/files/uploads/{id}/complete",
    summary: "Make a file of an upload whose bytes have all come",
    description: "The file has the upload's id. May be asked again if the answer was lost.",
    tag: "files",
    params: fileParams,
    answers: { 201: { description: "The file is stored.", json: fileSchema, headers: { Location: "Where the file is." } } },
    problems: ["UPLOAD_NOT_FOUND", "FILE_INCOMPLETE", "FILE_CHECKSUM_MISMATCH", "FILE_QUOTA_EXCEEDED"],
    async handle({ params, userId, href }) {
      const completed = await files.stat(params.id);
      if (completed?.userId !== userId) await requireUpload(uploads, params.id, userId);
      const file = await uploads.complete(params.id, { quota });
      return { status: 201, headers: { ...NOT_STORED, Location: href(`/files/${file.id}`) }, json: fileToJson(file) };
    },
  });
}

function abortRoute({ uploads }: ResumableOptions): Route {
  return defineRoute({
    name: "abortUpload",
    method: "DELETE",
    path: "/files/uploads/{id}",
    summary: "Forget an upload with all that came",
    tag: "files",
    params: fileParams,
    answers: { 204: { description: "It is gone." } },
    problems: ["UPLOAD_NOT_FOUND"],
    async handle({ params, userId }) {
      const { id } = await requireUpload(uploads, params.id, userId);
      if (!(await uploads.abort(id))) throw notFound(id);
      return { status: 204 };
    },
  });
}

/** Reads a user's upload. @throws RowmillError `UPLOAD_NOT_FOUND`, also for another user's upload */
async function requireUpload(uploads: FileUploads, id: string, userId: string | null): Promise<Upload> {
  const upload = await uploads.get(id);
  if (!upload || upload.userId !== userId) throw notFound(id);
  return upload;
}

function notFound(id: string): RowmillError {
  return new RowmillError("UPLOAD_NOT_FOUND", `There is no upload ${JSON.stringify(id)}`);
}

const NOT_STORED = { "Cache-Control": "no-store" };

function headersOf({ offset, sizeBytes, expiresAt }: Upload): Record<string, string> {
  return {
    ...NOT_STORED,
    "Upload-Offset": String(offset),
    "Upload-Length": String(sizeBytes),
    "Upload-Expires": expiresAt.toUTCString(),
  };
}
