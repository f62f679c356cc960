import type { ServerResponse } from "node:http";
import type { HttpResponse } from "../http/http-response.ts";

/**
 * Sends a response. Rejects if its bytes cannot be read to their end: then the connection has to be closed, so that no client takes
 * for whole what is not.
 */
export async function sendResponse(response: ServerResponse, values: HttpResponse, method: string): Promise<void> {
  const { status, headers = {}, text, bytes, stallMs } = values;
  if (response.headersSent) return await leave(bytes);
  response.statusCode = status;
  response.setHeader("X-Content-Type-Options", "nosniff");
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) response.setHeader(name, value);
  }
  if (bytes) {
    response.flushHeaders();
    if (method === "HEAD") return void response.end();
    return await sendBytes(response, bytes, stallMs);
  }
  if (text === undefined) return void response.end();
  const body = Buffer.from(text);
  if (headers["Content-Type"] === undefined) response.setHeader("Content-Type", "application/json");
  response.setHeader("Content-Length", body.length);
  response.end(method === "HEAD" ? undefined : body);
}

/**
 * Sends nothing: the host was faster, with a time limit of its own. A stream releases what it holds when it ends, and to end it must
 * have begun.
 */
async function leave(bytes: AsyncIterable<unknown> | undefined): Promise<void> {
  for await (const _ of bytes ?? []) return;
}

async function sendBytes(response: ServerResponse, bytes: AsyncIterable<Uint8Array | string>, stallMs?: number): Promise<void> {
  for await (const chunk of bytes) {
    // If the host has ended it, a write would emit an error event that has no listener.
    if (response.destroyed || response.writableEnded) return;
    if (!response.write(chunk)) await drained(response, stallMs);
    if (response.destroyed) return;
  }
  response.end();
}

/** Resolves when the response takes more, or has been closed: after a while by ourselves. */
function drained(response: ServerResponse, stallMs: number | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = stallMs === undefined || stallMs === Infinity ? undefined : setTimeout(() => response.destroy(), stallMs);
    const done = () => {
      clearTimeout(timer);
      response.off("drain", done);
      response.off("close", done);
      resolve();
    };
    response.on("drain", done);
    response.on("close", done);
    if (response.destroyed) done();
  });
}
