import { RowmillError } from "@rowmill/core";

/** An open event stream or long poll. */
export interface OpenStream {
  /** Aborts when the caller has gone, and when the router drains. */
  readonly signal: AbortSignal;
  /** Gives the user's place free. May be called again. */
  close(): void;
}

/** All open streams of a router, so many for each user at most. */
export interface OpenStreams {
  readonly isDraining: boolean;
  /** @throws RowmillError `LIMIT_REACHED`, `DRAINING` */
  open(userId: string | null, caller: AbortSignal): OpenStream;
  /** @throws RowmillError `DRAINING` */
  checkOpen(): void;
  /** Ends all streams, and opens no more. */
  drain(): void;
}

/** Makes it. */
export function createOpenStreams(perUser: number): OpenStreams {
  const controllers = new Set<AbortController>();
  const counts = new Map<string | null, number>();
  let isDraining = false;

  return {
    get isDraining() {
      return isDraining;
    },

    open(userId, caller) {
      checkOpen();
      const count = counts.get(userId) ?? 0;
      if (count >= perUser) throw new RowmillError("LIMIT_REACHED", `You have ${perUser} streams open, as many as you may have`);
      counts.set(userId, count + 1);
      // Not AbortSignal.any: the caller's signal and ours end together.
      const controller = new AbortController();
      controllers.add(controller);
      const abort = () => controller.abort();
      if (caller.aborted) abort();
      caller.addEventListener("abort", abort, { once: true });
      let isClosed = false;
      return {
        signal: controller.signal,
        close() {
          if (isClosed) return;
          isClosed = true;
          caller.removeEventListener("abort", abort);
          controllers.delete(controller);
          const left = counts.get(userId)! - 1;
          if (left === 0) counts.delete(userId);
          else counts.set(userId, left);
        },
      };
    },

    checkOpen,

    drain() {
      isDraining = true;
      for (const controller of controllers) controller.abort();
    },
  };

  function checkOpen(): void {
    if (isDraining) throw new RowmillError("DRAINING", "The server is about to stop. Ask again in a moment.");
  }
}
