import { Readable } from "node:stream";
import { RowmillError } from "@rowmill/core";
import type { RequestBytes } from "@rowmill/core/http";
import { createUserSlots } from "./user-slots.ts";

/** Files that are being received, with a limit for each user. */
export interface Transfers {
  /**
   * Receives bytes while `receive` reads them.
   * @param receive - its signal aborts when the caller disconnects, or stalls
   * @throws RowmillError `LIMIT_REACHED`, `UPLOAD_STALLED`
   */
  receive<Answer>(
    userId: string | null,
    { stream }: Pick<RequestBytes, "stream">,
    caller: AbortSignal,
    receive: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer>;
}

/** Creates it. @param stallMs - how long a client may send nothing before its transfer is aborted */
export function createTransfers(perUser: number, stallMs: number): Transfers {
  const slots = createUserSlots(perUser, `You are uploading ${perUser} files, as many as you may at once`);

  return {
    async receive(userId, { stream }, caller, receive) {
      const release = slots.take(userId);
      const stalled = new AbortController();
      const stopWatching = watchForStalls(stream, stallMs, () => stalled.abort(uploadStalled(stallMs)));
      try {
        return await receive(AbortSignal.any([caller, stalled.signal]));
      } finally {
        stopWatching();
        release();
      }
    },
  };
}

/**
 * Calls `onStall` if no bytes arrive for a while. A client that waits for a slow disk of ours has not stalled: then the stream's buffer is not
 * empty.
 */
function watchForStalls(stream: AsyncIterable<Uint8Array>, stallMs: number, onStall: () => void): () => void {
  const { socket } = stream as { readonly socket?: { readonly bytesRead: number } };
  if (!(stream instanceof Readable) || !socket) return () => {};
  let seen = socket.bytesRead;
  let isQuiet = false;
  const timer = setInterval(() => {
    const isMoving = socket.bytesRead !== seen || stream.readableLength > 0;
    seen = socket.bytesRead;
    // Quiet for one whole interval at least.
    if (!isMoving && isQuiet) onStall();
    isQuiet = !isMoving;
  }, stallMs / 2).unref();
  return () => clearInterval(timer);
}

function uploadStalled(stallMs: number): RowmillError {
  return new RowmillError("UPLOAD_STALLED", `No bytes arrived for ${stallMs} ms`, { retriable: false });
}
