import type { RouteResponse } from "@rowmill/core/http";

/** One event, as it goes over the wire. */
export function sseEvent(event: string, data: unknown, id?: string): string {
  // JSON has no line breaks of its own, and an id of ours has none either.
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** What a stream begins with: how long to wait before coming back, in milliseconds. */
export const SSE_RETRY = "retry: 2000\n\n";

/** A comment, which clients pass over and which keeps the connection alive. */
export const SSE_HEARTBEAT = ":\n\n";

const EVENT_STREAM = "text/event-stream";

/** Whether a response is a stream of events. */
export function isEventStream({ headers }: Pick<RouteResponse, "headers">): boolean {
  return headers?.["Content-Type"] === EVENT_STREAM;
}

/** The response that a stream of events travels in. */
export function sseResponse(events: AsyncIterable<string>, stallMs: number): RouteResponse {
  return {
    status: 200,
    headers: {
      "Content-Type": EVENT_STREAM,
      // `no-transform`, or the middleware compression() keeps events back until its buffer is full.
      "Cache-Control": "no-cache, no-transform",
      // The same for nginx.
      "X-Accel-Buffering": "no",
    },
    bytes: events,
    stallMs,
  };
}
