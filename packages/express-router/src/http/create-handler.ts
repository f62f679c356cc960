import { randomUUID } from "node:crypto";
import { RowmillError } from "@rowmill/core";
import type { Route, RouteRequest, RouteResponse } from "@rowmill/core/http";
import { checkOrigin } from "./check-origin.ts";
import type { HttpRequest } from "./http-request.ts";
import { type HttpResponse, toHttpResponse } from "./http-response.ts";
import { type Identity, identify } from "./identify.ts";
import { internalProblem, toProblem } from "./problem.ts";
import { readJson } from "./read-json.ts";
import { readHeadersOf, readParams, readQueryOf } from "./read-values.ts";
import type { Match, RouteTable } from "./route-table.ts";
import type { RouterSettings } from "./router-options.ts";

/** Serves requests from routes. Independent of any web framework. */
export interface RequestHandler {
  /** Answers a request. Returns `undefined` immediately if no route has its address. Never rejects. */
  handle(request: HttpRequest): Promise<HttpResponse> | undefined;
}

/** What a handler works with. */
export interface RequestHandlerOptions extends Pick<RouterSettings, "authenticate" | "hostQuery" | "limits" | "logger" | "trustedOrigins"> {
  /** The routes of this moment. */
  readonly table: () => RouteTable;
  /** Refuses, by throwing, a request that creates something while nothing new is taken. */
  readonly checkOpen: () => void;
}

/** Creates one. */
export function createRequestHandler(options: RequestHandlerOptions): RequestHandler {
  const { table, authenticate, hostQuery, limits, logger, trustedOrigins, checkOpen } = options;

  return {
    handle(request) {
      const [, path = "", search = ""] = TARGET.exec(request.url) ?? [];
      const match = table().match(path);
      return match && answer(request, match, search);
    },
  };

  async function answer(request: HttpRequest, match: Match, search: string): Promise<HttpResponse> {
    try {
      const route = routeFor(request.method, match);
      return toHttpResponse(route ? await serve(request, route, match, search) : { status: 204, headers: { Allow: allowed(match) } });
    } catch (error) {
      return toHttpResponse(toProblem(error) ?? internal(error, request));
    }
  }

  async function serve(request: HttpRequest, route: Route, match: Match, search: string): Promise<RouteResponse> {
    const access = route.access ?? (route.method === "GET" || route.method === "HEAD" ? "read" : "write");
    if (access === "write") checkOrigin(request.headers, trustedOrigins);
    const caller: Identity = access === "public" ? { userId: null, access: "read" } : await identify(authenticate, request.hostRequest);
    if (access === "write" && caller.access === "read") throw new RowmillError("ACCESS_DENIED", "Your access is read-only");
    if (route.creates) checkOpen();
    const params = await readParams(route, match.params);
    const values: RouteRequest = {
      method: request.method,
      userId: caller.userId,
      isReviewer: caller.access === "review",
      params,
      query: await readQueryOf(route, search, hostQuery),
      headers: await readHeadersOf(route, request),
      body: await readBody(request, route),
      // Made when it is read: most routes answer without it, and an AbortController with its listener costs more than the rest of this object.
      get signal() {
        return request.signal;
      },
      isStillAllowed: () => isStillAllowed(request, caller),
      href: (path) => request.baseUrl + path,
    };
    return await route.handle(values);
  }

  async function isStillAllowed({ hostRequest }: HttpRequest, caller: Identity): Promise<boolean> {
    try {
      return (await identify(authenticate, hostRequest)).userId === caller.userId;
    } catch (error) {
      // A token that has expired meanwhile ends the stream, and is no news.
      if (!isRefusal(error)) logger.error({ error }, "The host's authenticate failed for the reader of a stream; the stream ends");
      return false;
    }
  }

  async function readBody(request: HttpRequest, { body }: Route): Promise<unknown> {
    if (!body) return undefined;
    if ("bytes" in body) {
      const { "content-type": contentType, "content-length": length } = request.headers;
      checkMediaType(body.bytes, contentType);
      if (request.hostBody) {
        const message = "This server parses bodies of this media type before they can be stored: send application/octet-stream";
        throw new RowmillError("MEDIA_TYPE_UNSUPPORTED", message);
      }
      // Node accepts lengths beyond JavaScript's integers. All of them are too large.
      const sizeBytes = length === undefined ? undefined : Math.min(Number(length), Number.MAX_SAFE_INTEGER);
      return { stream: request.bytes, contentType, sizeBytes };
    }
    const json = await readJson(request, Math.max(limits.bodyBytes, body.maxBytes ?? 0));
    if (body.isChecked === false) return json;
    const parsed = await body.json.safeParseAsync(json);
    if (parsed.success) return parsed.data;
    throw new RowmillError("REQUEST_INVALID", "The body is not valid: see errors.", {
      details: { issues: parsed.error.issues.slice(0, 20) },
    });
  }

  function internal(error: unknown, { method, url, signal }: HttpRequest): RouteResponse {
    const requestId = randomUUID();
    // An error after the client has disconnected is a result of that, and is not logged. The query may contain tokens of the host.
    if (!signal.aborted) logger.error({ error, requestId, method, path: url.split("?")[0] }, "A request could not be answered");
    return internalProblem(requestId);
  }
}

function isRefusal(error: unknown): boolean {
  return RowmillError.is(error, "NOT_AUTHENTICATED") || RowmillError.is(error, "ACCESS_DENIED");
}

/** Path and query of a request's target. Clients of proxies send it with the host in front. */
const TARGET = /^(?:[a-z][\w+.-]*:\/\/[^/?#]*)?([^?#]*)\??([^#]*)/i;

/** The route for a method; `undefined` for `OPTIONS`. @throws RowmillError `METHOD_NOT_ALLOWED` */
function routeFor(method: string, match: Match): Route | undefined {
  const route = match.routes.get(method) ?? (method === "HEAD" ? match.routes.get("GET") : undefined);
  if (route ?? method === "OPTIONS") return route;
  const allow = allowed(match);
  throw new RowmillError("METHOD_NOT_ALLOWED", `This resource supports only ${allow}`, { details: { allow } });
}

function allowed({ routes }: Match): string {
  const methods = new Set(routes.keys());
  if (methods.has("GET")) methods.add("HEAD");
  return [...methods, "OPTIONS"].join(", ");
}

function checkMediaType(taken: readonly string[], contentType: string | undefined): void {
  if (taken.includes("*")) return;
  const type = contentType?.split(";")[0]?.trim().toLowerCase();
  if (type !== undefined && taken.includes(type)) return;
  throw new RowmillError("MEDIA_TYPE_UNSUPPORTED", `The body must be of one of these media types: ${taken.join(", ")}`);
}
