import { STATUS_CODES } from "node:http";
import { type ErrorCode, RowmillError } from "@rowmill/core";
import type { RouteResponse } from "@rowmill/core/http";

/** One thing that is wrong with a request, and where. */
export interface ProblemItem {
  readonly detail: string;
  /** A JSON pointer into the body. */
  readonly pointer?: string;
  /** The name of a query parameter. */
  readonly parameter?: string;
  /** The name of a request header. */
  readonly header?: string;
}

/** The status that each code is answered with. Codes that are not listed are internal and answered with 500. */
export const STATUS_BY_CODE: Partial<Record<ErrorCode, number>> = {
  REQUEST_MALFORMED: 400,
  CURSOR_INVALID: 400,
  FILE_INCOMPLETE: 400,
  NOT_AUTHENTICATED: 401,
  ACCESS_DENIED: 403,
  CROSS_SITE_REFUSED: 403,
  JOB_NOT_FOUND: 404,
  SCHEDULE_NOT_FOUND: 404,
  FILE_NOT_FOUND: 404,
  TEMPLATE_NOT_FOUND: 404,
  TEMPLATE_REVISION_NOT_FOUND: 404,
  UPLOAD_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  UPLOAD_STALLED: 408,
  JOB_STATUS_CONFLICT: 409,
  SIGNAL_UNEXPECTED: 409,
  SIGNAL_INVALID: 422,
  FILE_IN_USE: 409,
  UPLOAD_OFFSET_CONFLICT: 409,
  RESULT_NOT_READY: 409,
  TEMPLATE_QUOTA_EXCEEDED: 409,
  RESULT_EXPIRED: 410,
  PRECONDITION_FAILED: 412,
  REQUEST_TOO_LARGE: 413,
  FILE_TOO_LARGE: 413,
  FILE_QUOTA_EXCEEDED: 413,
  TEMPLATE_TOO_LARGE: 413,
  MEDIA_TYPE_UNSUPPORTED: 415,
  REQUEST_INVALID: 422,
  FILE_CHECKSUM_MISMATCH: 422,
  JOB_INPUT_INVALID: 422,
  JOB_TYPE_UNKNOWN: 422,
  IDEMPOTENCY_CONFLICT: 422,
  TEMPLATE_MISMATCH: 422,
  MAPPING_INVALID: 422,
  TARGET_INVALID: 422,
  FILE_NOT_TEXT: 422,
  FILE_CORRUPT: 422,
  FILE_ENCRYPTED: 422,
  FILE_FORMAT_UNSUPPORTED: 422,
  FILE_RECORD_TOO_LARGE: 422,
  FILE_TOO_LARGE_INFLATED: 422,
  FILE_TOO_SPARSE: 422,
  PRECONDITION_REQUIRED: 428,
  LIMIT_REACHED: 429,
  DRAINING: 503,
  MANAGER_CLOSED: 503,
  STORE_UNAVAILABLE: 503,
  STORAGE_FULL: 507,
};

/**
 * What is told instead of an error's own message: where that names an id, because another user's thing and a missing one are
 * answered with the same bytes; and where it speaks to the host's developers.
 */
const DETAILS: Partial<Record<ErrorCode, string>> = {
  JOB_NOT_FOUND: "There is no such job.",
  SCHEDULE_NOT_FOUND: "There is no such schedule.",
  FILE_NOT_FOUND: "There is no such file.",
  TEMPLATE_NOT_FOUND: "There is no such template.",
  TEMPLATE_REVISION_NOT_FOUND: "The template has no such revision.",
  UPLOAD_NOT_FOUND: "There is no such upload: it was completed or aborted, or nothing came for a day.",
  STORAGE_FULL: "There is no room for the file.",
  JOB_INPUT_INVALID: "The input is not valid: see errors.",
  JOB_TYPE_UNKNOWN: "There is no such job type.",
  MANAGER_CLOSED: "The server is about to stop. Send the request again in a few seconds.",
  STORE_UNAVAILABLE: "The server cannot reach its database. Send the request again in a few seconds.",
};

/** How long callers are asked to wait where an error does not say, in seconds. */
const RETRY_AFTER_S: Partial<Record<ErrorCode, number>> = { DRAINING: 5, MANAGER_CLOSED: 5, STORE_UNAVAILABLE: 5, LIMIT_REACHED: 5 };

/**
 * The problem document (RFC 9457) of an error, or `undefined` if it is none that callers may know of.
 * An error's `details` may have `errors` (a list of `ProblemItem`), `issues` (zod's), `problems` (of a document), `retryAfterS`, `allow`, `etag`, and `offset`.
 */
export function toProblem(error: unknown): RouteResponse | undefined {
  if (!RowmillError.is(error)) return undefined;
  const { code, details, message } = error;
  const status = STATUS_BY_CODE[code];
  if (status === undefined) return undefined;
  const errors =
    (details["errors"] as readonly ProblemItem[] | undefined) ?? itemsOf(details["issues"]) ?? itemsOfProblems(details["problems"]);
  const retryAfterS = (details["retryAfterS"] as number | undefined) ?? RETRY_AFTER_S[code];
  return problem(
    status,
    { detail: DETAILS[code] ?? message, code, ...(errors && { errors }) },
    {
      "Retry-After": retryAfterS === undefined ? undefined : String(retryAfterS),
      Allow: details["allow"] as string | undefined,
      "Upload-Offset": code === "UPLOAD_OFFSET_CONFLICT" ? (details["offset"] as number | undefined)?.toString() : undefined,
      ETag: details["etag"] as string | undefined,
      "WWW-Authenticate": status === 401 ? "Bearer" : undefined,
    },
  );
}

/** The document of an error that says nothing but where to look for it. */
export function internalProblem(requestId: string): RouteResponse {
  const detail = "The server failed to process the request. Its operator finds the cause in the log under this request_id.";
  return problem(500, { detail, code: "INTERNAL_ERROR", request_id: requestId }, {});
}

function problem(status: number, members: object, headers: Record<string, string | undefined>): RouteResponse {
  return {
    status,
    headers: { ...headers, "Content-Type": "application/problem+json", "Cache-Control": "no-store" },
    json: { type: "about:blank", title: STATUS_CODES[status], status, ...members },
  };
}

/** How many wrong things are told: a body of a few thousand unknown fields would else get an answer of a megabyte. */
const MAX_ITEMS = 20;

/** What zod found, as pointers into the body. */
export function itemsOf(issues: unknown, under: readonly PropertyKey[] = []): ProblemItem[] | undefined {
  if (!Array.isArray(issues)) return undefined;
  const items = (issues as readonly Issue[]).slice(0, MAX_ITEMS).flatMap(({ path, message, keys }) => {
    const base = [...under, ...path];
    // Of unknown fields zod tells the object: their readers want the fields.
    if (keys) return keys.slice(0, MAX_ITEMS).map((key) => ({ detail: "There is no such field.", pointer: pointerTo([...base, key]) }));
    return [{ detail: message, pointer: pointerTo(base) }];
  });
  return items.slice(0, MAX_ITEMS);
}

/** What is wrong with a document, a target or a template. Where in the body it stands only its route knows, so there is no pointer. */
function itemsOfProblems(problems: unknown): ProblemItem[] | undefined {
  if (!Array.isArray(problems)) return undefined;
  return (problems as readonly { readonly path: string; readonly message: string }[])
    .slice(0, MAX_PROBLEMS)
    .map(({ path, message }) => ({ detail: path === "" ? message : `${path}: ${message}` }));
}

/** A template is repaired in one go, so more of its problems are listed. */
const MAX_PROBLEMS = 100;

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

/** RFC 6901. */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
