import type { FileStorage } from "@rowmill/core";
import { defineRoute, type Route } from "@rowmill/core/http";
import { z } from "zod";
import { sealCursor, unsealCursor } from "../../http/list-cursor.ts";
import type { RouterContext } from "../../router-context.ts";
import { fileSchema, fileToJson } from "./file-json.ts";
import { fileParams, requireFile } from "./file-values.ts";

const query = z.strictObject({
  limit: z
    .string()
    .regex(/^(?:1?\d{1,2}|200)$/, "It is a whole number from 1 to 200.")
    .transform(Number)
    .refine((limit) => limit >= 1, "It is a whole number from 1 to 200.")
    .optional()
    .meta({ description: "How many at most, from 1 to 200.", default: 50 }),
  cursor: z.string().max(500).optional().meta({ description: "The next_cursor of the page before." }),
});

/** `GET /files` */
export function listFilesRoute(files: FileStorage): Route {
  return defineRoute({
    name: "listFiles",
    method: "GET",
    path: "/files",
    summary: "List your files, newest first",
    tag: "files",
    query,
    answers: {
      200: {
        description: "A page of files.",
        json: z.strictObject({ items: z.array(fileSchema), next_cursor: z.string().nullable() }).meta({ id: "FilePage" }),
        headers: { Link: "Where the next page is, if there is one." },
      },
    },
    problems: ["CURSOR_INVALID"],
    async handle({ query: { limit = 50, cursor }, userId, href }) {
      const scope = { files: userId };
      const page = await files.list({ userId, limit, cursor: cursor && unsealCursor(cursor, scope) });
      const next = page.nextCursor === undefined ? null : sealCursor(page.nextCursor, scope);
      const search = new URLSearchParams({ limit: String(limit), cursor: next ?? "" }).toString();
      return {
        status: 200,
        headers: { "Cache-Control": "private, no-cache", Link: next === null ? undefined : `<${href("/files")}?${search}>; rel="next"` },
        json: { items: page.files.map(fileToJson), next_cursor: next },
      };
    },
  });
}

/** `GET /files/{id}` */
export function getFileRoute(files: FileStorage): Route {
  return defineRoute({
    name: "getFile",
    method: "GET",
    path: "/files/{id}",
    summary: "What is known about a file",
    tag: "files",
    params: fileParams,
    answers: { 200: { description: "The file.", json: fileSchema } },
    problems: ["FILE_NOT_FOUND"],
    async handle({ params, userId }) {
      const file = await requireFile(files, params.id, userId);
      return { status: 200, headers: { "Cache-Control": "private, no-cache" }, json: fileToJson(file) };
    },
  });
}

/** `DELETE /files/{id}` */
export function deleteFileRoute({ manager }: Pick<RouterContext, "manager">): Route {
  return defineRoute({
    name: "deleteFile",
    method: "DELETE",
    path: "/files/{id}",
    summary: "Delete a file",
    description: "Not while a job that has not finished needs it.",
    tag: "files",
    params: fileParams,
    answers: { 204: { description: "It is gone." } },
    problems: ["FILE_NOT_FOUND", "FILE_IN_USE"],
    async handle({ params, userId }) {
      await manager.deleteFile(params.id, { userId });
      return { status: 204 };
    },
  });
}
