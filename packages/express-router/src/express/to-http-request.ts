import type { ServerResponse } from "node:http";
import type { HostRequest, HttpRequest } from "../http/http-request.ts";

/** Reads the values of a request of Express, Connect or Node. */
export function toHttpRequest(request: HostRequest, response: ServerResponse, publicUrl: string | undefined): HttpRequest {
  let signal: AbortSignal | undefined;
  return {
    method: request.method ?? "GET",
    url: request.url ?? "/",
    baseUrl: publicUrl ?? request.baseUrl ?? "",
    headers: request.headers,
    bytes: request,
    hostBody: wasRead(request) ? { value: request.body } : undefined,
    // Made when it is asked for: many requests of a host are not meant for us.
    get signal() {
      return (signal ??= signalOf(response));
    },
    hostRequest: request,
  };
}

/**
 * Whether a parser has read the body. Express 4's parsers leave an empty object in `body` where they have read nothing, so that
 * tells nothing; that the stream has ended does.
 */
function wasRead(request: HostRequest): boolean {
  return request.body !== undefined && request.readableEnded;
}

/** Aborts when the connection closes before the response has been sent. */
function signalOf(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  if (response.destroyed && !response.writableFinished) controller.abort();
  response.once("close", () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}
