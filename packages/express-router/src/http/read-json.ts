import { RowmillError } from "@rowmill/core";
import type { HttpRequest } from "./http-request.ts";

/** Deeper JSON than this overflows the stack of whatever looks at it afterwards. */
const MAX_DEPTH = 32;

/**
 * Reads the JSON of a request, whether the host has parsed it already or not. Of no body at all it makes `undefined`.
 * @throws RowmillError `MEDIA_TYPE_UNSUPPORTED`, `REQUEST_TOO_LARGE`, `REQUEST_MALFORMED`
 */
export async function readJson(request: HttpRequest, maxBytes: number): Promise<unknown> {
  const { headers, hostBody } = request;
  if (!hasBody(request)) return undefined;
  checkMediaType(headers["content-type"], headers["content-encoding"]);
  if (Number(headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const value = hostBody ? fromHost(hostBody.value, maxBytes) : parseJson(await readAll(request.bytes, maxBytes));
  checkShape(value);
  return value;
}

function hasBody({ headers, hostBody }: HttpRequest): boolean {
  if (headers["transfer-encoding"] !== undefined) return true;
  if (headers["content-length"] !== undefined) return Number(headers["content-length"]) > 0;
  // HTTP/2 says neither.
  return hostBody !== undefined || headers["content-type"] !== undefined;
}

function checkMediaType(contentType: string | undefined, contentEncoding: string | undefined): void {
  const [type = "", ...parameters] = (contentType ?? "").toLowerCase().split(";");
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(parameter)?.[1])
    .find((name) => name !== undefined);
  if (!/^\s*application\/(?:[\w.+-]+\+)?json\s*$/.test(type)) {
    throw new RowmillError("MEDIA_TYPE_UNSUPPORTED", "The body must be JSON: set Content-Type: application/json");
  }
  if (charset !== undefined && charset !== "utf-8" && charset !== "utf8") {
    throw new RowmillError("MEDIA_TYPE_UNSUPPORTED", "The JSON must be in UTF-8");
  }
  if (contentEncoding !== undefined && contentEncoding !== "identity") {
    throw new RowmillError("MEDIA_TYPE_UNSUPPORTED", "The body must not be compressed");
  }
}

/** What `express.json()`, `text()` and `raw()` leave behind. */
function fromHost(value: unknown, maxBytes: number): unknown {
  if (value instanceof Uint8Array || typeof value === "string") {
    const bytes = typeof value === "string" ? Buffer.from(value) : value;
    if (bytes.length > maxBytes) throw tooLarge(maxBytes);
    return parseJson(bytes);
  }
  return value;
}

async function readAll(bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes)) as unknown;
  } catch (error) {
    // The parser quotes what it was given; the decoder's message is for developers.
    const reason = error instanceof SyntaxError ? error.message.slice(0, 200) : "it is not UTF-8";
    throw new RowmillError("REQUEST_MALFORMED", `The body is not JSON: ${reason}`);
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function tooLarge(maxBytes: number): RowmillError {
  return new RowmillError("REQUEST_TOO_LARGE", `The body may have at most ${maxBytes} bytes`);
}

/** Refuses values that are nested too deep, and keys that would change an object's prototype when it is copied. Without recursion. */
function checkShape(value: unknown): void {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw new RowmillError("REQUEST_TOO_LARGE", `The JSON may be nested at most ${MAX_DEPTH} levels deep`);
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item !== "object" || item === null) continue;
      if (Object.hasOwn(item, "__proto__")) {
        throw new RowmillError("REQUEST_INVALID", `An object in the body has the key "__proto__", which is not allowed`);
      }
      for (const member of Object.values(item)) if (typeof member === "object" && member !== null) next.push(member);
    }
    level = next;
  }
}
