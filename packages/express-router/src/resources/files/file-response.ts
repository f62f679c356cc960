import type { FileStorage, StoredFile } from "@rowmill/core";
import type { RouteResponse } from "@rowmill/core/http";
import { matchesEtag } from "../../http/etag.ts";
import { parseRange } from "./byte-range.ts";
import { attachment } from "./content-disposition.ts";

/** What a request for a file's bytes says about which it wants. */
export interface FileRequest {
  /** `GET` or `HEAD`. */
  readonly method: string;
  readonly headers: {
    readonly range?: string | undefined;
    readonly "if-range"?: string | undefined;
    readonly "if-none-match"?: string | undefined;
  };
  readonly signal: AbortSignal;
}

/**
 * Answers the bytes of a file, or the part of them that is asked for. A browser saves them and shows nothing: whatever a user has
 * uploaded, it runs no script in the host's name.
 */
export function fileResponse(files: FileStorage, file: StoredFile, request: FileRequest, stallMs: number): RouteResponse {
  const { sizeBytes } = file;
  // A file never changes, so what it holds names it.
  const etag = `"${file.sha256.slice(0, 32)}"`;
  const headers = {
    ETag: etag,
    "Accept-Ranges": "bytes",
    // `no-transform`, or the middleware compression() packs a part of the bytes as if it were the whole.
    "Cache-Control": "private, no-cache, no-transform",
  };
  if (matchesEtag(request.headers["if-none-match"], etag)) return { status: 304, headers };
  const described = {
    ...headers,
    "Content-Type": mediaTypeOf(file),
    "Content-Disposition": attachment(file.name),
    "Content-Security-Policy": "sandbox; default-src 'none'",
  };
  const range = rangeOf(request, etag, sizeBytes);
  if (range === "unsatisfiable") return { status: 416, headers: { ...headers, "Content-Range": `bytes */${sizeBytes}` } };
  if (range === "whole") {
    const bytes = files.open(file.id, { signal: request.signal });
    return { status: 200, headers: { ...described, "Content-Length": String(sizeBytes) }, bytes, stallMs };
  }
  const { start, end } = range;
  return {
    status: 206,
    headers: { ...described, "Content-Length": String(end - start), "Content-Range": `bytes ${start}-${end - 1}/${sizeBytes}` },
    bytes: files.open(file.id, { start, end, signal: request.signal }),
    stallMs,
  };
}

/** A range counts for `GET` alone, and only if it is of the file that the caller has a part of already. */
function rangeOf({ method, headers }: FileRequest, etag: string, sizeBytes: number): ReturnType<typeof parseRange> {
  const ifRange = headers["if-range"];
  if (method !== "GET" || (ifRange !== undefined && ifRange.trim() !== etag)) return "whole";
  return parseRange(headers.range, sizeBytes);
}

/** The type that the file came with, if it is one: a header takes no other text. */
function mediaTypeOf({ contentType }: StoredFile): string {
  return contentType !== null && /^[\w.+-]+\/[\w.+-]+(?:;[ -~]*)?$/.test(contentType) ? contentType : "application/octet-stream";
}
