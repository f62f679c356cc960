import type { MessagePort } from "node:worker_threads";
import { abortable } from "@rowmill/core/bytes";
import type { ChunkMessage, ChunkRequest } from "./chunk-messages.ts";

/** How many chunks may be under way to the worker, or wait there. With chunks of a megabyte, that is the memory. */
const CREDITS = 4;

/** The largest piece that is sent at once, in bytes. */
const PIECE_BYTES = 1024 * 1024;

/**
 * Sends chunks to a worker as fast as it asks for them: it starts with a few credits and gives one back (`pull`) for each
 * chunk that it has taken. Resolves once all are sent. When `stopped` aborts, it rejects and tells the source to finish, also where
 * that hangs.
 */
export async function sendChunks(port: MessagePort, chunks: AsyncIterable<Uint8Array>, stopped: AbortSignal): Promise<void> {
  let credits = CREDITS;
  let wake = () => {};
  port.on("message", (message: { readonly type: string }) => {
    if (message.type !== "pull") return;
    credits += 1;
    wake();
  });
  stopped.addEventListener("abort", () => wake(), { once: true });

  for await (const chunk of abortable(chunks, stopped)) {
    for (let from = 0; from < chunk.length; from += PIECE_BYTES) {
      while (credits === 0 && !stopped.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      stopped.throwIfAborted();
      credits -= 1;
      // A copy is transferred: the chunk may be a part of a bigger buffer, and it belongs to the caller.
      const bytes = Uint8Array.from(chunk.subarray(from, from + PIECE_BYTES));
      port.postMessage({ type: "chunk", bytes } satisfies ChunkMessage, [bytes.buffer]);
    }
  }
  port.postMessage({ type: "end" } satisfies ChunkMessage);
}

/** The other end of `sendChunks`, inside the worker. */
export async function* receiveChunks(port: MessagePort): AsyncGenerator<Uint8Array> {
  const waiting: ChunkMessage[] = [];
  let wake = () => {};
  port.on("message", (message: ChunkMessage) => {
    waiting.push(message);
    wake();
  });
  while (true) {
    const message = waiting.shift();
    if (message === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      continue;
    }
    if (message.type === "end") return;
    yield message.bytes;
    port.postMessage({ type: "pull" } satisfies ChunkRequest);
  }
}
