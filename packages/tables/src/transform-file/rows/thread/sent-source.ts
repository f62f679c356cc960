import { MessageChannel, type MessagePort } from "node:worker_threads";
import { checkedChunks, deferErrors } from "@rowmill/core/bytes";
import type { TableSource } from "../../../bytes/input-of.ts";
import { receiveChunks, sendChunks } from "../../../threads/chunk-channel.ts";

/** A source as a thread gets it: a path that it opens by itself, a copy of bytes, or a port over which the chunks of a stream come. */
export type SentSource =
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "stream"; readonly port: MessagePort };

/** Sources that are ready to be sent. */
export interface SourceSender {
  send(source: TableSource): SentSource;
  /** To be transferred with the message. */
  readonly ports: readonly MessagePort[];
}

/**
 * Makes sources ready to be sent. A stream is read when the thread asks for it.
 *
 * @param stopped - ends the reading of streams
 * @param fail - called with the error of a stream
 */
export function createSourceSender(stopped: AbortSignal, fail: (error: unknown) => void): SourceSender {
  const ports: MessagePort[] = [];
  return {
    ports,
    send(source) {
      if (typeof source === "string") return { kind: "path", path: source };
      if (source instanceof Uint8Array) return { kind: "bytes", bytes: source };
      deferErrors(source);
      const { port1, port2 } = new MessageChannel();
      ports.push(port2);
      port1.once("message", () => {
        sendChunks(port1, checkedChunks(source, stopped), stopped).catch((error: unknown) => {
          if (!stopped.aborted) fail(error);
        });
      });
      stopped.addEventListener("abort", () => port1.close(), { once: true });
      return { kind: "stream", port: port2 };
    },
  };
}

/** The source that was sent, in the thread. */
export function receivedSource(sent: SentSource): TableSource {
  if (sent.kind === "path") return sent.path;
  return sent.kind === "bytes" ? sent.bytes : chunksFrom(sent.port);
}

async function* chunksFrom(port: MessagePort): AsyncGenerator<Uint8Array> {
  port.postMessage({ type: "open" });
  try {
    yield* receiveChunks(port);
  } finally {
    port.close();
  }
}
