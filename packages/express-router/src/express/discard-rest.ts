import type { IncomingMessage } from "node:http";

/** How long what a caller still sends is read and thrown away after the answer. */
const LINGER_MS = 10_000;

/**
 * Reads what is left of a request that was answered before its end, and throws it away: a caller who is still sending would else
 * not come to read the answer, and a connection that is closed immediately loses it. Not indefinitely: ten gigabytes more of
 * a refused file must not be read.
 */
export function discardRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.on("error", () => {});
  request.resume();
  const timer = setTimeout(() => request.destroy(), LINGER_MS).unref();
  request.once("end", () => clearTimeout(timer));
  request.once("close", () => clearTimeout(timer));
}
