import type { FileStorage } from "@rowmill/core";
import { defineRoute, type Route } from "@rowmill/core/http";
import { z } from "zod";
import type { RouterContext } from "../../router-context.ts";
import { fileResponse } from "./file-response.ts";
import { fileParams, requireFile } from "./file-values.ts";

/** The headers that say which bytes are wanted. */
export const rangeHeaders = z.object({
  range: z.string().optional().meta({ description: "One part of the bytes: bytes=0-99, bytes=100-, bytes=-100." }),
  "if-range": z.string().optional().meta({ description: "The ETag of the file that the part is to belong to; of another one all comes." }),
  "if-none-match": z.string().optional().meta({ description: "The ETag that the caller has: of the same file nothing comes." }),
});

/** `GET /files/{id}/content` */
export function contentRoute(files: FileStorage, { streams }: Pick<RouterContext, "streams">): Route {
  return defineRoute({
    name: "getFileContent",
    method: "GET",
    path: "/files/{id}/content",
    summary: "Download a file",
    description: "All of it, or one part with `Range`.",
    tag: "files",
    params: fileParams,
    headers: rangeHeaders,
    answers: {
      200: {
        description: "The bytes.",
        bytes: "application/octet-stream",
        headers: { ETag: "Names the content.", "Content-Disposition": "The file's name." },
      },
      206: {
        description: "The part that was asked for.",
        bytes: "application/octet-stream",
        headers: { "Content-Range": "Which part, and of how many bytes." },
      },
      304: { description: "The caller has it already." },
      416: { description: "The file ends before that part.", headers: { "Content-Range": "Of how many bytes the file is." } },
    },
    problems: ["FILE_NOT_FOUND"],
    async handle({ params, userId, method, headers, signal }) {
      const file = await requireFile(files, params.id, userId);
      return fileResponse(files, file, { method, headers, signal }, streams.stallMs);
    },
  });
}
