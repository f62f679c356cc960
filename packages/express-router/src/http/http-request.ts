import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** The values of a request as a web framework hands them over. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query below the place where the router is mounted, percent-encoded as they came. */
  readonly url: string;
  /** Where the router is mounted, as the caller sees it: `/api`, or nothing. */
  readonly baseUrl: string;
  readonly headers: IncomingHttpHeaders;
  /** The body, unread: unless `hostBody` is there. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** What the host has made of the body, if it has read it already. */
  readonly hostBody: { readonly value: unknown } | undefined;
  /** Aborts when the caller has gone. */
  readonly signal: AbortSignal;
  /** What is handed to the host's `authenticate`. */
  readonly hostRequest: HostRequest;
}

/** A request of the host's framework, as far as the router looks at it: Express's, Connect's, or Node's own. */
export interface HostRequest extends IncomingMessage {
  readonly originalUrl?: string;
  readonly baseUrl?: string;
  readonly body?: unknown;
}
