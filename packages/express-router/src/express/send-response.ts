import type { ServerResponse } from "node:http";
import type { RouteResponse } from "@rowmill/core";

/** Sends a response. Rejects if its bytes can not be read to their end; then the connection is closed, so that nobody takes it for whole. */
export async function sendResponse(
  response: ServerResponse,
  { status, headers = {}, json, bytes }: RouteResponse,
  method: string,
): Promise<void> {
  response.statusCode = status;
  response.setHeader("X-Content-Type-Options", "nosniff");
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) response.setHeader(name, value);
  }
  if (bytes) {
    response.flushHeaders();
    if (method === "HEAD") return void response.end();
    await sendBytes(response, bytes);
    return;
  }
  if (json === undefined) return void response.end();
  const body = Buffer.from(JSON.stringify(json));
  if (headers["Content-Type"] === undefined) response.setHeader("Content-Type", "application/json");
  response.setHeader("Content-Length", body.length);
  response.end(method === "HEAD" ? undefined : body);
}

async function sendBytes(response: ServerResponse, bytes: AsyncIterable<Uint8Array | string>): Promise<void> {
  try {
    for await (const chunk of bytes) {
      if (!response.write(chunk)) await drained(response);
      if (response.destroyed) return;
    }
    response.end();
  } catch (error) {
    response.destroy();
    throw error;
  }
}

/** Resolves when the response takes more, or has been closed. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done);
      response.off("close", done);
      resolve();
    };
    response.on("drain", done);
    response.on("close", done);
    if (response.destroyed) done();
  });
}
