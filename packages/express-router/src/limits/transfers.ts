import { Readable } from "node:stream";
import { type RequestBytes, RowmillError } from "@rowmill/core";

/** Files that are on their way in, so many for each user at most. */
export interface Transfers {
  /**
   * Receives bytes while `receive` reads them.
   * @param receive - gets a signal that aborts when the caller has gone, or sends nothing any more
   * @throws RowmillError `LIMIT_REACHED`, `UPLOAD_STALLED`
   */
  receive<Answer>(
    userId: string | null,
    { stream }: Pick<RequestBytes, "stream">,
    caller: AbortSignal,
    receive: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer>;
}

/** Makes it. @param stallMs - who sends nothing for so long is given up */
export function createTransfers(perUser: number, stallMs: number): Transfers {
  const counts = new Map<string | null, number>();

  return {
    async receive(userId, { stream }, caller, receive) {
      const count = counts.get(userId) ?? 0;
      if (count >= perUser) throw new RowmillError("LIMIT_REACHED", `You are uploading ${perUser} files, as many as you may at once`);
      counts.set(userId, count + 1);
      const stalled = new AbortController();
      const stopWatching = watchForStalls(stream, stallMs, () => stalled.abort(uploadStalled(stallMs)));
      try {
        return await receive(AbortSignal.any([caller, stalled.signal]));
      } finally {
        stopWatching();
        const left = counts.get(userId)! - 1;
        if (left === 0) counts.delete(userId);
        else counts.set(userId, left);
      }
    },
  };
}

/**
 * Looks from time to time whether bytes come. A sender who waits for us, because a disk is slow, has not stalled: then something lies
 * in the stream's buffer.
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
  return new RowmillError("UPLOAD_STALLED", `Nothing came for ${stallMs} ms`, { retriable: false });
}
